import TestSupport
import Testing

/// The service on a book that all lanes share, while its server comes and goes.
@Suite("A lane whose store is away", .enabled(if: LiveService.hasCurl, "curl is not installed"))
struct StoreAwayTests {
  @Test("It says so at once, waits with what is to be booked, and goes on when the store is back")
  func away() async throws {
    let server = try PostgresServer(settings: ["fsync": "off"])
    try server.run("createdb", ["book"])
    var life = try Life()
    life.store = server.address("book")
    try await life.ask("store", "init").expect(0)
    // A key file is made with the first card.
    _ = try await life.swipe(Numbers.first)
    let lane = try await LiveService(life)
    func misses() async throws -> Bool {
      try await lane.call("GET", "/health/ready", token: .some(nil)).body.contains(#""store""#)
    }
    /// A store that is there may take its time on a machine that is busy.
    func comesBack() async throws -> Bool {
      for _ in 0..<100 where try await !misses() { return true }
      return false
    }
    #expect(try await comesBack())
    let sale = life.sale("A1", "2026-11-22", "100.00")
    _ = try await lane.call("PUT", "/v1/sales/A1", sale, schema: "sale-state")
    _ = try await lane.call("POST", "/v1/sales/A1/hold", "{}", schema: "sale-state")
    try server.crash()
    #expect(try await misses())
    // The payment was taken: the till asks once and is answered when the store is back.
    async let paid = lane.call(
      "POST", "/v1/sales/A1/commit", #"{"tenders":[{"kind":"cash","amount":"100.00"}]}"#,
      schema: "checkout")
    try server.startAgain()
    let answer = try await paid
    #expect(answer.status == 200, "\(answer.body)")
    #expect(answer.json["repeated"] as? Bool == false)
    let again = try await lane.call(
      "POST", "/v1/sales/A1/commit", #"{"tenders":[{"kind":"cash","amount":"100.00"}]}"#)
    #expect(again.json["repeated"] as? Bool == true)
    #expect(try await comesBack())
    try await lane.stop()
  }
}
