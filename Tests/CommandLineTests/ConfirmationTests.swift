import Foundation
import Testing

/// What the cashier is told and asked before a sale is frozen, and what is paid afterwards.
@Suite("cardlane checkout and hold: prompts, confirmations, tenders")
struct ConfirmationTests {
  /// The shipped sale on the member's birthday, as a file of the desk.
  private func birthdaySale(_ desk: Desk, _ id: String) throws -> String {
    let text = try String(contentsOfFile: Desk.sale, encoding: .utf8)
    var sale = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    var member = try #require(sale["member"] as? [String: Any])
    member["birthday"] = "1990-11-22"
    sale["member"] = member
    sale["id"] = id
    let name = id + ".json"
    try JSONSerialization.data(withJSONObject: sale)
      .write(to: desk.directory.appendingPathComponent(name))
    return name
  }

  private func arguments(
    _ command: String, _ desk: Desk, _ sale: String, _ more: String...
  ) -> [String] {
    [command] + desk.checkout(sale: sale).dropFirst() + ["--swipe", Desk.stripe] + more
  }

  @Test(
    "The prompts stand before the slip in rank order, with what is due",
    arguments: ["checkout", "hold"])
  func prompts(command: String) async throws {
    let desk = try await Desk()
    let sale = try birthdaySale(desk, "L1-20261122-0101")
    let run = try await desk.run(arguments(command, desk, sale))
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.lines[0].contains("identity card") && run.lines[0].hasSuffix("[A14]"))
    #expect(run.lines[1].contains("王女士") && run.lines[1].hasSuffix("[A37]"))
    #expect(run.lines[2].hasPrefix("Due ") || run.lines[3].hasPrefix("Due "))
  }

  @Test("--confirm answers beforehand: the price is that of the confirmed sale")
  func confirmed() async throws {
    let desk = try await Desk()
    let sale = try birthdaySale(desk, "L1-20261122-0102")
    let plain = try await desk.run(arguments("hold", desk, sale, "--json")).json()
    let confirmed = try await desk.run(
      arguments("hold", desk, sale, "--confirm", "identityCard", "--json")
    ).json()
    #expect(confirmed["state"].text == "hold")
    #expect(confirmed["quote"]["due"].text == "587.32" && plain["quote"]["due"].text == "768.54")
    #expect(confirmed["card"]["verdict"]["validity"].text == "current")
    let wrong = try await desk.run(arguments("hold", desk, sale, "--confirm", "everything"))
    #expect(wrong.status == 2)
  }

  @Test("commit takes the tenders: too little is refused, cash shows its change, a repeat says so")
  func tenders() async throws {
    let desk = try await Desk()
    let sale = try birthdaySale(desk, "S7")
    _ = try await desk.run(arguments("hold", desk, sale, "--json"))
    let commit = ["commit", "--store", "shop.db", "--sale", "S7", "--program", Desk.program]
    let little = try await desk.run(commit + ["--tender", "cash=100"])
    #expect(try little.status == 2 && little.error()["code"].text == "tenderMismatch")
    let paid = try await desk.run(commit + ["--tender", "cash=800", "--json"]).json()
    #expect(paid["repeated"].truth == false && paid["state"].text == "committed")
    #expect(paid["slips"][0]["text"].text?.contains("31.46") == true)
    let again = try await desk.run(commit + ["--tender", "cash=800", "--json"]).json()
    #expect(again["repeated"].truth == true)
    let other = try await desk.run(commit + ["--tender", "bankCard=768.54"])
    #expect(try other.error()["code"].text == "idConflict")
  }

  @Test(
    "The store's member is found by id or card number, without a card in hand, for quote and checkout"
  )
  func withoutCard() async throws {
    let desk = try await Desk()
    try await desk.enrolHolder()
    let first = try await desk.run(
      desk.checkout("--swipe", Desk.stripe, sale: try desk.sale(id: "S1")))
    #expect(first.status == 0)
    let number = ["--number", "9156880012345672"]
    let quote = try await desk.run(
      ["quote", "--program", Desk.program, "--sale", Desk.sale, "--store", "shop.db"] + number)
    #expect(try quote.json()["points"]["balanceAfter"].number == 120 + 768 + 768)
    let sold = try await desk.run(
      desk.checkout(sale: try desk.sale(id: "S2")) + ["--member", "M1", "--json"])
    #expect(try sold.json()["quote"]["due"].text == "768.54")
    let unknown = try await desk.run(
      desk.checkout(sale: try desk.sale(id: "S3")) + ["--member", "nobody"])
    #expect(unknown.status == 2)
  }

  @Test("Half of what is sold by the piece does not come back, and the sentence names the goods")
  func halfACoat() async throws {
    let desk = try await Desk()
    _ = try await desk.run(desk.checkout("--swipe", Desk.stripe, sale: try desk.sale(id: "S1")))
    func giveBack(_ line: String, _ quantity: String) async throws -> Run {
      try await desk.run(
        [
          "return", "--store", "shop.db", "--sale", "S1", "--lines", "-", "--date", "2026-11-22",
          "--program", Desk.program,
        ], input: Data(#"[{"line":"\#(line)","quantity":"\#(quantity)"}]"#.utf8))
    }
    let half = try await giveBack("1", "0.5")
    #expect(try half.status == 1 && half.error()["code"].text == "partOfPiece")
    let more = try await giveBack("1", "2")
    let message = try more.error()["message"].text ?? ""
    #expect(message.contains("羊毛衫") && !message.contains("lines["))
    #expect(try await giveBack("4", "0.25").status == 0)
    let below = try await giveBack("1", "-1")
    #expect(!below.errors.contains("through a return"))
  }
}
