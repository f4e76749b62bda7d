import Foundation
import Testing

@Suite("cardlane quote on lines, and the same bytes in every process")
struct QuoteLinesTests {
  private let desk: Desk

  init() async throws { desk = try await Desk(keys: false) }

  /// A shipped sample sale on one line.
  private func sample(_ name: String = "chain-store") throws -> String {
    try String(
      contentsOfFile: Desk.shipped("programs/examples/\(name)-sale.json"), encoding: .utf8
    ).split(separator: "\n").joined()
  }

  private func lines(_ input: Data) async throws -> Run {
    try await desk.run(
      ["quote", "--program", Desk.program, "--sale", "-", "--lines"], input: input)
  }

  @Test(
    "What is no UTF-8, no JSON or refused is answered in its place; blank lines are passed over")
  func bad() async throws {
    let sale = try sample()
    let refused = sale.replacingOccurrences(of: "\"special\"", with: "\"speical\"")
    var input = Data([0xEF, 0xBB, 0xBF])
    for line in [sale, "", "   \r", "{", refused] { input += Data((line + "\n").utf8) }
    input += Data([0x7B, 0xFF, 0x7D, 0x0A])
    // The last line has no end.
    input += Data(sale.utf8)
    let run = try await lines(input)
    #expect(run.status == 0 && run.lines.count == 5)
    #expect(try run.json(0)["due"].text == "768.54")
    for (answer, line) in [(1, 4), (2, 5), (3, 6)] {
      #expect(try run.json(answer)["error"]["code"].text == "invalidSale")
      #expect(try run.json(answer)["error"]["line"].number == line)
    }
    #expect(try run.json(3)["error"]["message"].text?.contains("1:2") == true)
    #expect(try run.json(4)["due"].text == "768.54")
  }

  @Test("A line without end is passed over with its error, and the next is answered")
  func huge() async throws {
    let input = Data(repeating: 0x78, count: 17 << 20) + Data("\n\(try sample())\n".utf8)
    let run = try await lines(input)
    #expect(run.status == 0 && run.lines.count == 2)
    #expect(try run.json(0)["error"]["code"].text == "lineTooLong")
    #expect(try run.json(0)["error"]["line"].number == 1)
    #expect(try run.json(1)["due"].text == "768.54")
  }

  @Test("A file whose first sale is broken is still read line by line")
  func firstBroken() async throws {
    let sale = try sample()
    try desk.write("{\"id\":\n\(sale)\n\(sale)\n", to: "sales.jsonl")
    let run = try await desk.run("quote", "--program", Desk.program, "--sale", "sales.jsonl")
    #expect(run.status == 0 && run.lines.count == 3)
    #expect(try run.json(0)["error"]["line"].number == 1)
    #expect(try run.json(2)["due"].text == "768.54")
  }

  @Test("Answers that cannot be written end the command with status 3, not in silence")
  func fullDisk() async throws {
    try desk.write(try sample() + "\n" + sample() + "\n", to: "sales.jsonl")
    let run = try await desk.run(
      program: "/bin/sh",
      [
        "-c", "exec \"$0\" quote --program \"$1\" --sale sales.jsonl >/dev/full",
        Desk.executable.path, Desk.program,
      ])
    #expect(run.status == 3)
    #expect(run.errors.contains("outputLost"))
  }

  @Test(
    "The same input gives the same bytes in every process, in every language",
    arguments: ["chain-store", "department-store", "retail-loyalty"], ["zh-Hans", "zh-Hant", "en"])
  func deterministic(_ name: String, _ language: String) async throws {
    let program = Desk.shipped("programs/\(name).yaml")
    let sale = Desk.shipped("programs/examples/\(name)-sale.json")
    let changed = try String(contentsOfFile: program, encoding: .utf8)
      .replacingOccurrences(of: "version: \"2026-01\"", with: "version: \"2026-02\"")
      .replacingOccurrences(of: "round: price", with: "round: discount")
    try desk.write(changed, to: "new.yaml")
    for arguments in [
      ["quote", "--program", program, "--sale", sale, "--json"],
      ["program", "show", program],
      ["program", "compare", program, "new.yaml", "--sales", sale],
      ["program", "compare", program, "new.yaml", "--sales", sale, "--json"],
    ] {
      // Each process hashes with a seed of its own, so an order that hangs on it would differ.
      var outputs: Set<Data> = []
      for _ in 0..<3 {
        let run = try await desk.run(arguments + ["--lang", language])
        #expect(run.status == 0 && !run.output.isEmpty, "\(run.errors)")
        outputs.insert(run.output)
      }
      #expect(outputs.count == 1, "\(arguments)")
    }
  }
}
