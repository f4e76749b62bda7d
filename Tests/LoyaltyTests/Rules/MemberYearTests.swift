import BusinessCalendar
import Loyalty
import Testing

@Suite("The member's year: A27, A28, A36, A38, A41 to A48")
struct MemberYearTests {
  private var rules: ActivityRules {
    guard let rules = Programs.chainStore.activity else { fatalError("no activity rules") }
    return rules
  }

  @Test(
    "A41 to A44, S16: classes by months to the day, cut to the month's last day",
    arguments: [
      (["2026-08-03", "2026-09-30", "2026-10-01"], "2026-11-20", ActivityClass.active),
      (["2026-08-03", "2026-09-30", "2026-11-01"], "2026-11-20", .regular),
      (["2026-08-21"], "2026-11-20", .regular),
      (["2026-08-20"], "2026-11-20", .low),
      (["2026-05-20"], "2026-11-20", .low),
      (["2026-05-19"], "2026-11-20", .dormant),
      (["2025-11-20"], "2026-11-20", .dormant),
      (["2025-11-19"], "2026-11-20", .lapsed),
      // 31 August + 6 months is 28 February.
      (["2025-08-31"], "2026-02-28", .low),
      (["2025-08-31"], "2026-03-01", .dormant),
      // Who never bought is counted from joining.
      ([], "2026-11-20", .lapsed),
    ] as [([String], String, ActivityClass)])
  func classes(purchases: [String], today: String, expected: ActivityClass) {
    #expect(
      rules.activity(
        purchases: purchases.map(day), joined: day("2025-06-01"), today: day(today)) == expected)
  }

  @Test("A41 to A44, S16: who never bought is counted from the day of joining")
  func neverBought() {
    #expect(
      rules.activity(purchases: [], joined: day("2026-08-20"), today: day("2026-11-20")) == .low)
    #expect(
      rules.activity(purchases: [], joined: day("2026-08-21"), today: day("2026-11-20"))
        == .regular)
  }

  @Test("A45 to A47: each class is contacted in its own way")
  func contacts() {
    #expect(rules.contact(.active).contacts == [.campaign, .survey])
    #expect(rules.contact(.active).rule == .a(45))
    #expect(rules.contact(.low).contacts == [.message, .mail])
    #expect(rules.contact(.low).rule == .a(46))
    #expect(
      rules.contact(.dormant).contacts
        == [.birthdayGreeting, .telephone, .exchangeMonth, .campaign])
    #expect(rules.contact(.dormant).rule == .a(47))
    #expect(rules.contact(.lapsed).contacts.isEmpty)
    #expect(rules.contact(.lapsed).rule == .a(48))
    #expect(rules.contact(.regular).contacts.isEmpty)
  }

  @Test(
    "A48: lapsed data leave the store; operations keeps them three years",
    arguments: [
      ("2025-11-20", DataKeeping.everywhere),
      ("2025-11-19", .operationsOnly(until: day("2029-11-19"))),
      ("2022-11-20", .operationsOnly(until: day("2026-11-20"))),
      ("2022-11-19", .nowhere),
    ])
  func a48(last: String, keeping: DataKeeping) {
    #expect(
      rules.dataKeeping(lastPurchase: day(last), today: day("2026-11-20")) == keeping)
  }

  @Test("A36: birthday messages go out three days ahead, 29 February included")
  func a36() {
    let members = ["1990-11-23", "1985-11-24", "1992-02-29"].enumerated().map {
      MemberRecord(id: "M\($0)", birthday: day($1), joined: day("2026-01-01"))
    }
    func due(_ today: String) -> [String] {
      MemberLists.birthdays(
        members, today: day(today), daysAhead: rules.messagesAhead.days, leapDay: .february28
      ).map(\.id)
    }
    #expect(due("2026-11-20") == ["M0"])
    #expect(due("2026-11-21") == ["M1"])
    #expect(due("2027-02-25") == ["M2"])
    #expect(due("2028-02-26") == ["M2"])
    #expect(due("2028-02-25") == [])
  }

  @Test("The next birthday is found across the year's end and leap years")
  func nextBirthday() {
    func next(_ birthday: String, _ today: String, _ leap: BirthdayRules.LeapDay) -> BusinessDate {
      Birthday.next(of: day(birthday), from: day(today), leapDay: leap)
    }
    #expect(next("1990-01-02", "2026-12-30", .february28) == day("2027-01-02"))
    #expect(next("1992-02-29", "2026-03-01", .february28) == day("2027-02-28"))
    #expect(next("1992-02-29", "2027-03-01", .march1) == day("2027-03-01"))
    #expect(next("1992-02-29", "2027-06-01", .march1) == day("2028-02-29"))
  }

  @Test("A38: each quarter's survey asks who was not asked yet, active members first (A45)")
  func a38() {
    let active = ["2026-08-01", "2026-09-01", "2026-10-01"].map(day)
    let members = [
      MemberRecord(id: "low", joined: day("2026-07-01")),
      MemberRecord(id: "b", joined: day("2026-01-01"), purchases: active),
      MemberRecord(id: "a", joined: day("2026-01-01"), purchases: active),
      MemberRecord(
        id: "asked", joined: day("2026-01-01"), purchases: active, lastSurvey: day("2026-10-01")),
      MemberRecord(
        id: "again", joined: day("2026-11-01"), lastSurvey: day("2026-09-30")),
      MemberRecord(id: "lapsed", joined: day("2020-01-01")),
    ]
    let list = MemberLists.survey(members, today: day("2026-11-20"), rules: rules)
    #expect(list.map(\.member.id) == ["a", "b", "again", "low"])
    #expect(rules.survey == .a(38))
  }

  @Test("A27, A28: the pack has the month's new forms, sorted by birth month")
  func formPack() {
    func member(_ id: String, _ birthday: String?, _ registered: String?) -> MemberRecord {
      MemberRecord(
        id: id, birthday: birthday.map(day), joined: day("2026-10-01"),
        registered: registered.map(day))
    }
    let members = [
      member("none", "1990-01-01", nil), member("old", "1990-01-01", "2026-10-25"),
      member("dec", "1970-12-31", "2026-10-26"), member("mar", "1999-03-05", "2026-11-25"),
      member("mar2", "1980-03-04", "2026-11-01"), member("blank", nil, "2026-11-02"),
      member("late", "1990-01-01", "2026-11-26"),
    ]
    let pack = MemberLists.formPack(members, year: 2026, month: 11, packDay: 25)
    #expect(pack.map(\.id) == ["mar2", "mar", "dec", "blank"])
    #expect(rules.formPack?.days == 25)
  }
}
