import Foundation
import SmartCard
import Testing

@Suite("simulate card --script, before other programs")
struct ScriptedCardTests {
  @Test("A card made of text answers a program that knows nothing of it")
  func otherProgram() async throws {
    let desk = try await Desk(keys: false)
    try Data("atr 3B02146A\n00A4 -> 6110\n0084 -> 0102039000\notherwise 6D00\n".utf8)
      .write(to: desk.directory.appending(path: "my.card"))
    let run = try LiveRun(desk, ["simulate", "card", "--script", "my.card", "--private"])
    let variable = "PCSCLITE_CSOCK_NAME="
    let line = try await run.line { $0.hasPrefix(variable) }
    try await run.line { $0.contains("my.card is in the reader") }
    let environment = [
      "PCSCLITE_CSOCK_NAME": Optional.some(String(line.dropFirst(variable.count)))
    ]
    let watch = try LiveRun(desk, ["watch", "--json"], environment: environment)
    try await watch.line { $0.contains("cardInserted") && $0.contains("3B02146A") }
    #expect(try await watch.interrupt() == 130)
    let tool = "/usr/bin/opensc-tool"
    if FileManager.default.isExecutableFile(atPath: tool) {
      let answer = try await desk.run(
        program: tool, ["--card-driver", "default", "--send-apdu", "00:84:00:00:03"],
        environment: environment)
      let text = String(decoding: answer.output, as: UTF8.self)
      #expect(text.contains("01 02 03") && text.contains("SW1=0x90, SW2=0x00"), "\(text)")
    }
    _ = try await run.interrupt()
  }

  @Test("A script that is not understood is refused with its line, and goes with no kind")
  func refused() async throws {
    let desk = try await Desk(keys: false)
    try Data("atr 3B02146A\n00A4 => 6110\n".utf8)
      .write(to: desk.directory.appending(path: "my.card"))
    let bad = try await desk.run(["simulate", "card", "--script", "my.card", "--private"])
    #expect(bad.status != 0)
    #expect(bad.errors.contains("2"))
    let both = try await desk.run(["simulate", "card", "--script", "my.card", "--kind", "cpu"])
    #expect(both.status == 2)
  }
}
