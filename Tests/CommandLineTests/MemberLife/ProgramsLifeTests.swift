import Foundation
import Testing

/// The card's money, levels, forgers, and the end of a member's data, through the real program.
@Suite("Prepaid, levels, copied cards, retention")
struct ProgramsLifeTests {
  @Test(
    "C5: a card that holds nothing pays nothing, and its balance is told; a top-up changes that")
  func prepaid() async throws {
    let life = try Life("retail-loyalty").changed("prepaid: medium", to: "prepaid: low")
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    let card = try await life.swipe(Numbers.first)
    let sale = life.sale("S1", "2026-02-02", "60.00")
    let refused = try await life.buy(sale, card, "--tender", "prepaid=60.00").expect(1)
    #expect(refused.errorCode == "notEnoughPrepaid")
    #expect(refused.error.contains("prepaid balance of 0.00"))
    try await life.buy(life.sale("T1", "2026-02-02", "100.00", kind: "prepaid"), card).expect(0)
    try await life.buy(sale, card, "--tender", "prepaid=60.00").expect(0)
    let balance = try await life.ask("points", "balance", "--member", "M1", "--date", "2026-02-02")
    #expect(balance["prepaid"] as? String == "40.00")
    #expect(
      try await life.ask("member", "show", "--member", "M1", "--date", "2026-02-02")["prepaid"]
        as? String == "40.00")
    try await life.giveBack("S1", "1", "R1", "2026-02-03").expect(0)
    let sheet = try await life.ask("points", "prepaid", "--member", "M1").expect(0)
    #expect(sheet["balance"] as? String == "100.00")
    let kinds = (sheet["movements"] as? [[String: Any]] ?? []).compactMap { $0["kind"] as? String }
    #expect(kinds == ["loaded", "spent", "restored"])
  }

  @Test("C8, C1: the one who brought a member is credited; levels follow the year that is over")
  func referralAndLevels() async throws {
    let life = try Life("retail-loyalty")
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05", "--level", "gold").expect(0)
    #expect(
      try await life.enrol("M9", Numbers.third, joined: "2026-01-05", "--referrer", "M7").expect(2)
        .errorCode == "unknownMember")
    #expect(
      try await life.enrol("M9", Numbers.third, joined: "2026-01-05", "--referrer", "M9").expect(1)
        .errorCode == "selfReferral")
    try await life.enrol("M2", Numbers.second, joined: "2026-01-06", "--referrer", "M1").expect(0)
    try await life.buy(life.sale("S1", "2026-01-06", "100.00"), life.swipe(Numbers.second)).expect(
      0)
    try await life.buy(life.sale("S2", "2026-01-07", "100.00"), life.swipe(Numbers.second)).expect(
      0)
    #expect(try await life.balance("M1", "2026-01-07") == 500)
    let decided = try await life.act("member", "levels", "--date", "2027-01-01").expect(0)
    let levels = decided["levels"] as? [[String: Any]] ?? []
    #expect(levels.map { $0["after"] as? String } == ["ordinary", "ordinary"])
    #expect(levels.map { $0["before"] as? String } == ["gold", "ordinary"])
    let again = try await life.act("member", "levels", "--date", "2027-01-02").expect(0)
    #expect((again["levels"] as? [[String: Any]])?.isEmpty == true)
  }

  @Test("Forged cards close the lane for every process until a supervisor releases it")
  func supervisor() async throws {
    let life = try Life()
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    let good = try await life.swipe(Numbers.first)
    let code = good[..<(try #require(good.firstIndex(of: "?")))]
    let last = try #require(code.last?.wholeNumberValue)
    let forged = code.dropLast() + "\((last + 1) % 10)?"
    try await life.run([
      "supervisor", "settings", "--store", "shop.db", "--forged-reads", "2", "--by", "Zhang",
      "--json",
    ]).expect(0)
    for id in ["F1", "F2"] {
      #expect(
        try await life.buy(life.sale(id, "2026-01-06", "10.00"), String(forged)).expect(1).errorCode
          == "forged")
    }
    let sale = life.sale("S1", "2026-01-06", "10.00")
    #expect(try await life.buy(sale, good).expect(1).errorCode == "supervisorNeeded")
    let status = try await life.ask("supervisor", "status").expect(0)
    #expect((status["closedLanes"] as? [[String: Any]])?.first?["lane"] as? String == "L1")
    try await life.ask("supervisor", "release", "--shop", "S01", "--lane", "L1", "--by", "Zhang")
      .expect(0)
    try await life.buy(sale, good).expect(0)
    let refusals = try await life.ask("report", "refusals", "--shop", "S01", "--date", "2026-01-06")
    #expect(refusals.column("reason") == ["forged", "forged"])
    #expect(refusals.output.contains(Numbers.first) == false)
  }

  @Test("A stripe in two stores sooner than one can get there is a copy; a cap limits a day")
  func travelAndCap() async throws {
    let life = try Life("retail-loyalty").changed("redeem: medium", to: "redeem: low")
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    let card = try await life.swipe(Numbers.first)
    try await life.ask("supervisor", "travel", "S02", "S01", "--minutes", "30", "--by", "Zhang")
      .expect(0)
    try await life.ask("supervisor", "settings", "--daily-cap", "100", "--by", "Zhang").expect(0)
    try await life.buy(life.sale("S1", "2026-01-06", "5000.00"), card).expect(0)
    let there = try await life.buy(life.sale("S2", "2026-01-06", "10.00", shop: "S02"), card)
      .expect(1)
    #expect(there.errorCode == "cloneSuspected")
    let refusals = try await life.ask("report", "refusals", "--shop", "S02", "--date", "2026-01-06")
    #expect(refusals.column("detail") == ["travel"])
    let spending = life.sale("S3", "2026-01-06", "100.00")
      .replacing("}]}", with: "}],\"redeemPoints\":200}")
    #expect(try await life.buy(spending, card).expect(1).errorCode == "redemptionCap")
    try await life.buy(spending.replacing(":200}", with: ":100}"), card).expect(0)
  }

  @Test("A48: lapsed members leave the store for operations, and every copy of them goes")
  func retention() async throws {
    let life = try Life()
    let name = "欧阳测"
    try await life.enrol(
      "M1", Numbers.first, joined: "2026-01-05", "--family-name", name, "--birthday", "1990-11-22",
      "--registered", "2026-01-05"
    ).expect(0)
    try await life.buy(life.sale("S1", "2026-01-06", "100.00"), life.swipe(Numbers.first)).expect(0)
    try await life.enrol("M2", Numbers.second, joined: "2027-06-01", "--year", "2027").expect(0)
    func keep(_ date: String, _ how: String) async throws -> Answer {
      try await life.act("member", "retention", "--operations", "ops.jsonl", "--date", date, how)
    }
    func members(_ answer: Answer) -> [String] {
      (answer["members"] as? [[String: Any]] ?? []).compactMap { $0["member"] as? String }
    }
    #expect(try await members(keep("2027-01-06", "--dry-run").expect(0)) == [])
    #expect(try await members(keep("2027-06-30", "--dry-run").expect(0)) == ["M1"])
    let file = life.folder.appending(path: "ops.jsonl")
    #expect(!FileManager.default.fileExists(atPath: file.path))
    #expect(try await members(keep("2027-06-30", "--apply").expect(0)) == ["M1"])
    #expect(try await members(keep("2027-06-30", "--apply").expect(0)) == [])
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.split(separator: "\n").count == 1)
    #expect(text.contains(name) && text.contains("\"keptUntil\":\"2030-01-06\""))
    #expect(!text.contains(Numbers.first))
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    // No copy is left in the store, deleted or not; what was sold stays.
    for entry in try FileManager.default.contentsOfDirectory(atPath: life.folder.path)
    where entry.hasPrefix("shop.db") {
      let bytes = try Data(contentsOf: life.folder.appending(path: entry))
      #expect(bytes.range(of: Data(name.utf8)) == nil, "\(entry)")
      #expect(bytes.range(of: Data("1990-11-22".utf8)) == nil, "\(entry)")
    }
    let exported = try await life.ask("member", "export", "--id", "M1", "--date", "2027-06-30")
      .expect(0)
    #expect((exported["purchases"] as? [[String: Any]])?.first?["due"] as? String == "88.00")
    #expect(exported["erased"] as? String == "2027-06-30")
    #expect(exported["member", "familyName"] == nil)
    try await life.giveBack("S1", "1", "R1", "2027-06-30").expect(0)
    // After three years operations lets go as well.
    try await keep("2030-01-06", "--apply").expect(0)
    #expect(try String(contentsOf: file, encoding: .utf8).contains(name))
    let last = try await keep("2030-01-07", "--apply").expect(0)
    #expect(last["deleted"] as? [String] == ["M1"])
    #expect(try !String(contentsOf: file, encoding: .utf8).contains(name))
  }

  @Test("A member sees everything that is kept of them")
  func export() async throws {
    let life = try Life()
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05", "--family-name", "王").expect(0)
    try await life.buy(life.sale("S1", "2026-01-06", "100.00"), life.swipe(Numbers.first)).expect(0)
    try await life.ask("member", "export", "--member", "M1", "--output", "mine.json").expect(0)
    let path = life.folder.appending(path: "mine.json")
    let text = try String(contentsOf: path, encoding: .utf8)
    for part in ["王", "S1", "88.00", "9156 **** **** 5672", "\"slips\""] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(!text.contains(Numbers.first))
    let mode = try FileManager.default.attributesOfItem(atPath: path.path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test("An answer shows the card masked and no track; a swipe may come on standard input")
  func secrecy() async throws {
    let life = try Life()
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    let card = try await life.swipe(Numbers.first)
    try life.write("sale.json", life.sale("S1", "2026-01-06", "100.00"))
    let answer = try await life.run(
      [
        "checkout", "--program", life.program, "--store", "shop.db", "--sale", "sale.json",
        "--keys", "keys.json", "--swipe", "-", "--json", "--slips", "slips",
      ], input: card + "\n"
    ).expect(0)
    #expect(!answer.output.contains(Numbers.first))
    #expect(answer["card", "card", "number"] as? String == "9156 **** **** 5672")
    #expect(answer["card", "verdict", "check"] as? String == "ok")
    #expect(answer["card", "tracks"] == nil)
    for name in try FileManager.default.contentsOfDirectory(
      atPath: life.folder.appending(path: "slips").path)
    {
      let path = life.folder.appending(path: "slips/\(name)").path
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect(mode as? Int == 0o600, "\(name)")
    }
    let both = try await life.run(
      [
        "checkout", "--program", life.program, "--store", "shop.db", "--sale", "-", "--keys",
        "keys.json", "--swipe", "-",
      ], input: card)
    try both.expect(2)
  }

  @Test("A printer that cannot be reached: booked, waiting, with the reason and what to do")
  func unreachablePrinter() async throws {
    let life = try Life()
    // The discard port, on which nothing listens.
    try life.write("sale.json", life.sale("S1", "2026-01-06", "100.00"))
    let answer = try await life.run([
      "checkout", "--program", life.program, "--store", "shop.db", "--sale", "sale.json",
      "--printer", "tcp://127.0.0.1:9", "--json",
    ]).expect(3)
    let slips = answer["slips"] as? [[String: Any]] ?? []
    #expect(slips.first?["state"] as? String == "waiting")
    let problem = slips.first?["problem"] as? [String: Any]
    #expect(problem?["code"] as? String == "printerNotReady")
    #expect((problem?["hint"] as? String)?.contains("books nothing twice") == true)
  }

  @Test(
    "Impossible columns and character sets are refused",
    arguments: [["--columns", "0"], ["--columns", "-5"], ["--encoding", "KLINGON"]])
  func readRefused(options: [String]) async throws {
    let life = try Life()
    try life.write("slip.bin", "hello\n")
    try await life.run(["receipt", "read", "slip.bin"] + options).expect(2)
    let good = try await life.run(["receipt", "read", "slip.bin", "--json"]).expect(0)
    #expect(good["lines"] as? [String] == ["hello"])
  }

  @Test(
    "A gift is handed out once, with the sale that calls for it; pressed twice is the same sale")
  func gifts() async throws {
    let life = try Life("department-store")
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05", "--birthday", "1990-02-02")
      .expect(0)
    let card = try await life.swipe(Numbers.first)
    let sale = life.sale("S1", "2026-02-02", "100.00")
    for _ in 1...2 { try await life.buy(sale, card, "--hand-out", "birthday").expect(0) }
    let second = try await life.buy(
      life.sale("S2", "2026-02-02", "100.00"), card, "--hand-out", "birthday"
    ).expect(1)
    #expect(second.errorCode == "noGiftDue" || second.errorCode == "giftClaimed")
    let gifts = try await life.ask("member", "show", "--member", "M1", "--date", "2026-02-02")[
      "gifts"]
    #expect((gifts as? [[String: Any]])?.map { $0["reference"] as? String } == ["S1"])
    #expect(
      try await life.buy(life.sale("S3", "2026-02-03", "10.00"), card, "--hand-out", "birthday")
        .expect(1).errorCode == "noGiftDue")
  }

  @Test("A hold that was cut off is finished by the same checkout; a clock behind revives nothing")
  func cutOff() async throws {
    let life = try Life("retail-loyalty").changed("prepaid: medium", to: "prepaid: low")
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    let card = try await life.swipe(Numbers.first)
    try await life.buy(life.sale("T1", "2026-02-02", "100.00", kind: "prepaid"), card).expect(0)
    try life.write("sale.json", life.sale("S1", "2026-02-02", "60.00"))
    // What a process leaves that is killed after the hold is what `hold` leaves.
    try await life.run([
      "hold", "--program", life.program, "--store", "shop.db", "--sale", "sale.json", "--keys",
      "keys.json", "--swipe", card, "--tender", "prepaid=60.00", "--json",
    ]).expect(0)
    #expect(
      try await life.ask("points", "prepaid", "--member", "M1")["balance"] as? String == "40.00")
    let finished = try await life.buy(
      life.sale("S1", "2026-02-02", "60.00"), card, "--tender", "prepaid=60.00"
    ).expect(0)
    #expect(finished["state"] as? String == "committed")
    #expect(
      try await life.ask("points", "prepaid", "--member", "M1")["balance"] as? String == "40.00")
    // The clock behind the last business date revives nothing.
    let late = try await life.buy(life.sale("S2", "2026-02-01", "10.00"), card).expect(1)
    #expect(late.errorCode == "clockRanBackwards")
  }
}
