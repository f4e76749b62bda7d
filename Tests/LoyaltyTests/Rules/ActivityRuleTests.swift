import BusinessCalendar
import Loyalty
import Testing

/// Each article of the activity classes by itself, seen from 20 November 2026.
@Suite("Activity, article by article: A41 to A48")
struct ActivityRuleTests {
  private let today = day("2026-11-20")

  private var rules: ActivityRules {
    get throws { try #require(Programs.chainStore.activity) }
  }

  private func activity(_ purchases: [String], joined: String = "2024-01-05") throws
    -> ActivityClass
  {
    try rules.activity(purchases: purchases.map(day), joined: day(joined), today: today)
  }

  @Test("A41: active is who bought in each of the last three full months; a month missed is not")
  func a41() throws {
    #expect(try rules.active.rule == .a(41))
    #expect(try activity(["2026-08-31", "2026-09-01", "2026-10-15"]) == .active)
    #expect(try activity(["2026-10-15", "2026-08-31", "2026-09-01", "2020-01-01"]) == .active)
    #expect(try activity(["2026-08-31", "2026-10-15", "2026-11-19"]) == .regular)
    // This month is not over and counts neither way; what lies ahead is not known yet.
    #expect(try activity(["2026-08-31", "2026-09-01", "2026-11-21"]) == .regular)
  }

  @Test("A42: low from the day on which three months have passed without buying")
  func a42() throws {
    #expect(try rules.low.rule == .a(42))
    #expect(try activity(["2026-08-21"]) == .regular)
    #expect(try activity(["2026-08-20"]) == .low)
  }

  @Test("A43: dormant after more than half a year, not on the day itself")
  func a43() throws {
    #expect(try rules.dormant.rule == .a(43))
    #expect(try activity(["2026-05-20"]) == .low)
    #expect(try activity(["2026-05-19"]) == .dormant)
  }

  @Test("A44: lapsed after more than a year, not on the day itself; one purchase brings back")
  func a44() throws {
    #expect(try rules.lapsed.rule == .a(44))
    #expect(try activity(["2025-11-20"]) == .dormant)
    #expect(try activity(["2025-11-19"]) == .lapsed)
    #expect(try activity(["2025-11-19", "2026-11-20"]) == .regular)
    #expect(try activity([], joined: "2025-11-19") == .lapsed)
  }

  @Test("A45: active members come first in campaigns and surveys")
  func a45() throws {
    let (contacts, rule) = try rules.contact(.active)
    #expect(contacts.starts(with: [.campaign, .survey]) && rule == .a(45))
    #expect(
      ActivityClass.allCases.sorted {
        ActivityRules.contactOrder($0) < ActivityRules.contactOrder($1)
      } == [.active, .regular, .low, .dormant, .lapsed])
  }

  @Test("A46: low members hear by message or mail")
  func a46() throws {
    let (contacts, rule) = try rules.contact(.low)
    #expect(Set(contacts) == [.message, .mail] && rule == .a(46))
  }

  @Test("A47: dormant members by birthday greeting, telephone, exchange month or campaign")
  func a47() throws {
    let (contacts, rule) = try rules.contact(.dormant)
    #expect(
      Set(contacts) == [.birthdayGreeting, .telephone, .exchangeMonth, .campaign]
        && rule == .a(47))
  }

  @Test("A48: nobody contacts who lapsed; the store forgets at once, operations after three years")
  func a48() throws {
    let (contacts, rule) = try rules.contact(.lapsed)
    #expect(contacts.isEmpty && rule == .a(48))
    #expect(try rules.retention.rule == .a(48) && rules.retention.years == 3)
    let lapse = day("2025-11-20")
    #expect(try rules.dataKeeping(lastPurchase: lapse, today: today) == .everywhere)
    #expect(
      try rules.dataKeeping(lastPurchase: lapse, today: today.adding(days: 1))
        == .operationsOnly(until: day("2029-11-20")))
    #expect(
      try rules.dataKeeping(lastPurchase: lapse, today: day("2029-11-21")) == .nowhere)
  }
}
