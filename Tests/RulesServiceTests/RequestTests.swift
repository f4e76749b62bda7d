import FlyingFox
import Foundation
import Loyalty
import Testing

@testable import RulesService

@Suite("What is sent to a rules service")
struct RequestTests {
  @Test("The sale as JSON, with its type, its key and the token")
  func request() async throws {
    let sale = try Sample.chainStore.sale
    let received = try await RulesServer.run(RulesServer.honest(try Sample.chainStore.engine)) {
      server in
      _ = try await HTTPRules(endpoint: server.endpoint, timeout: .seconds(3_600), token: "t0k3n")
        .quote(sale)
      return server.received
    }
    let request = try #require(received.first)
    #expect(received.count == 1 && request.method == "POST" && request.path == "/v1/quotes")
    #expect(request.headers[.contentType] == "application/json")
    #expect(request.headers[.authorization] == "Bearer t0k3n")
    #expect(try Sale.read(json: request.body) == sale)
    #expect(
      request.headers[HTTPHeader("Idempotency-Key")]
        == IdempotencyKey(saleID: sale.id, content: sale.json.utf8).description)
  }

  @Test("The same sale has the same key; another id or another content has another")
  func key() throws {
    let sale = try Sample.chainStore.sale
    let others = [
      sale, sale.with { $0.id = "L1-20261122-0008" }, sale.with { $0.redeemPoints = 100 },
      sale.with { $0.lines[0].unitPrice = Money(fen: 55_901) }, sale.with { $0.member = nil },
    ]
    let keys = others.map { IdempotencyKey(saleID: $0.id, content: $0.json.utf8) }
    #expect(Set(keys).count == others.count)
    #expect(keys[0] == IdempotencyKey(saleID: sale.id, content: sale.json.utf8))
    #expect(keys[0].description.hasPrefix("L1-20261122-0007."))
  }

  @Test("A key is fit for a header, whatever the sale's id holds")
  func keyText() {
    let key = IdempotencyKey(
      saleID: "销\r\n X-Evil: 1" + String(repeating: "a", count: 300), content: [])
    #expect(key.description.utf8.count <= 97)
    #expect(
      key.description.allSatisfy {
        $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0))
      })
  }

  @Test(
    "The content's digits are FNV-1a with 128 bits",
    arguments: [
      // The authors' published test values: isthe.com/chongo/tech/comp/fnv, RFC 9923.
      ("", "6c62272e07bb014262b821756295c58d"), ("a", "d228cb696f1a8caf78912b704e4a8964"),
      ("foobar", "343e1662793c64bf6f0d3597ba446f18"),
    ])
  func hash(text: String, digits: String) {
    var hash = FNV1a128()
    for byte in text.utf8 { hash.add(byte) }
    #expect(String(hash.value, radix: 16) == digits)
  }
}
