import CardReaders
import MagneticStripe
import TestSupport
import Testing

extension MemoryTests {
  /// A payment number with a space after each digit, so that it stands nowhere in one piece.
  private static let spaced = "4 9 2 9 1 7 0 8 3 6 5 4 2 9 1 1"

  /// Reports of encrypting heads with that number on track 2, encrypted with an independent program
  /// (Python, `cryptography`) under the standard's test key.
  private static let reports: [(name: String, profile: DeviceProfile, report: [UInt8])] = [
    ("MagneSafe", .magTekMagneSafe, magneSafe),
    (
      "SecureMag, enhanced, triple DES", .idTech,
      frame(
        [0x80, 0b1_0010, 0, 27, 0, 0, 0b1000_0010],
        "64e6ceae3c07af35aa3126018368cabc0b6d9ad637995dcfe107adc157077638")
    ),
    (
      "SecureMag, enhanced, AES", .idTech,
      frame(
        [0x80, 0b1_0010, 0, 27, 0, 0x10, 0b1000_0010],
        "eca6dab99f9a2b54382ca29a79bacf4d2470bcbf1d7419c4df081d482ba5ef24")
    ),
    (
      "SecureMag, original", .idTech,
      frame(
        [0x00, 0b1_0010, 0, 27, 0] + [UInt8](repeating: UInt8(ascii: "*"), count: 27),
        "64e6ceae3c07af35aa3126018368cabc0b6d9ad637995dcfe107adc157077638")
    ),
  ]

  private static let magneSafe: [UInt8] = {
    var report = [UInt8](repeating: 0, count: 887)
    let track = hex("afdea97ed9eb79a943a78102d188030fef670c92a56eef4a5488a2c2042d3e88")
    report.replaceSubrange(119..<119 + track.count, with: track)
    report[4] = UInt8(track.count)
    report[494] = 6
    report.replaceSubrange(495..<505, with: hex("ffff9876543210e00007"))
    report[853] = 26
    return report
  }()

  private static func frame(_ head: [UInt8], _ encrypted: String) -> [UInt8] {
    let block = head + hex(encrypted) + hex("62994901190000000009")
    return [2, UInt8(block.count), 0] + block + [block.reduce(0, ^), block.reduce(0, &+), 3]
  }

  @Test("A payment number that was decrypted is nowhere in memory afterwards")
  func nothingLeftOfEncrypted() throws {
    let digits = Self.spaced.utf8.filter { $0 != 0x20 }.map { [$0] }
    let keys = try Heads.keys()
    for (name, profile, report) in Self.reports {
      let swipe = try StripeReportDecoder(profile: profile, swipeKeys: keys).decode(report.span)
      #expect(swipe == .paymentCard(StripeLengths(one: 0, two: 24, three: 0)), "\(name)")
      #expect(try found([digits]) == [], "\(name)")
    }
    var held: [UInt8] = []
    held.reserveCapacity(16)
    for digit in digits { held += digit }
    // The one that is held shows that the search would have found the others.
    #expect(try found([digits]) == [0])
    wipe(&held)
    #expect(held.count == 16)
  }
}
