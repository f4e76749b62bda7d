import Foundation
import Testing

/// One member's year at the store's counter, every step through the program and the store file.
@Suite("A member's year")
struct MemberYearTests {
  @Test("From the form to year end: pending, registered, spent, returned, expired (A6 to A25)")
  func year() async throws {
    let life = try Life()
    let enrolled = try await life.enrol(
      "M1", Numbers.first, joined: "2026-01-05", "--family-name", "王", "--title", "女士",
      "--birthday", "1990-11-22"
    ).expect(0)
    #expect(enrolled["registerBy"] as? String == "2026-02-04")
    let card = try await life.swipe(Numbers.first)

    // 1000.00 at 8.8折 is 880.00: 880 points that wait for the form (A7, A9, A11).
    try await life.buy(life.sale("S1", "2026-01-10", "500.00", quantity: 2), card).expect(0)
    let waiting = try await life.ask("points", "balance", "--member", "M1", "--date", "2026-01-10")
    #expect(waiting["balance"] as? Int == 0)
    #expect(waiting["pending"] as? Int == 880)
    try await life.act("member", "register", "--member", "M1", "--date", "2026-01-20").expect(0)
    #expect(try await life.balance("M1", "2026-01-20") == 880)

    // A gift of the poster for 600 points, final (A22 to A24).
    try life.write(
      "poster.json",
      #"[{"id":"G1","name":"cup","from":"2026-01-01","until":"2026-12-31","points":600}]"#)
    let redeemed = try await life.redeem("G1", card, "2026-02-01").expect(0)
    #expect(redeemed["balanceAfter"] as? Int == 280)

    // Half of the goods come back: 440 points are not earned any more, 280 are left to take; the rest
    // is forgiven. The other half then takes what the sale has left: nothing more than 440.
    let half = try await life.giveBack("S1", "1", "R1", "2026-02-02").expect(0)
    #expect(half["refund"] as? String == "440.00")
    #expect(half["points", "reclaimed"] as? Int == 280)
    #expect(half["points", "forgiven"] as? Int == 160)
    #expect(try await life.balance("M1", "2026-02-02") == 0)

    // New points, valid to 31 December and not a day longer (A18).
    try await life.buy(life.sale("S2", "2026-12-20", "100.00"), card).expect(0)
    #expect(try await life.balance("M1", "2026-12-31") == 88)
    #expect(try await life.balance("M1", "2027-01-01") == 0)
    let history = try await life.ask("points", "history", "--member", "M1", "--date", "2027-01-01")
    let entries = try #require(history["entries"] as? [[String: Any]])
    #expect(
      entries.compactMap { $0["kind"] as? String }
        == ["earned", "redeemed", "reclaimed", "earned", "expired"])
    #expect(entries.compactMap { $0["points"] as? Int } == [880, -600, -280, 88, -88])
    #expect(entries[0]["rules"] as? [String] == ["A11", "A7"])
    #expect(entries[0]["basis"] as? String == "880.00")
    #expect(entries[0]["version"] as? String == "2026-01")

    // After the year's end nothing is taken for lots that have expired.
    let late = try await life.giveBack("S2", "1", "R2", "2027-01-02").expect(0)
    #expect(late["refund"] as? String == "88.00")
    #expect(late["points", "balanceAfter"] as? Int == 0)

    // The old card stopped by itself; the new one was to be had in December (A17, A25).
    let old = try await life.buy(life.sale("S3", "2027-01-03", "100.00"), card).expect(1)
    #expect(old.errorCode == "expired")
  }

  @Test("The form counts on day 30, and no more on day 31 (A7)", arguments: [(30, 88), (31, 0)])
  func registration(day: Int, points: Int) async throws {
    let life = try Life()
    try await life.enrol("M1", Numbers.first, joined: "2026-01-01").expect(0)
    try await life.buy(life.sale("S1", "2026-01-02", "100.00"), life.swipe(Numbers.first)).expect(0)
    let date = day == 30 ? "2026-01-31" : "2026-02-01"
    let answer = try await life.act("member", "register", "--member", "M1", "--date", date).expect(
      0)
    #expect(answer["status"] as? String == (day == 30 ? "registered" : "discountOnly"))
    #expect(answer["balance"] as? Int == points)
    #expect(try await life.balance("M1", "2026-03-01") == points)
  }

  @Test(
    "Who registers on day 32 only has the discount, until the next year's card is a full one (A7, S5)"
  )
  func lateForm() async throws {
    let life = try Life()
    try await life.enrol("M1", Numbers.first, joined: "2026-01-01", "--birthday", "1990-02-10")
      .expect(0)
    let old = try await life.swipe(Numbers.first)
    func status(_ date: String) async throws -> String? {
      try await life.act("member", "show", "--member", "M1", "--date", date).expect(0)[
        "registration"] as? String
    }
    func buy(
      _ id: String, _ date: String, _ card: String, kind: String = "regular"
    ) async throws -> Answer {
      let sale = life.sale(id, date, "100.00", kind: kind)
        .replacing(#""lines""#, with: #""confirm":{"identityCard":true},"lines""#)
      return try await life.buy(sale, card)
    }
    let form = try await life.act("member", "register", "--member", "M1", "--date", "2026-02-02")
    #expect(try form.expect(0)["status"] as? String == "discountOnly")

    // Her birthday: 8.8折 like any day, no points, no member-only goods.
    let late = try await buy("S1", "2026-02-10", old).expect(0)
    #expect(late["quote", "due"] as? String == "88.00")
    #expect(late["quote", "points", "earned"] as? Int == 0)
    let refused = try await buy("S2", "2026-02-10", old, kind: "memberOnly").expect(1)
    #expect(refused.errorCode == "memberOnlyGoods")

    try await life.act(
      "member", "exchange", "--number", Numbers.first, "--year", "2027", "--date", "2026-12-10"
    ).expect(0)
    // This year's card stays what it is; the new one is a full one from its first day.
    let december = try await buy("S3", "2026-12-11", old).expect(0)
    #expect(december["quote", "points", "earned"] as? Int == 0)
    #expect(try await status("2026-12-09") == "discountOnly")
    #expect(try await status("2027-01-20") == "registered")

    let new = try await life.swipe(Numbers.first, year: 2027)
    let points = try await buy("S4", "2027-01-20", new).expect(0)
    #expect(points["quote", "points", "earned"] as? Int == 88)
    #expect(points["quote", "points", "pending"] as? Int == 0)
    try await buy("S5", "2027-01-20", new, kind: "memberOnly").expect(0)
    #expect(try await life.balance("M1", "2027-01-20") == 188)
    let birthday = try await buy("S6", "2027-02-10", new).expect(0)
    #expect(birthday["quote", "due"] as? String == "60.00")
  }

  @Test(
    "Who never gave a form has thirty days with the next card too, and then the discount only (A7, S5)"
  )
  func noForm() async throws {
    let life = try Life()
    try await life.enrol("M1", Numbers.first, joined: "2026-01-01").expect(0)
    try await life.act(
      "member", "exchange", "--number", Numbers.first, "--year", "2027", "--date", "2026-12-10"
    ).expect(0)
    let card = try await life.swipe(Numbers.first, year: 2027)
    func points(_ id: String, _ date: String) async throws -> [Int?] {
      let answer = try await life.buy(life.sale(id, date, "100.00"), card).expect(0)
      return ["earned", "pending"].map { answer["quote", "points", $0] as? Int }
    }
    #expect(try await points("S1", "2027-01-09") == [88, 88])
    #expect(try await points("S2", "2027-01-10") == [0, 0])
    #expect(try await life.balance("M1", "2027-01-10") == 0)
  }

  @Test("The same wish pressed twice is one redemption; another one under its id is refused (A22)")
  func redemptionTwice() async throws {
    let life = try Life()
    let card = try await life.memberWithPoints()
    try await life.redeem("G1", card, "2026-02-01").expect(0)
    let again = try await life.redeem("G1", card, "2026-02-01").expect(0)
    #expect(again["repeated"] as? Bool == true)
    #expect(try await life.balance("M1", "2026-02-01") == 280)
    try await life.redeem("G1", card, "2026-02-02", "--id", "X1").expect(1)
    let id = try #require(again["id"] as? String)
    let other = try await life.redeem("G2", card, "2026-02-01", "--id", id).expect(2)
    #expect(other.errorCode == "idConflict")
    #expect(try await life.balance("M1", "2026-02-01") == 280)
  }

  @Test("Not enough points, no redemption, and nothing has changed (A21)")
  func notEnough() async throws {
    let life = try Life()
    let card = try await life.memberWithPoints()
    let refused = try await life.redeem("G2", card, "2026-02-01").expect(1)
    #expect(refused.errorCode == "notEnoughPoints")
    let unknown = try await life.redeem("G9", card, "2026-02-01").expect(1)
    #expect(unknown.errorCode == "notInCatalogue")
    let over = try await life.redeem("G1", card, "2026-07-01").expect(1)
    #expect(over.errorCode == "notInCatalogue")
    #expect(try await life.balance("M1", "2026-02-01") == 880)
  }

  @Test(
    "The ladder takes the smallest rung that covers the tag price, no special goods (B6)",
    arguments: [
      ("200.00", "regular", 0, 10), ("200.01", "regular", 1, 1010), ("100.00", "special", 1, 1010),
    ])
  func ladder(price: String, kind: String, status: Int32, left: Int) async throws {
    let life = try Life("department-store")
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05", "--level", "diamond").expect(0)
    let card = try await life.swipe(Numbers.first)
    // 12500.00 at 8折 is 10000.00: 1000 points and 10 extra (B2, B5, B11).
    try await life.buy(life.sale("S1", "2026-01-10", "12500.00"), card).expect(0)
    try await life.run([
      "redeem", "--program", life.program, "--store", "shop.db", "--shop", "S01", "--lane", "L1",
      "--item", "6901", "--tag-price", price, "--kind", kind, "--keys", "keys.json", "--swipe",
      card, "--date", "2026-01-11", "--json",
    ]).expect(status)
    #expect(try await life.balance("M1", "2026-01-11") == left)
  }
}

extension Life {
  /// A registered member with 880 points, and a poster that has a gift for 600 and one for 900 to June.
  func memberWithPoints() async throws -> String {
    try await enrol("M1", Numbers.first, joined: "2026-01-05", "--registered", "2026-01-05").expect(
      0)
    let card = try await swipe(Numbers.first)
    try await buy(sale("S1", "2026-01-10", "500.00", quantity: 2), card).expect(0)
    try write(
      "poster.json",
      """
      {"gifts":[
       {"id":"G1","name":"cup","store":"S01","from":"2026-01-01","until":"2026-06-30","points":600},
       {"id":"G2","name":"pan","from":"2026-01-01","until":"2026-06-30","points":900}]}
      """)
    return card
  }

  func redeem(_ gift: String, _ card: String, _ date: String, _ more: String...) async throws
    -> Answer
  {
    try await run(
      [
        "redeem", "--program", program, "--store", "shop.db", "--shop", "S01", "--lane", "L1",
        "--poster", "poster.json", "--gift", gift, "--keys", "keys.json", "--swipe", card,
        "--date", date, "--json",
      ] + more)
  }

  /// Gives back so many of the first line.
  func giveBack(
    _ sale: String, _ quantity: String, _ id: String, _ date: String
  ) async throws -> Answer {
    try await ask(
      "return", "--sale", sale, "--lines", "-", "--id", id, "--date", date,
      input: #"[{"line":"1","quantity":"\#(quantity)"}]"#)
  }
}
