import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Testing
import TestSupport

@testable import LaneService

@Suite("The service describes itself")
struct OpenAPITests {
  private static func references(_ value: Any) -> [String] {
    if let list = value as? [Any] { return list.flatMap(references) }
    guard let object = value as? [String: Any] else { return [] }
    return (object["$ref"] as? String).map { [$0] } ?? [] + object.values.flatMap(references)
  }

  @Test("Every form that a call names is there")
  func complete() throws {
    let calls = [
      Call(.get, "/v1/x/{id}", "x", takes: "sale", answers: "quote", query: ["a"]) { _ in
        .init(status: .ok)
      }
    ]
    let text = try OpenAPI.document(calls)
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let components = try #require(document["components"] as? [String: Any])
    let schemas = try #require(components["schemas"] as? [String: Any])
    #expect(schemas.count > 50)
    let missing = Set(Self.references(document)).filter { reference in
      var place: Any? = schemas
      for key in reference.dropFirst("#/components/schemas/".count).split(separator: "/") {
        place = (place as? [String: Any])?[String(key)]
      }
      return !reference.hasPrefix("#/components/schemas/") || place == nil
    }
    #expect(missing == [])
  }

  @Test(
    "An address is a call's whatever stands in its places",
    arguments: [
      ("/v1/sales/L1-1/card", true), ("/v1/sales/a%2Fb/card", true), ("/v1/sales/card", false),
      ("/v1/sales/L1-1/cards", false), ("/v1/sales/L1-1/card/x", false),
    ])
  func address(path: String, isOurs: Bool) {
    let call = Call(.post, "/v1/sales/{id}/card", "x") { _ in .init(status: .ok) }
    #expect(call.isAt(path) == isOurs)
  }
}
