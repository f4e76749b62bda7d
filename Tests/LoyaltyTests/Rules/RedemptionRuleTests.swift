import BusinessCalendar
import Loyalty
import Testing
import Wording

/// Each article of redemption by itself.
@Suite("Redemption, article by article: A19 to A24, B6")
struct RedemptionRuleTests {
  private func gift(
    _ id: String = "cup", points: Int64 = 300, store: String? = "S01",
    from: String = "2026-10-01", until: String = "2026-12-31"
  ) -> CatalogueGift {
    CatalogueGift(
      id: id, name: Sentence(zhHans: "保温杯", zhHant: "保溫杯", en: "flask"), store: store,
      from: day(from), until: day(until), points: points)
  }

  private func redeem(
    _ id: String = "cup", from gifts: [CatalogueGift], member: MemberSnapshot,
    store: String = "S01", on date: String = "2026-11-20"
  ) throws(RedemptionError) -> Redemption {
    try RedemptionDesk(Programs.chainStore).redeem(
      gift: id, from: gifts, store: store, member: member, on: day(date))
  }

  @Test("A21: one point short is a refusal that says how many are missing", arguments: [299, 1, 0])
  func a21(points: Int64) {
    let error = #expect(throws: RedemptionError.self) {
      try redeem(from: [gift()], member: vip(points: points))
    }
    #expect(error?.code == "notEnoughPoints" && error?.nature == .refusal)
    #expect(error?.hint?.english.contains("\(300 - points)") == true)
  }

  @Test("A21: points that have expired or wait for registration do not count")
  func a21Valid() {
    var expired = vip(points: 300)
    expired.lots[0].expires = day("2026-11-19")
    #expect(throws: RedemptionError.self) { try redeem(from: [gift()], member: expired) }
    var pending = vip(points: 300, joined: "2026-11-01", registered: nil)
    pending.lots[0].pending = true
    let waiting = #expect(throws: RedemptionError.self) {
      try redeem(from: [gift()], member: pending)
    }
    // "0 available" alone would leave the member without the next step.
    #expect(waiting?.hint?.english.contains("300 wait for the registration form") == true)
  }

  @Test("A22, A23: a redemption is final: it carries the rule, and takes each point once")
  func a22() throws {
    var member = vip(points: 500)
    let first = try redeem(from: [gift()], member: member)
    #expect(first.rules.contains(.a(22)))
    for use in first.uses { member.lots[use.lot].remaining -= use.points }
    #expect(LotArithmetic.balance(member.lots, on: day("2026-11-20")) == first.balanceAfter)
    let error = #expect(throws: RedemptionError.self) {
      try redeem(from: [gift()], member: member)
    }
    #expect(error?.code == "notEnoughPoints")
  }

  @Test("A24: the poster's first and last day count; a gift for all stores is one for each")
  func a24() throws {
    for date in ["2026-10-01", "2026-12-31"] {
      #expect(try redeem(from: [gift()], member: vip(points: 300), on: date).points == 300)
    }
    let everywhere = gift(store: nil)
    #expect(
      try redeem(from: [everywhere], member: vip(points: 300), store: "S77").rules
        .contains(.a(24)))
  }

  @Test("A24: of two posters the one of the day sets the price")
  func a24Posters() throws {
    let posters = [gift(points: 100, from: "2026-01-01", until: "2026-09-30"), gift()]
    #expect(try redeem(from: posters, member: vip(points: 300)).points == 300)
    #expect(
      try redeem(from: posters, member: vip(points: 300), on: "2026-09-30").points == 100)
  }

  @Test(
    "B6: the rungs and every further step, at their edges",
    arguments: [
      ("0.01", 1_000), ("200.00", 1_000), ("200.01", 1_500), ("400.00", 1_500),
      ("400.01", 2_000), ("600.00", 2_000), ("600.01", 2_500), ("10000.00", 25_500),
    ] as [(String, Int64)])
  func b6(tagPrice: String, points: Int64) throws {
    let desk = RedemptionDesk(Programs.departmentStore)
    let redemption = try desk.redeem(
      item: "6901", tagPrice: yuan(tagPrice), kind: .regular,
      member: cardholder(points: 30_000), on: day("2026-11-20"))
    #expect(redemption.points == points && redemption.balanceAfter == 30_000 - points)
    #expect(redemption.rules == [.b(6)])
    let error = #expect(throws: RedemptionError.self) {
      try desk.redeem(
        item: "6901", tagPrice: yuan(tagPrice), kind: .regular,
        member: cardholder(points: points - 1), on: day("2026-11-20"))
    }
    #expect(error?.code == "notEnoughPoints")
  }
}
