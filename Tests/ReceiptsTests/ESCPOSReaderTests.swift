@testable import Receipts
import TestSupport
import Testing
import Wording

@Suite("ESC/POS reader")
struct ESCPOSReaderTests {
  @Test("Text in other programs' jobs is read, whatever commands surround it")
  func foreignJob() throws {
    let job: [UInt8] =
      [0x1B, 0x40, 0x1B, 0x61, 0x01, 0x1B, 0x21, 0x30, 0xBB, 0xE1, 0x1B, 0x21, 0x00, 0x0A]
      + [0x1B, 0x44, 8, 16, 0] + Array("Total".utf8) + [0x0D, 0x0A]
      + [0x1D, 0x6B, 0x04] + Array("123".utf8) + [0x00] + [0x1B, 0x64, 2, 0x1D, 0x56, 0x00]
    #expect(
      try ESCPOSReader.text(job) == String(repeating: " ", count: 23) + "会\n"
        + String(repeating: " ", count: 21) + "Total\n"
        + String(repeating: " ", count: 17) + "[bar code 123]\n\n\n\n")
  }

  @Test("A broken character shows as U+FFFD and loses nothing after it")
  func broken() throws {
    #expect(try ESCPOSReader.text([0xFF, 0x41, 0x0A]) == "\u{FFFD}A\n")
    #expect(try ESCPOSReader.text([0xBB]) == "\u{FFFD}\n")
    #expect(try ESCPOSReader.text([0xBB, 0x0A, 0x42]) == "\u{FFFD}\nB\n")
  }

  @Test("A four-byte code of GB 18030 is one character")
  func fourBytes() throws {
    #expect(try ESCPOSReader.text([0x81, 0x39, 0xEF, 0x30, 0x0A]).count == 2)
  }

  @Test("Any bytes are read without failing", arguments: 0..<64)
  func anyBytes(_ seed: Int) throws {
    var numbers = SplitMix64(seed: UInt64(seed))
    let commands: [UInt8] = [
      0x1B, 0x1C, 0x1D, 0x10, 0x0A, 0x28, 0x76, 0x30, 0x2A, 0x6B, 0x26, 0xFF,
    ]
    let job = (0..<2000).map { _ -> UInt8 in
      UInt8.random(in: 0...3, using: &numbers) == 0
        ? commands[Int.random(in: 0..<commands.count, using: &numbers)]
        : UInt8.random(in: 0...255, using: &numbers)
    }
    for encoding in [PrinterEncoding.gb18030, .big5] {
      var rows: [LayoutRow] = []
      try ESCPOSReader.read(job, encoding: encoding, columns: 48) { rows.append($0) }
      #expect(rows.count <= 42 * job.count)
      for case .text(let row) in rows {
        for segment in row.segments {
          guard case .text(let text) = segment.content else { continue }
          #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control })
        }
      }
    }
  }

  @Test("Every cut-off of a job is read without failing")
  func everyPrefix() throws {
    let scenario = GoldenScenario.oddNames
    let job = try ESCPOS.encode(scenario.layout, profile: scenario.profile)
    for length in stride(from: 0, to: min(job.count, 900), by: 1) {
      _ = try ESCPOSReader.text(job.prefix(length))
    }
  }

  @Test("A picture command without its picture takes no more room than its bytes")
  func emptyPictures() throws {
    let bands = Array(repeating: [0x1B, 0x2A, 33, 0xFF, 0xFF] as [UInt8], count: 50).flatMap { $0 }
    let rasters: [UInt8] = [0x1D, 0x76, 0x30, 0, 0xFF, 0xFF, 0xFF, 0xFF]
    for job in [bands, rasters] {
      try ESCPOSReader.read(job, encoding: .gb18030, columns: 48) { row in
        if case .picture(let bitmap, _) = row { #expect(bitmap.bytes.count <= job.count * 3) }
      }
    }
  }

  @Test("Codes of control characters are shown, not handed on")
  func controlCodes() throws {
    // 81 30 81 30 is U+0080 in GB 18030.
    #expect(try ESCPOSReader.text([0x81, 0x30, 0x81, 0x30, 0x0A]) == "<80>\n")
  }

  @Test("A feed repeated a million times is as long as one that is shown")
  func endlessFeed() throws {
    let job = Array(repeating: [0x1B, 0x64, 0xFF] as [UInt8], count: 1_000_000).joined()
    #expect(try ESCPOSReader.text(job).count == 40)
  }
}
