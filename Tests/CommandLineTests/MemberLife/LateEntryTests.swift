import Foundation
import Testing

/// What is entered after its day is over is told so, whichever way it comes in.
@Suite("Entries that come late: after later business, after their period was decided")
struct LateEntryTests {
  private let life: Life
  private let card: String

  init() async throws {
    life = try Life("retail-loyalty").changed("redeem: medium", to: "redeem: low")
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05", "--level", "gold").expect(0)
    card = try await life.swipe(Numbers.first)
    try await life.buy(life.sale("S1", "2026-02-02", "1000.00", quantity: 2), card).expect(0)
    try life.write(
      "poster.json",
      #"[{"id":"G1","name":"cup","from":"2026-01-01","until":"2026-12-31","points":500}]"#)
  }

  /// The year is over: its level was decided, and somebody has bought in the next.
  private func newYear() async throws {
    try await life.act("member", "levels", "--date", "2027-01-01").expect(0)
    try await life.run(
      ["checkout", "--program", life.program, "--store", "shop.db", "--sale", "-", "--json"],
      input: life.sale("N1", "2027-01-02", "10.00")
    ).expect(0)
  }

  private func hold(_ id: String, _ price: String, _ more: String...) async throws -> Answer {
    try await life.run(
      [
        "hold", "--program", life.program, "--store", "shop.db", "--sale", "-", "--keys",
        "keys.json", "--swipe", card, "--json",
      ] + more, input: life.sale(id, "2026-12-31", price))
  }

  private func redeem(_ more: String...) async throws -> Answer {
    try await life.run(
      [
        "redeem", "--program", life.program, "--store", "shop.db", "--shop", "S01", "--lane", "L1",
        "--gift", "G1", "--poster", "poster.json", "--keys", "keys.json", "--swipe", card,
        "--date", "2026-12-31",
      ] + more)
  }

  private func level() async throws -> String? {
    try await life.ask("member", "show", "--member", "M1", "--date", "2027-01-02")[
      "member", "level"] as? String
  }

  @Test("C1: hold and commit say it, pressed twice as well, in every language")
  func commit() async throws {
    try await newYear()
    #expect(try await hold("S2", "10.00").expect(1).errorCode == "clockRanBackwards")
    let held = try #require(
      try await hold("S2", "10.00", "--late-entry", "--by", "Zhang").expect(0)["lateEntry"]
        as? String)
    #expect(held.contains("booked for 2026-12-31, after business of 2027-01-02"))
    #expect(held.contains("decided on 2027-01-01") && held.hasSuffix("The decision stands."))
    for _ in 1...2 {
      #expect(
        try await life.ask("commit", "--sale", "S2").expect(0)["lateEntry"] as? String == held)
    }
    for (language, words) in [("zh-Hans", "补录：记入 2026-12-31"), ("zh-Hant", "補錄：記入 2026-12-31")] {
      let words = "! " + words
      let answer = try await life.run([
        "commit", "--store", "shop.db", "--sale", "S2", "--lang", language,
      ]).expect(0)
      #expect(answer.output.hasPrefix(words), "\(answer.output)")
    }
  }

  @Test("C1: a sale that was held in time and paid after its period was decided still raises")
  func waited() async throws {
    let held = try await hold("S2", "6000.00").expect(0)
    #expect(held["lateEntry"] == nil)
    try await newYear()
    #expect(try await level() == "ordinary")
    try await life.ask("commit", "--sale", "S2").expect(0)
    #expect(try await level() == "silver")
    try await life.ask("commit", "--sale", "S2").expect(0)
    #expect(try await level() == "silver")
  }

  @Test("C1: return says it; one that comes in time says nothing")
  func goodsReturn() async throws {
    func giveBack(_ id: String, _ date: String, _ more: String...) async throws -> Answer {
      try await life.run(
        [
          "return", "--store", "shop.db", "--program", life.program, "--sale", "S1", "--lines",
          "-", "--id", id, "--date", date, "--json",
        ] + more, input: #"[{"line":"1","quantity":"1"}]"#)
    }
    let inTime = try await giveBack("R1", "2026-02-03").expect(0)
    #expect(inTime["refund"] as? String == "900.00" && inTime["lateEntry"] == nil)
    try await newYear()
    #expect(try await giveBack("R2", "2026-12-31").expect(1).errorCode == "clockRanBackwards")
    let late = try await giveBack("R2", "2026-12-31", "--late-entry", "--by", "Zhang").expect(0)
    let told = try #require(late["lateEntry"] as? String)
    #expect(told.contains("booked for 2026-12-31, after business of 2027-01-02"))
    #expect(told.hasSuffix("was decided on 2027-01-01, and the decision stands."))
    #expect(try await level() == "ordinary")
  }

  @Test("A22: a redemption is never entered late, since expired points would be spent after all")
  func redemption() async throws {
    try await newYear()
    #expect(try await redeem("--json").expect(1).errorCode == "clockRanBackwards")
    let before = try await life.balance("M1", "2026-12-31")
    let late = try await redeem("--late-entry", "--by", "Zhang", "--json").expect(1)
    #expect(late.errorCode == "lateRedemption")
    #expect(try await life.balance("M1", "2026-12-31") == before)
  }
}
