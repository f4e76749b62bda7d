import Foundation
import Testing

/// The lists of a day, a month and a quarter.
@Suite("Reports")
struct ReportTests {
  @Test("The day's close adds up and lists the slips without a signature (A39)")
  func day() async throws {
    let life = try Life()
    let card = try await life.memberWithPoints()
    try await life.buy(life.sale("S2", "2026-01-11", "100.00"), card).expect(0)
    try await life.run(
      ["checkout", "--program", life.program, "--store", "shop.db", "--sale", "-", "--json"],
      input: life.sale("S3", "2026-01-11", "50.00")
    ).expect(0)
    try await life.hold("S4", "2026-01-11", card).expect(0)
    try await life.giveBack("S2", "1", "R1", "2026-01-11").expect(0)
    try await life.ask(
      "member", "block", "--number", Numbers.first, "--year", "2026", "--date", "2026-01-11"
    ).expect(0)
    try await life.buy(life.sale("S5", "2026-01-11", "1.00"), card).expect(1)
    let close = try await life.ask("report", "day", "--shop", "S01", "--date", "2026-01-11").expect(
      0)
    func row(_ section: String) async throws -> [String: Any] {
      try #require(close.rows.first { $0["section"] as? String == section })
    }
    #expect(try await row("sales")["amount"] as? String == "138.00")
    #expect(try await row("sales")["count"] as? Int == 2)
    #expect(try await row("memberSales")["discount"] as? String == "12.00")
    #expect(try await row("returns")["amount"] as? String == "-88.00")
    #expect(try await row("net")["amount"] as? String == "50.00")
    #expect(try await row("openSale")["reference"] as? String == "S4")
    #expect(try await row("refusals")["count"] as? Int == 1)
    #expect(try await row("refusedCard")["state"] as? String == "blocked")
    let unsigned = close.rows.filter { $0["section"] as? String == "unsignedSlip" }
    #expect(unsigned.compactMap { $0["reference"] as? String } == ["R1", "S2"])
    let elsewhere = try await life.ask("report", "day", "--shop", "S02", "--date", "2026-01-11")
    #expect(elsewhere.rows.first?["count"] as? Int == 0)
  }

  @Test(
    "Birthday greetings go out three days ahead, also across the year's end (A36)",
    arguments: [
      ("1990-11-22", "2026-11-19", true), ("1990-11-22", "2026-11-18", false),
      ("1990-11-22", "2026-11-22", false), ("1990-01-02", "2026-12-30", true),
      ("1992-02-29", "2026-02-25", true), ("1992-02-29", "2028-02-26", true),
      ("1992-02-29", "2028-02-25", false),
    ])
  func birthdays(birthday: String, date: String, isDue: Bool) async throws {
    let life = try Life()
    let joined = String(date.prefix(4)) + "-01-01"
    try await life.enrol(
      "M1", Numbers.first, joined: joined, "--birthday", birthday, "--year",
      String(date.prefix(4))
    ).expect(0)
    let list = try await life.act("report", "birthdays", "--date", date).expect(0)
    #expect(list.column("member") == (isDue ? ["M1"] : []))
  }

  @Test(
    "The activity class and what it calls for, to the day (A41 to A48)",
    arguments: [
      ("2026-04-09", "regular", ""), ("2026-04-10", "low", "message mail"),
      ("2026-07-10", "low", "message mail"),
      ("2026-07-11", "dormant", "birthdayGreeting telephone exchangeMonth campaign"),
      ("2027-01-10", "dormant", "birthdayGreeting telephone exchangeMonth campaign"),
      ("2027-01-11", "lapsed", ""),
    ])
  func activity(date: String, activity: String, contacts: String) async throws {
    let life = try Life()
    _ = try await life.memberWithPoints()
    let one = try await life.act("member", "activity", "--member", "M1", "--date", date).expect(0)
    #expect(one["activity"] as? String == activity)
    #expect((one["contacts"] as? [String])?.joined(separator: " ") == contacts)
    #expect(
      one["dataKeeping"] as? String == (activity == "lapsed" ? "operationsOnly" : "everywhere"))
    let all = try await life.act("report", "activity", "--date", date, "--class", activity).expect(
      0)
    #expect(all.column("member") == ["M1"])
    #expect(all.column("contacts") == [contacts])
  }

  @Test("Bought in each of the last three months is active and asked first (A41, A45, A38)")
  func survey() async throws {
    let life = try Life()
    let card = try await life.memberWithPoints()
    try await life.enrol("M0", Numbers.second, joined: "2026-01-10").expect(0)
    for (id, date) in [("S2", "2026-02-10"), ("S3", "2026-03-10")] {
      try await life.buy(life.sale(id, date, "10.00"), card).expect(0)
    }
    let list = try await life.act("report", "survey", "--date", "2026-04-02").expect(0)
    #expect(list.column("member") == ["M1", "M0"])
    #expect(list.column("activity") == ["active", "regular"])
    try await life.act("member", "surveyed", "--member", "M1", "--date", "2026-04-02").expect(0)
    let rest = try await life.act("report", "survey", "--date", "2026-06-30").expect(0)
    #expect(rest.column("member") == ["M0"])
    let next = try await life.act("report", "survey", "--date", "2026-07-01").expect(0)
    #expect(next.column("member").sorted() == ["M0", "M1"])
  }

  @Test("The form pack runs from the 26th to the 25th, by birth month (A27, A28)")
  func forms() async throws {
    let life = try Life()
    let people = [
      ("M1", Numbers.first, "1990-11-22", "2026-01-25"),
      ("M2", Numbers.second, "1990-03-02", "2026-01-26"),
      ("M3", Numbers.third, "1990-02-02", "2026-02-25"),
    ]
    for (id, number, birthday, registered) in people {
      try await life.enrol(
        id, number, joined: "2026-01-20", "--birthday", birthday, "--date", "2026-02-25"
      ).expect(0)
      try await life.act("member", "register", "--member", id, "--date", registered).expect(0)
    }
    func pack(_ month: String) async throws -> [String] {
      try await life.act("report", "forms", "--month", month).expect(0).column("member")
    }
    #expect(try await pack("2026-01") == ["M1"])
    #expect(try await pack("2026-02") == ["M3", "M2"])
    #expect(try await pack("2026-03") == [])
  }

  @Test("Every blank card is accounted for; more than there are cannot leave (A26, A31)")
  func stock() async throws {
    let life = try Life()
    func book(_ id: String, _ movement: String, _ count: String) async throws -> Answer {
      try await life.ask(
        "stock", "--shop", "S01", "--year", "2027", "--id", id, "--movement", movement,
        "--count", count, "--date", "2026-11-01")
    }
    try await book("D1", "received", "10").expect(0)
    try await book("D1", "received", "10").expect(0)
    #expect(try await book("D1", "received", "11").expect(2).errorCode == "idConflict")
    try await book("D2", "issued", "6").expect(0)
    try await book("D3", "spoiled", "1").expect(0)
    #expect(try await book("D4", "missing", "4").expect(1).errorCode == "notEnoughCards")
    try await book("D4", "missing", "3").expect(0)
    let row = try #require(try await life.ask("report", "stock", "--date", "2026-11-01").rows.first)
    #expect(
      ["received", "issued", "spoiled", "missing", "left"].map { row[$0] as? Int } == [
        10, 6, 1, 3, 0,
      ])
    #expect(try await life.ask("report", "stock", "--date", "2026-10-31").rows.isEmpty)
  }

  @Test("Money loaded in one shop and spent in another is settled by the month (C5)")
  func settlement() async throws {
    let life = try Life("retail-loyalty").changed("prepaid: medium", to: "prepaid: low")
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    let card = try await life.swipe(Numbers.first)
    try await life.buy(life.sale("T1", "2026-02-01", "100.00", kind: "prepaid", shop: "S01"), card)
      .expect(0)
    try await life.buy(
      life.sale("T2", "2026-02-02", "60.00", shop: "S02"), card, "--tender", "prepaid=60.00"
    ).expect(0)
    try await life.buy(
      life.sale("T3", "2026-02-03", "20.00", shop: "S01"), card, "--tender", "prepaid=20.00"
    ).expect(0)
    let month = try await life.act("report", "settlement", "--month", "2026-02").expect(0)
    #expect(month.column("from") == ["S01"])
    #expect(month.column("to") == ["S02"])
    #expect(month.column("amount") == ["60.00"])
    let shops = try await life.act("report", "settlement", "--month", "2026-02", "--by-merchant")
    #expect(shops.column("merchant") == ["S01", "S02"])
    #expect(shops.column("net") == ["-60.00", "60.00"])
    #expect(try await life.act("report", "settlement", "--month", "2026-03").rows.isEmpty)
  }

  @Test(
    "CSV never becomes a formula, and its quotes and commas survive",
    arguments: [
      ("=1+1", #""'=1+1""#), ("+86", #""'+86""#), ("-5", #""'-5""#), ("@SUM", #""'@SUM""#),
      ("＝1", #""'＝1""#), (#"a"b"#, #""a""b""#), ("a,b", #""a,b""#), ("王", "王"),
    ])
  func formulas(name: String, field: String) async throws {
    let life = try Life()
    // An option's value that begins with a dash is given with an equals sign.
    try await life.enrol(
      "M1", Numbers.first, joined: "2026-01-05", "--birthday", "1990-01-08",
      "--family-name=\(name)"
    ).expect(0)
    let csv = try await life.run([
      "report", "birthdays", "--program", life.program, "--store", "shop.db", "--date",
      "2026-01-05", "--format", "csv",
    ]).expect(0)
    let lines = csv.output.split(separator: "\r\n")
    #expect(lines.count == 2)
    #expect(lines.last?.hasPrefix("M1,\(field),") == true, "\(csv.output)")
  }

  @Test("People read words, programs the same names in every language")
  func words() async throws {
    let life = try Life()
    _ = try await life.memberWithPoints()
    func list(_ more: String...) async throws -> String {
      try await life.run(
        [
          "report", "activity", "--program", life.program, "--store", "shop.db", "--date",
          "2026-04-10",
        ] + more
      ).expect(0).output
    }
    #expect(try await list("--lang", "zh-Hans").contains("低活动量"))
    #expect(try await list("--lang", "zh-Hant").contains("低活動量"))
    let csv = try await list("--lang", "zh-Hans", "--format", "csv")
    #expect(csv.contains(",low,A42,"))
    #expect(try await csv == list("--lang", "en", "--format", "csv"))
    #expect(try await list("--format", "csv", "--bom").hasPrefix("\u{FEFF}member,"))
  }

  @Test("Segments are filtered alone or combined, with what came back taken off (C3, C4)")
  func segments() async throws {
    let life = try Life("retail-loyalty")
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    let card = try await life.swipe(Numbers.first)
    try await life.buy(life.sale("S1", "2026-01-06", "2500.00"), card).expect(0)
    func found(_ more: String...) async throws -> [String] {
      try await life.run(
        [
          "report", "segments", "--program", life.program, "--store", "shop.db", "--date",
          "2026-03-01", "--json",
        ] + more
      ).expect(0).column("member")
    }
    #expect(try await found("--amount", "medium", "--category", "clothes") == ["M1"])
    #expect(try await found("--amount", "medium", "--brand", "other") == [])
    try await life.giveBack("S1", "1", "R1", "2026-02-01").expect(0)
    #expect(try await found("--amount", "low") == ["M1"])
    #expect(try await found("--amount", "medium") == [])
  }

  @Test(
    "Points earned in one shop and spent in another are settled, less what returns restore (C7)")
  func pointSettlement() async throws {
    let shipped = try Life("retail-loyalty")
    let life = try shipped.changed("redeem: medium", to: "redeem: low")
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    let card = try await life.swipe(Numbers.first)
    try await life.buy(life.sale("S1", "2026-01-06", "5000.00"), card).expect(0)
    let spending = life.sale("S2", "2026-01-07", "100.00", shop: "S02")
      .replacing("}]}", with: "}],\"redeemPoints\":3000}")
    #expect(
      try await life.buy(spending, card).expect(0)["quote", "points", "redeemed"] as? Int == 3000)
    let owed = try await life.act("report", "settlement", "--month", "2026-01").expect(0)
    #expect(owed.column("from") == ["S01"])
    #expect(owed.column("to") == ["S02"])
    #expect(owed.column("amount") == ["30.00"])
    try await life.ask(
      "return", "--sale", "S2", "--lines", "-", "--id", "R1", "--date", "2026-01-08",
      "--program", life.program, input: #"[{"line":"1","quantity":"1"}]"#
    ).expect(0)
    #expect(try await life.balance("M1", "2026-01-08") == 5000)
    #expect(try await life.act("report", "settlement", "--month", "2026-01").rows.isEmpty)
  }

  @Test("Prepaid spending that no loaded money covers is listed as overdrawn (C5)")
  func overdrawn() async throws {
    let life = try Life("retail-loyalty").changed("prepaid: medium", to: "prepaid: low")
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    let paid = try await life.buy(
      life.sale("S1", "2026-02-02", "60.00"), life.swipe(Numbers.first), "--tender",
      "prepaid=60.00")
    guard paid.status == 0 else {
      // A lane that knows the balance lets it come no further.
      #expect(paid.errorCode == "notEnoughPrepaid")
      return
    }
    let month = try await life.act("report", "settlement", "--month", "2026-02").expect(0)
    #expect(month.column("subject") == ["overdrawn"])
    #expect(month.column("amount") == ["60.00"])
  }
}
