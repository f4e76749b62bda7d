import Foundation
import Testing

@Suite("cardlane program compare, and the poster of redeem")
struct ProgramComparisonTests {
  private let desk: Desk

  init() async throws { desk = try await Desk(keys: false) }

  private func compare(_ new: String, _ more: String...) async throws -> Run {
    try await desk.run(["program", "compare", Desk.program, new] + more)
  }

  @Test("Without sales it says which rules differ and what purchases come to")
  func rules() async throws {
    let new = try desk.changedProgram(replacing: "rate: 0.88 ", by: "rate: 0.85 ")
    let run = try await compare(new)
    #expect(run.status == 0)
    #expect(
      run.lines == [
        "A9", "  - VIP member: 12 % off regular-price goods.",
        "  + VIP member: 15 % off regular-price goods.",
        "VIP member  100.00:  88.00 (+88)  →  85.00 (+85)",
        "VIP member  1000.00:  880.00 (+880)  →  850.00 (+850)",
      ])
    let same = try await compare(Desk.program)
    #expect(same.lines == ["The two versions say the same."])
  }

  @Test("A sale that one version refuses is named with the reason and left out of the sums")
  func refused() async throws {
    let new = try desk.changedProgram(replacing: "vip", by: "vip2")
    let run = try await compare(new, "--sales", Desk.sale)
    #expect(run.status == 0 && run.text.contains("768.54 (+768)  →  × invalidSale"))
    #expect(run.text.contains("vip2"))
    #expect(run.text.contains("No sale is priced by both") && !run.text.contains("0.00 →"))
    let json = try await compare(new, "--sales", Desk.sale, "--json")
    #expect(try json.json(0)["new"]["refused"].text == "invalidSale")
    #expect(try json.json(0)["new"]["reason"].text?.contains("vip2") == true)
    let summary = try json.json(1)["summary"]
    #expect(summary["pricedByBoth"].number == 0 && summary["oldDue"].isNull)
    #expect(summary["sales"].number == 1 && summary["differing"].number == 1)
  }

  @Test("A version that begins next month is tried on the sales of yesterday")
  func notYetInForce() async throws {
    let new = try desk.changedProgram(
      replacing: "effective: 2026-01-01", by: "effective: 2026-12-01")
    let run = try await compare(new, "--sales", Desk.sale)
    #expect(run.status == 0 && run.text.contains("0 of 1 sales differ"), "\(run.text)")
  }

  @Test("A sale that cannot be read is named with its line; the others are compared")
  func unreadable() async throws {
    let sale = try String(contentsOfFile: Desk.sale, encoding: .utf8)
      .split(separator: "\n").joined()
    try desk.write("\(sale)\n{\"id\": 7}\n\(sale)\n", to: "sales.jsonl")
    let new = try desk.changedProgram(replacing: "rate: 0.88 ", by: "rate: 0.85 ")
    let run = try await compare(new, "--sales", "sales.jsonl")
    #expect(run.status == 2)
    #expect(run.text.contains("2 of 2 sales differ"))
    #expect(try run.error()["line"].number == 2)
  }

  @Test("A program file that is no UTF-8 is named with line and column")
  func encoding() async throws {
    var bytes = try Data(contentsOf: URL(fileURLWithPath: Desk.program))
    let index = try #require(bytes.firstRange(of: Data("门店VIP\n".utf8))).lowerBound
    bytes[index] = 0xFF
    try bytes.write(to: desk.directory.appendingPathComponent("latin.yaml"))
    let run = try await desk.run("program", "check", "latin.yaml")
    #expect(run.status == 2)
    #expect(try run.error()["message"].text?.contains("latin.yaml:16:12: ") == true)
  }

  @Test("A24: a poster may be YAML; each mistake in it has its place")
  func poster() async throws {
    let life = try Life()
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    try await life.act("member", "register", "--member", "M1", "--date", "2026-01-06").expect(0)
    let card = try await life.swipe(Numbers.first)
    try await life.buy(life.sale("S1", "2026-01-10", "500.00", quantity: 2), card).expect(0)
    let gift = """
      - id: G1
        name: { zh-Hans: 杯, zh-Hant: 杯, en: cup }
        from: 2026-01-01
        until: 2026-12-31
        points: 600

      """
    // The helper of these tests reads this name; what it holds decides the form.
    try life.write("poster.json", gift.replacingOccurrences(of: "points", with: "ponits"))
    let wrong = try await life.redeem("G1", card, "2026-02-01").expect(2)
    #expect(wrong.errorCode == "invalidPoster")
    try life.write("poster.json", gift)
    let redeemed = try await life.redeem("G1", card, "2026-02-01").expect(0)
    #expect(redeemed["balanceAfter"] as? Int == 280)
  }
}
