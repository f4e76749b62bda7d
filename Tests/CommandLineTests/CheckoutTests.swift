import Foundation
import Testing

@Suite("cardlane checkout, cardlane receipt")
struct CheckoutTests {
  private let desk: Desk

  init() async throws { desk = try await Desk() }

  @Test("A sale with a card is priced, booked, and answered with its slip")
  func booked() async throws {
    let run = try await desk.run(
      desk.checkout("--swipe", Desk.stripe, "--tender", "cash=800", "--json"))
    let answer = try run.json()
    #expect(run.status == 0)
    #expect(answer["state"].text == "committed" && answer["repeated"].truth == false)
    #expect(answer["saleId"].text == "L1-20261122-0007")
    #expect(answer["quote"]["due"].text == "768.54")
    #expect(answer["card"]["verdict"]["check"].text == "ok")
    #expect(answer["slips"].count == 2)
    #expect(answer["slips"][0]["text"].text?.contains("768.54") == true)
    #expect(try desk.permissions("shop.db") == 0o600)
  }

  @Test("The same sale twice is booked once; the same id with other content is a conflict")
  func twice() async throws {
    try await desk.enrolHolder()
    let arguments = desk.checkout("--swipe", Desk.stripe, "--json")
    let first = try await desk.run(arguments).json()
    let second = try await desk.run(arguments).json()
    #expect(second["repeated"].truth == true)
    #expect(first["quote"]["points"]["balanceAfter"].number == 888)
    #expect(second["quote"]["points"]["balanceAfter"].number == 888)
    let other = try await desk.run(
      desk.checkout("--swipe", Desk.stripe, "--tender", "cash=900"))
    #expect(other.status == 2)
    #expect(try other.error()["code"].text == "idConflict")

    let next = try desk.sale(id: "L1-20261122-0008")
    let third = try await desk.run(
      desk.checkout("--swipe", Desk.stripe, "--json", sale: next)
    ).json()
    #expect(third["quote"]["points"]["balanceAfter"].number == 888 + 768)
  }

  @Test("Two lanes at once: every sale is booked once, and the points add up")
  func together() async throws {
    try await desk.enrolHolder()
    let sales = try (1...4).map { try desk.sale(id: "L1-20261122-010\($0)") }
    let runs = try await withThrowingTaskGroup(of: Run.self) { group in
      for sale in sales {
        group.addTask {
          try await desk.run(desk.checkout("--swipe", Desk.stripe, "--json", sale: sale))
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    for run in runs { #expect(run.status == 0, "\(run.errors)") }
    let last = try await desk.run(
      desk.checkout("--swipe", Desk.stripe, "--json", sale: try desk.sale(id: "LAST"))
    ).json()
    #expect(last["quote"]["points"]["balanceAfter"].number == 120 + 5 * 768)
  }

  @Test(
    "A refused card stops the sale with its name, and nothing is booked",
    arguments: [
      (Desk.lastYears, "expired"), (Desk.forged, "forged"), (Desk.bankCard, "bankCard"),
      (Desk.overlong, "unreadable"),
    ])
  func refused(_ swipe: String, _ code: String) async throws {
    let run = try await desk.run(desk.checkout("--swipe", swipe, "--json"))
    #expect(run.status == 1 && run.output.isEmpty)
    #expect(try run.error()["code"].text == code)
    let slip = try await desk.run(
      "receipt", "render", "--store", "shop.db", "--sale", "L1-20261122-0007")
    #expect(slip.status == 2)
    #expect(try slip.error()["code"].text == "noReceipt")
    #expect(!run.errors.contains(Desk.bankNumber))
    #expect(try desk.files(holding: Desk.bankNumber) == [])
    #expect(try desk.files(holding: "411111") == [])
  }

  @Test("No card, no discount, even where the sale names a member")
  func withoutCard() async throws {
    let answer = try await desk.run(desk.checkout("--json")).json()
    #expect(answer["card"].isNull && answer["quote"]["due"].text == "846.20")
  }

  @Test("Money that does not fit what is due is refused", arguments: ["cash=1", "bankCard=9999"])
  func tenders(_ tender: String) async throws {
    let run = try await desk.run(desk.checkout("--swipe", Desk.stripe, "--tender", tender))
    #expect(run.status == 2)
    #expect(try run.error()["code"].text == "tenderMismatch")
  }

  @Test("A date before what is booked needs a supervisor's word")
  func lateEntry() async throws {
    #expect(try await desk.run(desk.checkout()).status == 0)
    let earlier = try desk.changedSale(replacing: "2026-11-22\"", by: "2026-11-20\"")
    try desk.write(
      String(decoding: try desk.contents(earlier), as: UTF8.self)
        .replacingOccurrences(of: "0007", with: "0006"), to: "earlier.json")
    let refused = try await desk.run(desk.checkout(sale: "earlier.json"))
    #expect(refused.status == 1)
    #expect(try refused.error()["code"].text == "clockRanBackwards")
    let late = desk.checkout("--late-entry", "--by", "Zhang", sale: "earlier.json")
    #expect(try await desk.run(late).status == 0)
  }

  @Test(
    "A file that is no store is refused and stays byte for byte", arguments: ["text", "sqlite"])
  func notAStore(_ kind: String) async throws {
    let header = kind == "sqlite" ? "SQLite format 3\0" : ""
    try desk.write(header + String(repeating: "not a store\n", count: 500), to: "shop.db")
    let before = try desk.contents("shop.db")
    for arguments in [
      desk.checkout("--swipe", Desk.stripe),
      ["receipt", "render", "--store", "shop.db", "--sale", "1"],
      ["doctor", "--store", "shop.db"],
    ] {
      let run = try await desk.run(arguments)
      #expect(run.status == 3)
      #expect((run.errors + run.text).contains("is not a CardLane store"))
    }
    #expect(try desk.contents("shop.db") == before)
    #expect(!desk.exists("shop.db-wal") && !desk.exists("shop.db-journal"))
  }

  @Test("A folder where the store should be, or none to put it in, is a failure of the store")
  func noPlace() async throws {
    for (store, code) in [(".", "notAStore"), ("missing/shop.db", "storeUnavailable")] {
      let run = try await desk.run(
        "checkout", "--program", Desk.program, "--sale", Desk.sale, "--store", store)
      #expect(run.status == 3)
      #expect(try run.error()["code"].text == code)
    }
    #expect(!desk.exists("missing"))
  }

  @Test("A bad sale, program or folder stops the checkout before the store is made")
  func nothingMade() async throws {
    let sale = try desk.changedSale(replacing: "\"quantity\": 3", by: "\"quantity\": -3")
    #expect(try await desk.run(desk.checkout(sale: sale)).status == 2)
    #expect(try await desk.run(desk.checkout(sale: "missing.json")).status == 2)
    #expect(try await desk.run(desk.checkout("--timeout", "1e300")).status == 2)
    #expect(try await desk.run(desk.checkout("--swipe", "x", "--reader", "y")).status == 2)
    #expect(try await desk.run(desk.checkout("--date", "2026-02-30")).status == 2)
    #expect(!desk.exists("shop.db"))
  }

  @Test("A printer's folder gets both copies, once, and their bytes read back")
  func printedToFolder() async throws {
    for _ in 1...2 {
      let run = try await desk.run(
        desk.checkout(
          "--swipe", Desk.stripe, "--printer", "folder:paper", "--slips", "slips", "--json"))
      #expect(run.status == 0)
      #expect(try run.json()["slips"][0]["state"].text == "printed")
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: desk.path("paper")).sorted()
    #expect(files.count == 2 && files.allSatisfy { $0.hasSuffix("-0.bin") })
    let read = try await desk.run("receipt", "read", "paper/\(try #require(files.last))")
    #expect(read.text.contains("羊毛衫") && read.text.contains("768.54"))
    let slips = try FileManager.default.contentsOfDirectory(atPath: desk.path("slips")).sorted()
    #expect(slips.map { $0.suffix(4) } == [".bin", ".png", ".txt", ".bin", ".png", ".txt"])
  }

  @Test(
    "What is no printer's address is refused before anything is booked, with what was meant",
    arguments: [
      ("paper", "folder:paper"), ("TCP://192.0.2.10", "tcp://192.0.2.10"),
      ("lp0", "device:/dev/usb/lp0"),
    ])
  func noAddress(_ text: String, _ meant: String) async throws {
    let run = try await desk.run(desk.checkout("--printer", text))
    #expect(run.status == 2)
    #expect(try run.error()["code"].text == "printerAddress")
    #expect(try run.error()["hint"].text?.contains(meant) == true)
    #expect(!desk.exists(text) && !desk.exists("shop.db"))
  }

  @Test("A file where the printer's folder should be is refused before anything is booked")
  func printerIsFile() async throws {
    try desk.write("mine", to: "paper")
    let run = try await desk.run(desk.checkout("--printer", "folder:paper"))
    #expect(run.status == 2)
    #expect(try run.error()["code"].text == "folderUnusable")
    #expect(try desk.contents("paper") == Data("mine".utf8))
  }

  @Test("A printer that cannot be reached: the sale is booked and answered, with exit status 3")
  func printerAway() async throws {
    // Port 1 of the local host: nobody listens there.
    let run = try await desk.run(
      desk.checkout("--swipe", Desk.stripe, "--printer", "tcp://127.0.0.1:1", "--json"))
    #expect(run.status == 3)
    let answer = try run.json()
    #expect(answer["state"].text == "committed")
    #expect(answer["slips"][0]["state"].text != "printed")
    #expect(try run.error()["message"].text?.hasPrefix("This is booked") == true)

    let again = try await desk.run(
      desk.checkout("--swipe", Desk.stripe, "--printer", "folder:paper", "--json"))
    #expect(again.status == 0)
    #expect(try again.json()["repeated"].truth == true)
    #expect(try again.json()["slips"][0]["state"].text == "printed")
  }

  @Test("A stored slip is rendered as text, bytes, picture and document")
  func rendered() async throws {
    try #require(try await desk.run(desk.checkout("--swipe", Desk.stripe)).status == 0)
    let stored = ["receipt", "render", "--store", "shop.db", "--sale", "L1-20261122-0007"]
    let text = try await desk.run(stored)
    #expect(text.text.contains("羊毛衫") && text.text.contains("9156 **** **** 5672"))
    #expect(!text.text.contains("9156880012345672"))
    let picture = try await desk.run(stored + ["--format", "png"])
    #expect(picture.output.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    let bytes = try await desk.run(stored + ["--format", "escpos"])
    let read = try await desk.run(["receipt", "read", "-"], input: bytes.output)
    #expect(read.text.contains("羊毛衫"))
    let document = try await desk.run(stored + ["--format", "json"])
    let again = try await desk.run(["receipt", "render", "-"], input: document.output)
    #expect(again.output == text.output)
    let bad = try await desk.run(["receipt", "render", "-"], input: Data("{}".utf8))
    #expect(bad.status == 2)
  }
}
