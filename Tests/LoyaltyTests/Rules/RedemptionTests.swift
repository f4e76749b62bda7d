import BusinessCalendar
import Loyalty
import Testing
import Wording

@Suite("Redemption: A19 to A24, B6")
struct RedemptionTests {
  private let gifts = [
    CatalogueGift(
      id: "cup", name: Sentence(zhHans: "保温杯", zhHant: "保溫杯", en: "flask"), store: "S01",
      from: day("2026-10-01"), until: day("2026-12-31"), points: 300)
  ]

  private func redeem(
    _ gift: String = "cup", points: Int64 = 300, store: String = "S01",
    on date: String = "2026-11-20",
    trust: CardTrust = .low, member: MemberSnapshot? = nil
  ) throws(RedemptionError) -> Redemption {
    try RedemptionDesk(Programs.chainStore).redeem(
      gift: gift, from: gifts, store: store, member: member ?? vip(points: points), on: day(date),
      trust: trust)
  }

  @Test("A21: enough points redeem a gift, not enough do not")
  func a21() throws {
    let redemption = try redeem()
    #expect(redemption.points == 300 && redemption.balanceAfter == 0)
    #expect(redemption.uses == [LotUse(lot: 0, points: 300)])
    #expect(redemption.rules == [.a(24), .a(22)])
    let error = #expect(throws: RedemptionError.self) { try redeem(points: 299) }
    #expect(error?.code == "notEnoughPoints" && error?.nature == .refusal)
    #expect(error?.hint?.simplifiedChinese == "还差 1 分。")
  }

  @Test(
    "A24: only the gifts of this store's current poster",
    arguments: [
      ("cup", "S02", "2026-11-20"), ("cup", "S01", "2026-09-30"), ("cup", "S01", "2027-01-01"),
      ("hat", "S01", "2026-11-20"),
    ])
  func a24(gift: String, store: String, date: String) {
    let error = #expect(throws: RedemptionError.self) {
      try redeem(gift, store: store, on: date)
    }
    #expect(error?.code == "notInCatalogue")
  }

  @Test("A7: a discount-only card redeems nothing")
  func a7() {
    let error = #expect(throws: RedemptionError.self) {
      try redeem(member: vip(points: 900, joined: "2026-02-01", registered: nil))
    }
    #expect(error?.code == "discountOnly")
  }

  @Test("S17: points are taken from the lots that expire first; same expiry, the older first")
  func order() throws {
    var member = vip()
    member.lots = [
      PointLot(earned: day("2026-05-01"), expires: day("2026-12-31"), remaining: 200),
      PointLot(earned: day("2026-02-01"), expires: day("2026-12-31"), remaining: 50),
      PointLot(earned: day("2026-06-01"), expires: nil, remaining: 500),
      PointLot(earned: day("2026-07-01"), expires: day("2026-11-30"), remaining: 100),
      PointLot(earned: day("2026-01-01"), expires: day("2026-11-19"), remaining: 900),
    ]
    #expect(
      try redeem(member: member).uses == [
        LotUse(lot: 3, points: 100), LotUse(lot: 1, points: 50), LotUse(lot: 0, points: 150),
      ])
  }

  @Test(
    "Many points at once need a card that proved itself",
    arguments: [
      (5000, CardTrust.low, true), (5001, .low, false), (5001, .medium, false), (5001, .high, true),
    ])
  func trust(points: Int64, trust: CardTrust, allowed: Bool) {
    #expect((Programs.chainStore.trust.needed(toRedeem: points) <= trust) == allowed)
  }

  @Test(
    "B6, S12: the smallest rung that covers the tag price",
    arguments: [
      ("0.01", 1000), ("200.00", 1000), ("200.01", 1500), ("400.00", 1500), ("400.01", 2000),
      ("600.00", 2000), ("1999.00", 5500), ("2000.01", 6000),
    ])
  func b6(tagPrice: String, points: Int64) throws {
    let redemption = try RedemptionDesk(Programs.departmentStore).redeem(
      item: "6901", tagPrice: yuan(tagPrice), kind: .regular, member: cardholder(points: 9000),
      on: day("2026-11-20"))
    #expect(redemption.points == points)
    #expect(redemption.rules == [.b(6)])
  }

  @Test("B6: special-price goods, fees and free goods cannot be redeemed")
  func b6Excluded() {
    let desk = RedemptionDesk(Programs.departmentStore)
    func code(_ price: String, _ kind: LineKind) -> String? {
      #expect(throws: RedemptionError.self) {
        try desk.redeem(
          item: "6901", tagPrice: yuan(price), kind: kind, member: cardholder(points: 9000),
          on: day("2026-11-20"))
      }?.code
    }
    #expect(code("100.00", .special) == "excludedGoods")
    #expect(code("100.00", .prepaid) == "excludedGoods")
    #expect(code("0.00", .regular) == "aboveLadder")
  }

  @Test("A program without a catalogue or ladder says so")
  func none() {
    let error = #expect(throws: RedemptionError.self) {
      try RedemptionDesk(Programs.departmentStore).redeem(
        gift: "cup", from: gifts, store: "S01", member: cardholder(points: 900),
        on: day("2026-11-20"))
    }
    #expect(error?.code == "noRedemption")
  }
}
