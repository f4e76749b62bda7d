import CardReaders
import FoundationEssentials
import MagneticStripe
import TestSupport

/// The stripe of a published VIP card, with sentinels, without LRC.
enum Stripe {
  static let one = "%V9156880012345672^ /^26127011966065963249?"
  static let two = ";9156880012345672=26127011966065963249?"
  static let three = ";9156880012345672=000001731432787370?"
  static let whole = KeyboardWedgeText.read(one + two + "+" + three.dropFirst())
  static let bank = ["%B4111111111111111^DOE/JOHN^2612101?", ";4111111111111111=2612101?", ""]
}

/// Input reports as the manuals lay them out.
enum Report {
  /// SureSwipe (and ID TECH "other mode"): 337 bytes; what lies behind a track is noise.
  static func sureSwipe(
    _ tracks: [String], status: [UInt8] = [0, 0, 0], encoding: UInt8 = 0, size: Int = 110
  ) -> [UInt8] {
    var random = SplitMix64(seed: 7)
    let lengths = zip(tracks, status).map { $1 & 1 == 1 ? 0 : UInt8($0.utf8.count) }
    let places = tracks.flatMap { track in
      Array(track.utf8)
        + (track.utf8.count..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
    return status + lengths + [encoding] + places
  }

  /// The USB-IF's page: 229 bytes.
  static func hidPOS(_ tracks: [String]) -> [UInt8] {
    tracks.map { UInt8($0.utf8.count) }
      + zip(tracks, [79, 40, 107]).flatMap { track, size in
        Array(track.utf8) + [UInt8](repeating: 0xA5, count: size - track.utf8.count)
      }
  }

  /// ID TECH mode: 509 bytes, tracks one behind the other with carriage returns.
  static func idTechMode(
    _ tracks: [String], status: [UInt8] = [0, 0, 0], encoding: UInt8 = 0,
    highByteFirst: Bool = false
  ) -> [UInt8] {
    let block = tracks.filter { !$0.isEmpty }.map { $0 + "\r" }.joined()
    let length = [UInt8(block.utf8.count & 0xFF), UInt8(block.utf8.count >> 8)]
    return status + tracks.map { UInt8($0.utf8.count) } + [encoding]
      + (highByteFirst ? length.reversed() : length) + Array(block.utf8)
      + [UInt8](repeating: UInt8(ascii: ";"), count: 500 - block.utf8.count)
  }

  /// ID TECH secure output in the enhanced format: a frame of 560 bytes with encrypted tracks, without
  /// masked ones and hashes.
  static func idTechSecure(lengths: [UInt8], status: UInt8 = 0b111, serialNumber: [UInt8])
    -> [UInt8]
  {
    var present: UInt8 = 0
    for (index, length) in lengths.enumerated() where length > 0 { present |= 1 << UInt8(index) }
    let cipher = lengths.flatMap { [UInt8](repeating: 0x5A, count: (Int($0) + 7) / 8 * 8) }
    let block = [0x80, status] + lengths + [0, 0x80 | present] + cipher + serialNumber
    let checks: [UInt8] = [block.reduce(0, ^), block.reduce(0, &+)]
    let frame = [0x02, UInt8(block.count), 0] + block + checks + [0x03]
    return frame + [UInt8](repeating: 0, count: 560 - frame.count)
  }

  /// MagneSafe V5: 887 bytes.
  static func magneSafe(_ tracks: [String], encryption: [UInt8], status: [UInt8] = [0, 0, 0])
    -> [UInt8]
  {
    var report = sureSwipe(tracks, status: status, size: 112)
    report += [UInt8](repeating: 0, count: 887 - report.count)
    report.replaceSubrange(493..<495, with: encryption)
    report.replaceSubrange(495..<505, with: [0xFF, 0xFF, 0x98, 0x76, 0x54, 0x32, 0x10, 0xE0, 0, 8])
    // The masked copy of a VIP card's track 2: Luhn-valid, and wrong.
    report.replaceSubrange(620..<659, with: Array(";9156000090005672=26127011966065963249?".utf8))
    report[506] = 39
    return report
  }

  static let serialNumber = "FFFF9876543210E00008"
}

/// A moment for events.
let noon = Date(timeIntervalSince1970: 1_795_312_800)

/// Every profile that sends reports.
let reportProfiles = DeviceProfile.all.filter { !$0.forms.isEmpty }

/// The values of an array as a sequence.
func stream<Element: Sendable>(_ elements: [Element]) -> AsyncStream<Element> {
  AsyncStream { continuation in
    for element in elements { continuation.yield(element) }
    continuation.finish()
  }
}

/// All events of a reader.
func collected(_ reader: some CardReader) async -> [CardEvent] {
  var events: [CardEvent] = []
  for await event in reader.events() { events.append(event) }
  return events
}
