import Foundation
import Receipts
import Testing

/// The golden slips beside this file: each scenario as text, as ESC/POS bytes in hex, and as a picture.
///
/// Run with the environment variable `RECORD_GOLDEN_SLIPS=1` to write them anew; then read the
/// difference.
@Suite("Golden slips")
struct GoldenTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden")

  private static func isRecording() -> Bool {
    ProcessInfo.processInfo.environment["RECORD_GOLDEN_SLIPS"] == "1"
  }

  private static func file(_ scenario: GoldenScenario, _ ending: String) -> URL {
    folder.appending(path: "\(scenario.name).\(ending)")
  }

  /// What the collection holds; a recording writes it first.
  private static func golden(
    _ scenario: GoldenScenario, _ ending: String, recording new: [UInt8]
  ) throws -> [UInt8] {
    let file = file(scenario, ending)
    if isRecording() { try Data(new).write(to: file) }
    return Array(try Data(contentsOf: file))
  }

  @Test("The text of a slip is the golden text", arguments: GoldenScenario.all)
  func text(_ scenario: GoldenScenario) throws {
    let text = PlainText.render(scenario.layout)
    let golden = try Self.golden(scenario, "txt", recording: Array(text.utf8))
    #expect(text == String(decoding: golden, as: UTF8.self))
  }

  @Test("The bytes of a slip are the golden bytes", arguments: GoldenScenario.all)
  func bytes(_ scenario: GoldenScenario) throws {
    let bytes = try ESCPOS.encode(scenario.layout, profile: scenario.profile)
    let hex = HexDump.text(bytes)
    let golden = try Self.golden(scenario, "escpos.hex", recording: Array(hex.utf8))
    // Pictures in the bytes depend on the fonts of the machine: they are compared by size alone.
    #expect(
      HexDump.withoutRasters(hex) == HexDump.withoutRasters(String(decoding: golden, as: UTF8.self))
    )
  }

  @Test("The picture of a slip has the golden size", arguments: GoldenScenario.all)
  func picture(_ scenario: GoldenScenario) throws {
    let png = try SlipPicture.png(scenario.layout)
    let golden = try Self.golden(scenario, "png", recording: png)
    let (new, old) = (try #require(PNGSize(png)), try #require(PNGSize(golden)))
    #expect(new == old)
  }

  @Test("Bytes read back are the text of the slip", arguments: GoldenScenario.all)
  func roundTrip(_ scenario: GoldenScenario) throws {
    let layout = scenario.layout
    let bytes = try ESCPOS.encode(layout, profile: scenario.profile)
    let read = try ESCPOSReader.text(
      bytes, encoding: scenario.profile.encoding, columns: layout.columns)
    let expected = PlainText.render(layout)
    let pairs = zip(read.split(separator: "\n"), expected.split(separator: "\n"))
    for (line, wanted) in pairs where !line.hasPrefix("[picture") { #expect(line == wanted) }
    #expect(read.split(separator: "\n").count == expected.split(separator: "\n").count)
  }
}
