import Foundation
import Testing

/// Enrolment, forms, cards and gifts at the service desk.
@Suite("The member desk")
struct MemberDeskTests {
  @Test("A form and options make one member; the same once more changes nothing (A6)")
  func form() async throws {
    let life = try Life()
    try life.write(
      "form.json",
      """
      {"number":"\(Numbers.first)","familyName":"李","title":"先生","birthday":"1988-02-29",
       "joined":"2026-03-01","id":"M7"}
      """)
    let first = try await life.act("member", "enrol", "--form", "form.json", "--date", "2026-03-01")
      .expect(0)
    #expect(first["repeated"] as? Bool == false)
    #expect(first["member", "familyName"] as? String == "李")
    let again = try await life.act("member", "enrol", "--form", "form.json", "--date", "2026-03-01")
      .expect(0)
    #expect(again["repeated"] as? Bool == true)
    let found = try await life.ask("member", "find", "--name", "李").expect(0)
    #expect((found["members"] as? [Any])?.count == 1)
    #expect(!found.output.contains(Numbers.first), "card numbers are masked (A29)")
    let byNumber = try await life.ask("member", "find", "--number", Numbers.second).expect(0)
    #expect((byNumber["members"] as? [Any])?.isEmpty == true)
  }

  @Test(
    "A wrong form is refused with its field, and nobody is enrolled",
    arguments: [
      (#"{"familyName":"李"}"#, "number"),
      (#"{"number":"9156880012345673"}"#, "number"),
      (#"{"number":"4000000000000002"}"#, "number"),
      (#"{"number":"9156880012345672","birthday":"2026-02-30"}"#, "birthday"),
      (#"{"number":"9156880012345672","birthday":"2026-05-01"}"#, "birthday"),
      (#"{"number":"9156880012345672","joined":"2026-04-02"}"#, "joined"),
      (#"{"number":"9156880012345672","registered":"2026-03-31"}"#, "registered"),
      (#"{"number":"9156880012345672","year":1999}"#, "year"),
      (#"{"number":"9156880012345672","sequence":10}"#, "sequence"),
      (#"{"number":"9156880012345672","level":"platinum"}"#, "level"),
      (#"{"number":"9156880012345672","familyname":"李"}"#, "familyname"),
      (#"{"number":"9156880012345672","familyName":"a\u001bb"}"#, "familyName"),
      (#"["9156880012345672"]"#, "form.json"), ("{", "form.json"), ("", "form.json"),
    ])
  func wrongForm(form: String, field: String) async throws {
    let life = try Life()
    try await life.enrol("M0", Numbers.second, joined: "2026-01-01").expect(0)
    try life.write("form.json", form)
    let answer = try await life.act(
      "member", "enrol", "--form", "form.json", "--date", "2026-04-01"
    )
    .expect(2)
    #expect(answer.error.contains(field), "\(answer.error)")
    let found = try await life.ask("member", "find", "--number", Numbers.first).expect(0)
    #expect((found["members"] as? [Any])?.isEmpty == true)
  }

  @Test("Joining against receipts: 999.99 does not reach a card, 1000.00 does (A4)")
  func receipts() async throws {
    let life = try Life()
    for (id, price) in [("S1", "999.99"), ("S2", "1000.00")] {
      try await life.run(
        ["checkout", "--program", life.program, "--store", "shop.db", "--sale", "-", "--json"],
        input: life.sale(id, "2026-01-05", price)
      ).expect(0)
    }
    let short = try await life.enrol(
      "M1", Numbers.first, joined: "2026-01-05", "--receipt", "S1")
    #expect(try short.expect(1).errorCode == "notQualified")
    let enough = try await life.enrol(
      "M1", Numbers.first, joined: "2026-01-05", "--receipt", "S2")
    #expect(try enough.expect(0)["joiningRule"] as? String == "A4")
    let unknown = try await life.enrol(
      "M2", Numbers.second, joined: "2026-01-05", "--receipt", "S9")
    #expect(try unknown.expect(2).errorCode == "unknownSale")
  }

  @Test(
    "A blocked card is refused at every lane until the block is taken back",
    arguments: ["lost", "staff", "clone"])
  func blocked(reason: String) async throws {
    let life = try Life()
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    let card = try await life.swipe(Numbers.first)
    let block = [
      "member", "block", "--store", "shop.db", "--number", Numbers.first, "--year", "2026",
      "--date", "2026-01-06", "--json", "--as",
    ]
    try await life.run(block + [reason]).expect(0)
    let refused = try await life.buy(life.sale("S1", "2026-01-07", "10.00"), card).expect(1)
    #expect(refused.errorCode == "blocked")
    try await life.run(block + ["active"]).expect(0)
    // Who holds a card that was lost or copied is looked at by a supervisor, the first time.
    let isWanted = reason != "staff"
    let next = try await life.buy(life.sale("S1", "2026-01-07", "10.00"), card)
    #expect(next.status == (isWanted ? 1 : 0))
    if isWanted {
      #expect(next.errorCode == "supervisorNeeded")
      try await life.ask("supervisor", "release", "--shop", "S01", "--lane", "L1", "--by", "Zhang")
        .expect(0)
    }
    try await life.buy(life.sale("S1", "2026-01-07", "10.00"), card).expect(0)
    let unknown = try await life.ask(
      "member", "block", "--number", Numbers.second, "--year", "2026", "--as", "lost")
    #expect(try unknown.expect(2).errorCode == "unknownCard")
  }

  @Test(
    "A lost card is not replaced before the exchange month; then the new year's card works (A17, A30)"
  )
  func exchange() async throws {
    let life = try Life()
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    try await life.ask(
      "member", "block", "--number", Numbers.first, "--year", "2026", "--as", "lost", "--date",
      "2026-11-01"
    ).expect(0)
    func exchange(_ year: String, _ sequence: String, _ date: String) async throws -> Answer {
      try await life.act(
        "member", "exchange", "--number", Numbers.first, "--year", year, "--sequence", sequence,
        "--date", date)
    }
    #expect(try await exchange("2026", "2", "2026-11-02").expect(1).errorCode == "lostNotReplaced")
    #expect(try await exchange("2027", "1", "2026-11-30").expect(1).errorCode == "notExchangeMonth")
    try await exchange("2027", "1", "2026-12-01").expect(0)
    #expect(try await exchange("2027", "1", "2026-12-02").expect(0)["repeated"] as? Bool == true)
    let words = try await life.run([
      "member", "exchange", "--store", "shop.db", "--program", life.program, "--number",
      Numbers.first, "--year", "2027", "--sequence", "1", "--date", "2026-12-02", "--lang", "en",
    ]).expect(0).output
    #expect(words.hasPrefix("This card is in the register already"))
    let card = try await life.swipe(Numbers.first, year: 2027)
    try await life.buy(life.sale("S1", "2026-12-03", "10.00"), card).expect(0)
  }

  @Test("A damaged card is replaced at once, and stops")
  func damaged() async throws {
    let life = try Life()
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    try await life.act(
      "member", "exchange", "--number", Numbers.first, "--year", "2026", "--sequence", "2",
      "--date", "2026-05-01"
    ).expect(0)
    let old = try await life.buy(
      life.sale("S1", "2026-05-02", "10.00"), life.swipe(Numbers.first)
    ).expect(1)
    #expect(old.errorCode == "wrongSequence" || old.errorCode == "blocked")
    try await life.buy(
      life.sale("S1", "2026-05-02", "10.00"), life.swipe(Numbers.first, sequence: 2)
    ).expect(0)
  }

  @Test("The welcome gift is handed out once (A8), the birthday gift on the birthday only (B10)")
  func gifts() async throws {
    let life = try Life()
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    func welcome(_ against: String) async throws -> Answer {
      try await life.act(
        "member", "gift", "--member", "M1", "--kind", "welcome", "--against", against, "--date",
        "2026-01-06")
    }
    try await welcome("S1").expect(0)
    try await welcome("S1").expect(0)
    #expect(try await welcome("S2").expect(1).errorCode == "giftClaimed")

    let other = try Life("department-store")
    try await other.enrol("M1", Numbers.first, joined: "2026-01-05", "--birthday", "1992-02-29")
      .expect(0)
    func birthday(_ date: String) async throws -> Answer {
      try await other.act(
        "member", "gift", "--member", "M1", "--kind", "birthday", "--against", "S-\(date)",
        "--date", date)
    }
    #expect(try await birthday("2026-03-01").expect(1).errorCode == "noGiftDue")
    #expect(try await birthday("2026-02-28").expect(2).errorCode == "unknownSale")
    let card = try await other.swipe(Numbers.first)
    try await other.buy(other.sale("S-2026-02-28", "2026-02-28", "10.00"), card).expect(0)
    try await birthday("2026-02-28").expect(0)
    #expect(try await birthday("2026-02-28").expect(0)["repeated"] as? Bool == true)
    #expect(try await birthday("2028-02-28").expect(1).errorCode == "noGiftDue")
    #expect(try await birthday("2028-02-29").expect(2).errorCode == "unknownSale")
  }

  @Test(
    "A birthday gift takes a receipt of the member's own of that day, goods of which were kept (B10)"
  )
  func birthdayReceipt() async throws {
    let life = try Life("department-store")
    for (id, number) in [("M1", Numbers.first), ("M2", Numbers.second)] {
      try await life.enrol(id, number, joined: "2026-01-05", "--birthday", "1990-02-02").expect(0)
    }
    let (own, other) = (
      try await life.swipe(Numbers.first), try await life.swipe(Numbers.second)
    )
    try await life.buy(life.sale("D1", "2026-02-01", "10.00"), own).expect(0)
    try await life.buy(life.sale("O1", "2026-02-02", "10.00"), other).expect(0)
    for sale in ["R1", "S1"] {
      try await life.buy(life.sale(sale, "2026-02-02", "10.00"), own).expect(0)
    }
    try await life.giveBack("R1", "1", "B1", "2026-02-02").expect(0)
    func gift(_ receipt: String) async throws -> Answer {
      try await life.act(
        "member", "gift", "--member", "M1", "--kind", "birthday", "--against", receipt, "--date",
        "2026-02-02")
    }
    for receipt in ["D1", "O1", "R1"] {
      #expect(try await gift(receipt).expect(1).errorCode == "receiptDoesNotCount")
    }
    try await gift("S1").expect(0)
  }

  @Test("A receipt makes one card, and only for who bought without one (A4, S20)")
  func oneCard() async throws {
    let life = try Life()
    try await life.enrol("M0", Numbers.third, joined: "2026-01-05").expect(0)
    let card = try await life.swipe(Numbers.third)
    try await life.buy(life.sale("V1", "2026-01-05", "2000.00"), card).expect(0)
    try await life.run(
      ["checkout", "--program", life.program, "--store", "shop.db", "--sale", "-", "--json"],
      input: life.sale("S1", "2026-01-05", "1000.00")
    ).expect(0)
    func enrol(_ id: String, _ number: String, _ receipt: String) async throws -> Answer {
      try await life.enrol(id, number, joined: "2026-01-05", "--receipt", receipt)
    }
    #expect(
      try await enrol("M1", Numbers.first, "V1").expect(1).errorCode == "receiptDoesNotCount")
    try await enrol("M1", Numbers.first, "S1").expect(0)
    #expect(try await enrol("M1", Numbers.first, "S1").expect(0)["repeated"] as? Bool == true)
    #expect(
      try await enrol("M2", Numbers.second, "S1").expect(1).errorCode == "receiptDoesNotCount")
  }

  @Test("The yearly fee is asked for until it is booked (C6)")
  func fee() async throws {
    let life = try Life("retail-loyalty")
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    let card = try await life.swipe(Numbers.first)
    func prompts(_ sale: String, _ date: String) async throws -> [String] {
      let answer = try await life.buy(life.sale(sale, date, "10.00"), card).expect(0)
      let prompts = answer["quote", "prompts"] as? [[String: Any]] ?? []
      return prompts.compactMap { $0["code"] as? String }
    }
    #expect(try await prompts("S1", "2026-01-06").contains("yearlyFeeDue"))
    try await life.act("member", "fee", "--member", "M1", "--year", "2026").expect(0)
    try await life.act("member", "fee", "--member", "M1", "--year", "2026").expect(0)
    #expect(try await !prompts("S2", "2026-01-07").contains("yearlyFeeDue"))
    let chain = try Life()
    try await chain.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    let none = try await chain.act("member", "fee", "--member", "M1", "--year", "2026").expect(2)
    #expect(none.errorCode == "noYearlyFee")
  }
}
