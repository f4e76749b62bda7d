import Foundation
import Testing

/// A lane that any till can talk to, over its real sockets.
@Suite("The lane as a service", .enabled(if: LiveService.hasCurl, "curl is not installed"))
struct ServiceTests {
  private static let day = "2026-01-11"

  private func paid(_ amount: String) -> String {
    #"{"tenders":[{"kind":"cash","amount":"\#(amount)"}]}"#
  }

  private func swipe(_ text: String) -> String { #"{"swipe":"\#(text)"}"# }

  @Test("A whole sale: basket, card, price, commit, slip; the same again says that it is a repeat")
  func wholeSale() async throws {
    let life = try Life()
    let card = try await life.memberWithPoints()
    let lane = try await LiveService(life)
    let basket = life.sale("T1", Self.day, "100.00")
    let open = try await lane.call("PUT", "/v1/sales/T1", basket, schema: "sale-state")
    #expect(open.status == 200 && open.due == "100.00")
    let joined = try await lane.call(
      "POST", "/v1/sales/T1/card", swipe(card), schema: "sale-state")
    #expect(joined.due == "88.00", "\(joined.body)")
    let bigger = life.sale("T1", Self.day, "200.00")
    #expect(
      try await lane.call("PUT", "/v1/sales/T1", bigger, schema: "sale-state").due == "176.00")

    let tooLittle = try await lane.call("POST", "/v1/sales/T1/commit", paid("10.00"))
    #expect(tooLittle.status == 400 || tooLittle.status == 422, "\(tooLittle.body)")
    let first = try await lane.call(
      "POST", "/v1/sales/T1/commit", paid("200.00"), schema: "checkout")
    #expect(first.status == 200 && first.json["repeated"] as? Bool == false)
    let second = try await lane.call(
      "POST", "/v1/sales/T1/commit", paid("200.00"), schema: "checkout")
    #expect(second.status == 200 && second.json["repeated"] as? Bool == true)
    #expect(try await lane.call("POST", "/v1/sales/T1/commit", paid("300.00")).status == 409)
    let again = try await lane.call("PUT", "/v1/sales/T1", bigger, schema: "sale-state")
    #expect(
      again.json["state"] as? String == "committed" && again.json["repeated"] as? Bool == true)
    #expect(try await lane.call("PUT", "/v1/sales/T1", basket).code == "idConflict")

    let slip = try await lane.call("GET", "/v1/receipts/T1?form=txt")
    #expect(slip.body.contains("176.00") && slip.body.contains("24.00"))
    #expect(
      try await lane.call(
        "PUT", "/v1/receipts/T1/signature", #"{"on":"paper"}"#, schema: "slip-signatures"
      ).status == 200)
    let back = try await lane.call(
      "POST", "/v1/sales/T1/returns", #"{"id":"R1","lines":[{"line":"1","quantity":1}]}"#,
      schema: "return")
    #expect(back.status == 200 || back.code == "clockRanBackwards", "\(back.body)")
    try await lane.stop()
    // What the service has booked is what the command sees.
    #expect(
      try await life.run([
        "report", "day", "--store", "shop.db", "--shop", "S01", "--date", Self.day,
      ])
      .expect(0).output.contains("176.00"))
  }

  @Test("Confirmed before it is frozen: the price follows at once, and the id is not burnt")
  func confirmations() async throws {
    let life = try Life()
    _ = try await life.memberWithPoints()
    let lane = try await LiveService(life)
    _ = try await lane.call("PUT", "/v1/sales/T1", life.sale("T1", Self.day, "100.00"))
    let waived = try await lane.call(
      "POST", "/v1/sales/T1/confirmations", #"{"confirm":["discountWaived"]}"#,
      schema: "sale-state")
    #expect(waived.json["confirmed"] as? [String] == ["discountWaived"])
    let held = try await lane.call("POST", "/v1/sales/T1/hold", "{}", schema: "sale-state")
    #expect(held.json["state"] as? String == "hold")
    let gone = try await lane.call("POST", "/v1/sales/T1/void", schema: "sale-state")
    #expect(gone.json["state"] as? String == "void")
    #expect(
      try await lane.call("PUT", "/v1/sales/T1", life.sale("T1", Self.day, "50.00")).status == 200)
    try await lane.stop()
  }

  @Test("A copy that is asked for twice under one key is printed once")
  func reprint() async throws {
    let life = try Life()
    _ = try await life.memberWithPoints()
    let lane = try await LiveService(life)
    _ = try await lane.call("PUT", "/v1/sales/T1", life.sale("T1", Self.day, "100.00"))
    _ = try await lane.call("POST", "/v1/sales/T1/commit", paid("100.00"))
    func copies() throws -> Int {
      try FileManager.default.contentsOfDirectory(atPath: life.folder.path + "/paper").count
    }
    let before = try copies()
    func ask(_ options: String...) async throws -> LiveService.Reply {
      try await lane.call(
        "POST", "/v1/receipts/T1/reprint", #"{"copy":"customer"}"#, schema: "slips", options)
    }
    let first = try await ask("-H", "Idempotency-Key: p1")
    let again = try await ask("-H", "Idempotency-Key: p1")
    #expect(first.json["repeated"] as? Bool == false && again.json["repeated"] as? Bool == true)
    #expect(try copies() == before + 1)
    #expect(try await ask().json["repeated"] == nil)
    #expect(try copies() == before + 2)
    try await lane.stop()
  }

  @Test("Killed in the middle: the basket is still open, and is booked once")
  func killed() async throws {
    let life = try Life()
    let card = try await life.memberWithPoints()
    var lane = try await LiveService(life)
    _ = try await lane.call("PUT", "/v1/sales/T1", life.sale("T1", Self.day, "100.00"))
    _ = try await lane.call("POST", "/v1/sales/T1/card", swipe(card))
    let newest = try #require(
      try await lane.call("GET", "/v1/lane", schema: "lane").json["newestEvent"] as? Int)
    try await lane.kill()

    lane = try await LiveService(life)
    let found = try await lane.call("GET", "/v1/lane", schema: "lane")
    #expect(found.json["openSales"] as? [String] == ["T1"])
    let sale = try await lane.call("GET", "/v1/sales/T1", schema: "sale-state")
    // The card was not written down.
    #expect(sale.json["state"] as? String == "open" && sale.due == "100.00")
    #expect(sale.json["card"] is NSNull)
    #expect(found.json["newestEvent"] as? Int ?? 0 >= newest)
    _ = try await lane.call("POST", "/v1/sales/T1/card", swipe(card))
    #expect(try await lane.call("POST", "/v1/sales/T1/commit", paid("88.00")).status == 200)
    try await lane.kill()

    lane = try await LiveService(life)
    let repeated = try await lane.call("POST", "/v1/sales/T1/commit", paid("88.00"))
    #expect(repeated.json["repeated"] as? Bool == true)
    try await lane.stop()
  }

  @Test("Two commits at once are one")
  func atOnce() async throws {
    let life = try Life()
    _ = try await life.memberWithPoints()
    let lane = try await LiveService(life)
    _ = try await lane.call("PUT", "/v1/sales/T1", life.sale("T1", Self.day, "100.00"))
    _ = try await lane.call("POST", "/v1/sales/T1/hold", "{}")
    async let one = lane.call("POST", "/v1/sales/T1/commit", paid("100.00"))
    async let two = lane.call("POST", "/v1/sales/T1/commit", paid("100.00"))
    let statuses = try await [one.status, two.status]
    #expect(statuses == [200, 200])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: life.folder.path + "/paper").count == 2)
    try await lane.stop()
  }

  @Test("Events resume where the link broke, by stream and by asking")
  func events() async throws {
    let life = try Life()
    _ = try await life.memberWithPoints()
    let lane = try await LiveService(life)
    _ = try await lane.call("PUT", "/v1/sales/T1", life.sale("T1", Self.day, "100.00"))
    let all = try await lane.call("GET", "/v1/events?after=1")
    let list = try #require(all.json["events"] as? [[String: Any]])
    let opened = try #require(list.first { $0["event"] as? String == "sale" }?["id"] as? Int)
    _ = try await lane.call("POST", "/v1/sales/T1/void")
    let rest = try await lane.call("GET", "/v1/events?after=\(opened)")
    let later = try #require(rest.json["events"] as? [[String: Any]])
    #expect(later.contains { $0["state"] as? String == "void" })
    #expect(!later.contains { $0["id"] as? Int == opened })
    // A stream goes on for as long as the client listens.
    let stream = try await lane.call(
      "GET", "/v1/events", nil,
      ["-H", "Accept: text/event-stream", "-H", "Last-Event-ID: \(opened)", "--max-time", "2"])
    #expect(stream.body.contains("id: ") && stream.body.contains(#""state":"void""#))
    try await lane.stop()
  }

  @Test("Nobody gets in without the right: token, role, page, host")
  func rights() async throws {
    let life = try Life()
    _ = try await life.memberWithPoints()
    let lane = try await LiveService(life, role: "display")
    #expect(try await lane.call("GET", "/v1/lane", token: .some(nil)).status == 401)
    #expect(try await lane.call("GET", "/v1/lane", token: "0000").status == 401)
    #expect(try await lane.call("GET", "/v1/lane").status == 200)
    #expect(
      try await lane.call("PUT", "/v1/sales/T1", life.sale("T1", Self.day, "1.00")).code
        == "wrongRole")
    #expect(
      try await lane.call("GET", "/v1/lane", nil, ["-H", "Origin: http://evil.example"]).code
        == "foreignOrigin")
    #expect(
      try await lane.call("GET", "/health/live", nil, ["-H", "Host: evil.example"]).status == 421)
    #expect(try await lane.call("GET", "/health/live", token: .some(nil)).status == 200)
    try await lane.stop()
  }

  @Test("Bad input is told, nothing is booked, and the service goes on")
  func badInput() async throws {
    let life = try Life()
    _ = try await life.memberWithPoints()
    let lane = try await LiveService(life)
    let good = life.sale("T1", Self.day, "100.00")
    for (body, code) in [
      ("", "invalidSale"), ("{", "invalidSale"),
      (String(repeating: "[", count: 100_000), "invalidSale"),
      (life.sale("T2", Self.day, "1.00"), "otherSale"),
      (life.sale("T1", Self.day, "1.00", shop: "S02"), "foreignLane"),
      (life.sale("T1", Self.day, "-1.00"), "invalidSale"),
    ] {
      let reply = try await lane.call("PUT", "/v1/sales/T1", body)
      #expect(reply.status == 400, "\(code): \(reply.body.prefix(200))")
    }
    let large = String(repeating: " ", count: 5 << 20)
    #expect(try await lane.call("PUT", "/v1/sales/T1", large).status == 413)
    #expect(try await lane.call("GET", "/v1/sales/T1").status == 404)
    #expect(try await lane.call("GET", "/v1/nothing").code == "noSuchCall")
    let wrong = try await lane.call("DELETE", "/v1/sales/T1")
    #expect(wrong.status == 405 && wrong.code == "wrongMethod")
    #expect(try await lane.call("POST", "/v1/sales/T9/commit", "{}").status == 404)
    #expect(
      try await lane.call("POST", "/v1/sales/T1/confirmations", #"{"confirm":["x"]}"#).status == 400
    )
    #expect(try await lane.call("PUT", "/v1/sales/T1", good, schema: "sale-state").status == 200)
    let stranger = try await lane.call(
      "POST", "/v1/sales/T1/card", swipe(";4111111111111111=29121010000000000000?9"))
    #expect(stranger.status == 422 && !stranger.body.contains("4111"))
    try await lane.stop()
  }

  @Test(
    "A second service on the same socket is refused; a socket that was left behind is taken over")
  func sockets() async throws {
    let life = try Life()
    _ = try await life.memberWithPoints()
    let arguments = [
      "serve", "--socket", "lane.sock", "--store", "shop.db", "--shop", "S01", "--lane", "L1",
      "--program", life.program, "--no-pcsc", "--no-usb", "--no-keyboards",
    ]
    try "not a socket".write(
      toFile: life.folder.path + "/lane.sock", atomically: true, encoding: .utf8)
    #expect(try await life.run(arguments).expect(2).errorCode == "socketTaken")
  }
}
