import Foundation
import HTTPTypes

/// The description of the service for programs: OpenAPI 3.1, made of the table of calls and the schemas of the
/// house's forms.
enum OpenAPI {
  /// The document.
  static func document(_ calls: [Call]) throws -> String {
    var paths: [String: [String: Any]] = [:]
    for call in calls {
      paths[call.path, default: [:]][call.method.rawValue.lowercased()] = operation(call)
    }
    let document: [String: Any] = [
      "openapi": "3.1.0",
      "info": [
        "title": "CardLane lane service", "version": "1",
        "description":
          "Amounts are decimal strings, dates YYYY-MM-DD, times RFC 3339. Errors are application/problem+json.",
      ],
      "paths": paths, "security": [["token": [] as [String]]],
      "components": [
        "schemas": try schemas(),
        "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
      ],
    ]
    return String(
      decoding: try JSONSerialization.data(
        withJSONObject: document, options: [.sortedKeys, .withoutEscapingSlashes]), as: UTF8.self)
  }

  private static func operation(_ call: Call) -> [String: Any] {
    let names = call.path.split(separator: "/").filter { $0.hasPrefix("{") }
      .map { String($0.dropFirst().dropLast()) }
    var operation: [String: Any] = [
      "summary": call.summary,
      "parameters": names.map { parameter($0, in: "path") }
        + call.query.map { parameter($0, in: "query") }
        + (call.method == .get ? [] : [parameter("Idempotency-Key", in: "header")]),
    ]
    var answers: [String: Any] = [:]
    for status in ["400", "401", "403", "404", "405", "409", "413", "421", "422", "503"] {
      answers[status] = [
        "description": "An error.",
        "content": ["application/problem+json": ["schema": reference("problem")]],
      ]
    }
    answers["200"] =
      call.answers.map { name in
        ["description": "Done.", "content": ["application/json": ["schema": reference(name)]]]
          as [String: Any]
      } ?? ["description": "Done."]
    operation["responses"] = answers
    if let takes = call.takes {
      operation["requestBody"] = [
        "required": !["tender-request", "registration-order"].contains(takes),
        "content": ["application/json": ["schema": reference(takes)]],
      ]
    }
    return operation
  }

  private static func parameter(_ name: String, in place: String) -> [String: Any] {
    [
      "name": name, "in": place,
      "required": place == "path" || QueryForms.required.contains(name),
      "schema": QueryForms.schema(place == "path" ? "" : name),
    ]
  }

  private static func reference(_ name: String) -> [String: Any] {
    ["$ref": "#/components/schemas/\(name)"]
  }

  /// The house's forms, with their parts under one roof.
  private static func schemas() throws -> [String: Any] {
    let bundle = Data(PackageResources.schemas_json)
    guard let all = try JSONSerialization.jsonObject(with: bundle) as? [String: [String: Any]]
    else { return [:] }
    var result: [String: Any] = [:]
    for (name, schema) in all {
      if name == "common", let parts = schema["$defs"] as? [String: Any] {
        for (part, content) in parts { result["common.\(part)"] = rewritten(content, in: name) }
        continue
      }
      var schema = schema
      schema["$schema"] = nil
      schema["$id"] = nil
      result[name] = rewritten(schema, in: name)
    }
    return result
  }

  /// References to other files become references inside of the document.
  private static func rewritten(_ value: Any, in name: String) -> Any {
    if let list = value as? [Any] { return list.map { rewritten($0, in: name) } }
    guard var object = value as? [String: Any] else { return value }
    for (key, content) in object { object[key] = rewritten(content, in: name) }
    if let target = object["$ref"] as? String {
      let shared = "common.schema.json#/$defs/"
      if target.hasPrefix(shared) {
        object["$ref"] = "#/components/schemas/common." + target.dropFirst(shared.count)
      } else if target.hasPrefix("#/$defs/"), name == "common" {
        object["$ref"] = "#/components/schemas/common." + target.dropFirst("#/$defs/".count)
      } else if target.hasPrefix("#/") {
        object["$ref"] = "#/components/schemas/\(name)" + target.dropFirst()
      } else if target.hasSuffix(".schema.json") {
        object["$ref"] = "#/components/schemas/" + target.dropLast(".schema.json".count)
      }
    }
    return object
  }
}
