import BusinessCalendar
import Loyalty
import Testing

@Suite("Segments and value: C3, C4")
struct InsightTests {
  private var rules: InsightRules {
    guard let rules = Programs.retailLoyalty.insight else { fatalError("no insight rules") }
    return rules
  }
  private let today = day("2026-11-20")

  private func member(
    _ count: Int, _ paid: String, on date: String = "2026-06-01", category: String = "食品",
    referrals: Int = 0
  ) -> MemberHistory {
    MemberHistory(
      id: "M1", level: "silver",
      purchases: (0..<count).map { _ in
        PurchaseRecord(
          date: day(date), paid: yuan(paid), categories: [category: yuan(paid)],
          brands: ["云舒": yuan(paid)])
      }, referrals: referrals)
  }

  @Test(
    "C3: frequency and amount fall into three bands",
    arguments: [
      (24, "500.00", Segment.Band.high, Segment.Band.high), (6, "400.00", .medium, .medium),
      (5, "399.00", .low, .low), (5, "2000.00", .low, .high), (30, "10.00", .high, .low),
    ])
  func c3(count: Int, paid: String, frequency: Segment.Band, amount: Segment.Band) {
    let segment = rules.segment(member(count, paid), today: today)
    #expect(segment.frequency == frequency)
    #expect(segment.amount == amount)
    #expect(segment.category == "食品" && segment.brand == "云舒" && segment.level == "silver")
  }

  @Test("C3: only the program's months count")
  func c3Window() {
    let old = rules.segment(member(30, "500.00", on: "2025-11-20"), today: today)
    #expect(old.frequency == .low && old.category == nil)
    let inside = rules.segment(member(30, "500.00", on: "2025-11-21"), today: today)
    #expect(inside.frequency == .high)
  }

  @Test("C3: segments are chosen alone or combined")
  func c3Filter() {
    let segment = rules.segment(member(24, "500.00"), today: today)
    #expect(SegmentFilter().matches(segment))
    #expect(SegmentFilter(frequency: [.high]).matches(segment))
    #expect(SegmentFilter(frequency: [.high], categories: ["食品"]).matches(segment))
    #expect(!SegmentFilter(frequency: [.high], categories: ["家电"]).matches(segment))
    #expect(!SegmentFilter(levels: ["gold"]).matches(segment))
    let nothing = rules.segment(member(0, "1.00"), today: today)
    #expect(!SegmentFilter(brands: ["云舒"]).matches(nothing))
  }

  @Test("C4: value puts members into high value, promising, to be won back, steady")
  func c4() {
    #expect(rules.value(member(24, "500.00"), today: today).group == .highValue)
    #expect(rules.value(member(24, "500.00"), today: today).current == 80)
    #expect(
      rules.value(member(24, "500.00", on: "2025-06-01"), today: today).group == .toBeWonBack)
    #expect(rules.value(member(2, "50.00"), today: today).group == .steady)
    #expect(rules.value(member(2, "50.00", referrals: 3), today: today).group == .promising)
  }

  @Test("C4: growth, referral and new categories make potential, each held to its share")
  func c4Potential() {
    var grown = member(1, "100.00", on: "2025-06-01")
    grown.purchases += member(2, "500.00", category: "家电").purchases
    grown.referrals = 99
    let value = rules.value(grown, today: today)
    #expect(value.potential == 40 + 30 + 10)
    #expect((0...100).contains(value.current))
  }
}
