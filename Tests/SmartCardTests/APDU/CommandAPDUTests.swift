import SmartCard
import TestSupport
import Testing

@Suite("Command APDUs (ISO/IEC 7816-4, 5.2)")
struct CommandAPDUTests {
  struct Vector: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let command: CommandAPDU
    var testDescription: String { name }
  }

  // The encodings are those that the specification of pcsc-sharp's CommandApdu lists.
  static let vectors = [
    Vector(name: "case 1", bytes: hex("00A40000"), command: .init(cla: 0, ins: 0xA4, p1: 0, p2: 0)),
    Vector(
      name: "case 2S", bytes: hex("00B0000000"),
      command: .init(cla: 0, ins: 0xB0, p1: 0, p2: 0, expectedLength: 256)),
    Vector(
      name: "case 3S", bytes: hex("00A4040007A0000002471001"),
      command: .init(cla: 0, ins: 0xA4, p1: 4, p2: 0, data: hex("A0000002471001"))),
    Vector(
      name: "case 4S", bytes: hex("00A4040007A000000247100100"),
      command: .init(
        cla: 0, ins: 0xA4, p1: 4, p2: 0, data: hex("A0000002471001"), expectedLength: 256)),
    Vector(
      name: "case 2E", bytes: hex("00B00000000000"),
      command: .init(cla: 0, ins: 0xB0, p1: 0, p2: 0, expectedLength: 65_536)),
    Vector(
      name: "case 3E", bytes: hex("00D60000000100") + [UInt8](repeating: 7, count: 256),
      command: .init(
        cla: 0, ins: 0xD6, p1: 0, p2: 0, data: [UInt8](repeating: 7, count: 256))),
    Vector(
      name: "case 4E", bytes: hex("00CB3FFF0000055C035FC1020000"),
      command: .init(
        cla: 0, ins: 0xCB, p1: 0x3F, p2: 0xFF, data: hex("5C035FC102"), expectedLength: 65_536)),
  ]

  @Test("Every case is read and written as the standard says", arguments: vectors)
  func vector(_ vector: Vector) throws {
    #expect(try CommandAPDU(parsing: vector.bytes) == vector.command)
    #expect(try vector.command.encoded() == vector.bytes)
  }

  @Test(
    "Bytes that are no command are refused",
    arguments: [
      "", "00", "00A4", "00A400", "00A4000005 01020304", "00A4000002 010203 0405",
      "00A40000 00 0000 01", "00A40000 00 00", "00A40000 00 0003 0102",
      "00A40000 00 0002 0102 00",
    ])
  func refused(_ text: String) {
    #expect(throws: SmartCardError(.malformedCommand)) { try CommandAPDU(parsing: hex(text)) }
  }

  @Test(
    "Lengths that no encoding can carry are refused before anything is sent",
    arguments: [
      CommandAPDU(cla: 0, ins: 0, p1: 0, p2: 0, expectedLength: 0),
      CommandAPDU(cla: 0, ins: 0, p1: 0, p2: 0, expectedLength: -1),
      CommandAPDU(cla: 0, ins: 0, p1: 0, p2: 0, expectedLength: 65_537),
      CommandAPDU(cla: 0, ins: 0, p1: 0, p2: 0, data: [UInt8](repeating: 0, count: 65_536)),
    ])
  func tooLong(_ command: CommandAPDU) {
    #expect(throws: SmartCardError(.malformedCommand)) { try command.encoded() }
  }

  @Test("The short form refuses what needs extended length")
  func shortForm() {
    let long = CommandAPDU(cla: 0, ins: 0, p1: 0, p2: 0, data: [UInt8](repeating: 0, count: 256))
    #expect(throws: SmartCardError(.malformedCommand)) { try long.encoded(as: .short) }
  }

  @Test("Whatever can be written is read back the same, in both forms")
  func roundTrip() throws {
    var random = SplitMix64(seed: 7816)
    for _ in 0..<500 {
      let command = CommandAPDU(
        cla: .random(in: 0...255, using: &random), ins: .random(in: 0...255, using: &random),
        p1: .random(in: 0...255, using: &random), p2: .random(in: 0...255, using: &random),
        data: random.bytes(upTo: 600),
        expectedLength: Bool.random(using: &random) ? .random(in: 1...65_536, using: &random) : nil)
      #expect(try CommandAPDU(parsing: command.encoded()) == command)
      #expect(try CommandAPDU(parsing: command.encoded(as: .extended)) == command)
    }
  }

  @Test(
    "Any bytes are either read or refused, and what is read is written back the same or shorter")
  func anyBytes() throws {
    var random = SplitMix64(seed: 4)
    for _ in 0..<5_000 {
      let bytes = random.bytes(upTo: 40)
      guard let command = try? CommandAPDU(parsing: bytes) else { continue }
      #expect(try command.encoded().count <= bytes.count)
    }
  }

  @Test("A command's description never shows its data")
  func description() {
    let command = CommandAPDU(cla: 0, ins: 0x20, p1: 0, p2: 1, data: hex("31323334"))
    #expect("\(command)" == "00200001 Lc=4")
  }
}
