import Foundation
import Testing

/// A day that can be closed: signatures, totals, the drawer.
@Suite("The day's close")
struct DayCloseTests {
  private static let day = "2026-01-11"

  /// A day with a member's sale in cash, and one in two tenders with change.
  private func tradingDay() async throws -> Life {
    let life = try Life()
    let card = try await life.memberWithPoints()
    try await life.buy(life.sale("S2", Self.day, "100.00"), card, "--tender", "cash=100").expect(0)
    try await life.run(
      [
        "checkout", "--program", life.program, "--store", "shop.db", "--sale", "-", "--json",
        "--tender", "bankCard=20", "--tender", "cash=40",
      ], input: life.sale("S3", Self.day, "50.00")
    ).expect(0)
    return life
  }

  private func close(_ life: Life, _ more: String...) async throws -> [[String: Any]] {
    try await life.run(
      ["report", "day", "--store", "shop.db", "--shop", "S01", "--date", Self.day, "--json"] + more
    ).expect(0).rows
  }

  private func row(
    _ rows: [[String: Any]], _ section: String, _ reference: String? = nil
  ) throws -> [String: Any] {
    try #require(
      rows.first {
        $0["section"] as? String == section
          && (reference == nil || $0["reference"] as? String == reference)
      })
  }

  @Test("A closed day stays closed: what waits goes into the next day, or a supervisor lets it in")
  func closed() async throws {
    let life = try await tradingDay()
    let sale = life.sale("S4", Self.day, "70.00")
    let hold = ["--program", life.program, "--store", "shop.db", "--sale", "-", "--json"]
    try await life.run(["hold"] + hold, input: sale).expect(0)
    let printed = try await close(life, "--close", "--by", "Zhang")
    let net = try #require(try row(printed, "net")["amount"] as? String)
    #expect(try row(printed, "closed", "Zhang")["amount"] as? String == net)
    #expect(try row(printed, "afterClose")["count"] as? Int == 0)
    // Not the sale that waited, not a new one, not goods that come back.
    let commit = ["commit", "--store", "shop.db", "--sale", "S4", "--json"]
    #expect(try await life.run(commit).expect(1).errorCode == "dayClosed")
    let other = life.sale("S5", Self.day, "10.00")
    #expect(
      try await life.run(["checkout"] + hold, input: other).expect(1).errorCode == "dayClosed")
    let back = [
      "return", "--store", "shop.db", "--sale", "S2", "--lines", "-", "--id", "R1", "--date",
      Self.day, "--program", life.program, "--json",
    ]
    let line = #"[{"line":"1","quantity":"1"}]"#
    #expect(try await life.run(back, input: line).expect(1).errorCode == "dayClosed")
    let unchanged = try await close(life)
    #expect(try row(unchanged, "net")["amount"] as? String == net)
    // What was booked before answers as it did.
    let again = try await life.run(
      ["checkout"] + hold + ["--tender", "bankCard=20", "--tender", "cash=40"],
      input: life.sale("S3", Self.day, "50.00"))
    #expect(try again.expect(0)["repeated"] as? Bool == true)
    // A supervisor lets it in, and the close that was printed still adds up.
    try await life.run(commit + ["--late-entry", "--by", "Li"]).expect(0)
    let later = try await close(life, "--close", "--by", "Wang")
    #expect(try row(later, "closed", "Zhang")["amount"] as? String == net)
    #expect(try row(later, "afterClose")["amount"] as? String == "70.00")
    #expect(try row(later, "afterClose")["count"] as? Int == 1)
    // The next day is open.
    try await life.run(
      ["checkout"] + hold, input: life.sale("S6", "2026-01-12", "10.00")
    ).expect(0)
  }

  @Test("Totals by tender add up to the day, change and what was paid out taken off")
  func tenders() async throws {
    let life = try await tradingDay()
    try await life.run(
      [
        "return", "--store", "shop.db", "--sale", "S2", "--lines", "-", "--id", "R1", "--date",
        Self.day, "--program", life.program, "--json",
      ], input: #"[{"line":"1","quantity":"1"}]"#
    ).expect(0)
    let rows = try await close(life)
    #expect(try row(rows, "tender", "cash")["amount"] as? String == "30.00")
    #expect(try row(rows, "tender", "cash")["count"] as? Int == 2)
    #expect(try row(rows, "tender", "bankCard")["amount"] as? String == "20.00")
    #expect(try row(rows, "net")["amount"] as? String == "50.00")
    #expect(try row(rows, "lane")["amount"] as? String == "50.00")
    #expect(try row(rows, "cashier")["amount"] as? String == "138.00")
  }

  @Test(
    "The drawer is counted against what should be in it",
    arguments: [("118.00", "0.00"), ("117.50", "-0.50"), ("120.00", "2.00")])
  func drawer(counted: String, difference: String) async throws {
    let life = try await tradingDay()
    let rows = try await close(life, "--drawer", counted)
    #expect(try row(rows, "drawerExpected")["amount"] as? String == "118.00")
    #expect(try row(rows, "drawerDifference")["amount"] as? String == difference)
    let float = try await close(life, "--drawer", counted, "--float", "500.00")
    #expect(try row(float, "drawerExpected")["amount"] as? String == "618.00")
  }

  @Test("A day is closed when every slip is signed or its refusal is noted (A39)")
  func signatures() async throws {
    let life = try await tradingDay()
    #expect(try await row(close(life), "missing")["count"] as? Int == 1)
    try life.write("signed.txt", "S2\n")
    func sign(_ more: String...) async throws -> Answer {
      try await life.run(["receipt", "sign", "--store", "shop.db", "--json"] + more)
    }
    let refused = try await sign("--sale", "S2", "--on", "refused").expect(0)
    #expect(refused.output.contains(#""signature":"refused""#))
    #expect(try await row(close(life), "missing")["count"] as? Int == 1)
    let signed = try await sign("--list", "signed.txt", "--on", "paper").expect(0)
    #expect(signed.output.contains(#""repeated":false"#))
    #expect(try await sign("--sale", "S2", "--on", "paper").expect(0).output.contains("true"))
    let words = try await life.run([
      "receipt", "sign", "--store", "shop.db", "--sale", "S2", "--on", "paper", "--lang", "en",
    ]).expect(0).output
    #expect(words.contains("Noted before, not once more: S2"))
    #expect(try await row(close(life), "missing")["count"] as? Int == 0)
    // A signature does not go away; a list with a mistake in it notes nothing.
    #expect(
      try await sign("--sale", "S2", "--on", "refused").expect(1).errorCode == "signatureStep")
    #expect(
      try await sign("--sale", "S3", "--on", "paper").expect(2).errorCode == "noSignature")
    #expect(
      try await sign("--sale", "S2", "--sale", "S9", "--on", "paper").expect(2).errorCode
        == "unknownReceipt")
  }

  @Test("The day's close in Chinese names no code", arguments: ["zh-Hans", "zh-Hant"])
  func words(language: String) async throws {
    let life = try await tradingDay()
    let text = try await life.run([
      "report", "day", "--store", "shop.db", "--shop", "S01", "--date", Self.day, "--lang",
      language,
    ]).expect(0).output
    for code in ["cash", "bankCard", "required", "hold", "通道"] {
      #expect(!text.contains(code), "\(code) in\n\(text)")
    }
  }

  @Test("A reprint says so, with its count, on the copy that was asked for")
  func reprint() async throws {
    let life = try await tradingDay()
    func print(_ copy: String) async throws -> String {
      try await life.run([
        "receipt", "reprint", "--store", "shop.db", "--sale", "S2", "--copy", copy, "--printer",
        "folder:paper", "--json",
      ]).expect(0).output
    }
    // Nothing was on paper yet: the first is the original.
    #expect(try await print("customer").contains(#""reprint":0"#))
    let again = try await print("customer")
    #expect(again.contains(#""reprint":1"#) && again.contains(#""copy":"customer""#))
    #expect(again.contains("REPRINT No. 1") || again.contains("重印"))
    #expect(try await print("customer").contains(#""reprint":2"#))
    #expect(try await print("merchant").contains(#""reprint":0"#))
    // The member can sign what is on paper.
    #expect(try await row(close(life), "unsignedSlip")["state"] as? String == "printed")
  }
}
