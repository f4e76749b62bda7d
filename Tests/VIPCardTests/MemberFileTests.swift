import BusinessCalendar
import CardCrypto
import TestSupport
import Testing
import VIPCard

@Suite("Member file")
struct MemberFileTests {
  private func sample() throws -> MemberFile {
    MemberFile(
      identity: try Sample.identity(), code: try #require(StripeCode("966065963249")),
      issued: try Sample.day("2025-12-03"))
  }

  @Test("The 32 bytes lie where the design puts them")
  func layout() throws {
    let expected =
      "0100" + "07ea" + "01" + "10" + "9156880012345672ffff" + "966065963249" + "20251203"
      + "000000000000"
    #expect(Hex.text(try sample().bytes) == expected)
    #expect(try MemberFile(parsing: sample().bytes) == sample())
  }

  @Test("Numbers of 12 to 19 digits survive", arguments: 12...19)
  func lengths(count: Int) throws {
    let number = try CardNumber(
      appendingCheckDigitTo: "9156" + String(repeating: "2", count: count - 5))
    let file = MemberFile(
      identity: try Sample.identity(number.digits, year: 2099, sequence: 9),
      code: try #require(StripeCode("000000000000")), issued: try Sample.day("2098-12-31"))
    #expect(file.bytes.count == 32)
    #expect(try MemberFile(parsing: file.bytes) == file)
  }

  @Test("Any other length is refused", arguments: Array(0..<32) + [33, 64, 256])
  func wrongLength(count: Int) throws {
    let bytes = Array((try sample().bytes + [UInt8](repeating: 0, count: 256)).prefix(count))
    #expect(throws: MemberFileError.length(count)) { try MemberFile(parsing: bytes) }
  }

  @Test("What parses writes back the same bytes: no two files mean the same")
  func canonical() throws {
    var random = SplitMix64(seed: 32)
    let original = try sample().bytes
    for flipped in everyFlippedBit(of: original) {
      if let file = try? MemberFile(parsing: flipped) { #expect(file.bytes == flipped) }
    }
    for _ in 0..<20_000 {
      var changed = original
      for _ in 0..<3 {
        changed[Int.random(in: 0..<32, using: &random)] = .random(in: .min ... .max, using: &random)
      }
      if let file = try? MemberFile(parsing: changed) { #expect(file.bytes == changed) }
    }
  }

  @Test(
    "A field that is not as the format has it is named",
    arguments: [
      (0, 0x02, MemberFileError.format(2)), (1, 0x01, .field(.flags)), (2, 0x00, .field(.year)),
      (4, 0x00, .field(.sequence)), (4, 0x0A, .field(.sequence)), (5, 0x0B, .field(.numberLength)),
      (5, 0x14, .field(.numberLength)), (5, 0x0F, .field(.number)), (6, 0xA1, .field(.number)),
      (15, 0xF0, .field(.number)), (13, 0x73, .checkDigit), (16, 0xFF, .field(.code)),
      (24, 0x13, .field(.issued)), (25, 0x32, .field(.issued)), (31, 0x01, .field(.reserved)),
    ])
  func fields(index: Int, value: Int, error: MemberFileError) throws {
    var bytes = try sample().bytes
    bytes[index] = UInt8(value)
    #expect(throws: error) { try MemberFile(parsing: bytes) }
  }
}
