import CardCrypto
import CardReaders
import MagneticStripe
import TestSupport
import Testing
import VirtualUSB

/// A head and whether its keys are derived with AES.
struct HeadKind: Sendable, CustomTestStringConvertible {
  let format: SecureMagHead.Format
  let cipher: TrackCipher
  var isAES = false
  var sendsLRC = true
  var sendsHashes = true
  var serialNumber: String?

  var testDescription: String {
    "\(format) \(cipher)\(isAES ? ", AES keys" : "")\(sendsLRC ? "" : ", no LRC")"
      + "\(sendsHashes ? "" : ", no hashes")\(serialNumber == nil ? "" : ", serial number")"
  }

  static let all: [HeadKind] = [
    HeadKind(format: .original, cipher: .tdes), HeadKind(format: .original, cipher: .aes),
    HeadKind(format: .original, cipher: .tdes, sendsLRC: false, sendsHashes: false),
    HeadKind(format: .original, cipher: .aes, sendsLRC: false, sendsHashes: false),
    HeadKind(format: .enhanced, cipher: .tdes), HeadKind(format: .enhanced, cipher: .aes),
    HeadKind(format: .enhanced, cipher: .tdes, sendsLRC: false, serialNumber: "T123456789"),
    HeadKind(format: .enhanced, cipher: .aes, sendsHashes: false, serialNumber: "17"),
    HeadKind(format: .enhanced, cipher: .aes, isAES: true),
    HeadKind(format: .enhanced, cipher: .tdes, isAES: true, sendsHashes: false),
  ]

  func head() throws -> SecureMagHead {
    var head = try Heads.secureMag(format, cipher, isAES: isAES)
    head.sendsLRC = sendsLRC
    head.sendsHashes = sendsHashes
    head.serialNumber = serialNumber
    return head
  }
}

@Suite("ID TECH secure output with keys")
struct SecureMagTests {
  private func decoder(_ keys: (any SwipeKeyStore)?) throws -> StripeReportDecoder {
    try StripeReportDecoder(profile: .idTech, swipeKeys: keys)
  }

  @Test("A card from an encrypting head reads as from a clear one", arguments: HeadKind.all)
  func sameAsClear(_ kind: HeadKind) throws {
    var head = try kind.head()
    let decoder = try decoder(Heads.keys())
    for swipe in 1...40 {
      let report = try head.report(for: Stripe.all)
      #expect(report.count == 560)
      #expect(decoder.decode(report) == Stripe.whole, "swipe \(swipe)")
    }
  }

  @Test("Any of the tracks may be missing", arguments: HeadKind.all)
  func missing(_ kind: HeadKind) throws {
    var head = try kind.head()
    let decoder = try decoder(Heads.keys())
    for present in 0..<8 {
      let tracks = Stripe.all.enumerated().map { present >> $0 & 1 == 1 ? $1 : "" }
      let read = try decoder.decode(head.report(for: tracks)).tracks
      for track in TrackNumber.allCases {
        let isThere = present >> (track.rawValue - 1) & 1 == 1
        #expect(read?[track] == (isThere ? Stripe.whole.tracks?[track] : .empty))
      }
    }
  }

  @Test("The maker's own example, as a frame: a bank card, dropped at once")
  func published() throws {
    // Both tracks of the SecureMag manual's example in an enhanced frame without masked copies.
    let one = hex(
      "DA7F2A52BD3F6DD8B96C50FC39C7E6AF22F06ED1F033BE0FB23D6BD33DC5A1F8"
        + "08512F7AE18D47A60CC3F4559B1B093563BE7E07459072ABF8FAAB5338C6CC88"
        + "15FF87797AE3A7BE")
    let two = hex(
      "AB3B10A3FBC230FBFB941FAC9E82649981AE79F2632156E775A06AEDAFAF6F0A184318C5209E55AD")
    var block: [UInt8] = [0x80, 0b1_1111, 72, 35, 0, 0, 0b1000_0011]
    block += one + two + hex("62994901190000000002")
    let report =
      [2, UInt8(block.count), 0] + block + [block.reduce(0, ^), block.reduce(0, &+), 3]
    let swipe = try decoder(Heads.keys()).decode(report)
    #expect(swipe == .paymentCard(StripeLengths(one: 69, two: 32, three: 0)))
  }

  @Test(
    "Without a key its key serial number is named; masked tracks are never read",
    arguments: HeadKind.all)
  func noKey(_ kind: HeadKind) throws {
    var head = try kind.head()
    let swipe = try decoder(nil).decode(head.report(for: Stripe.all))
    let number = head.key.number.description
    #expect(swipe.tracks?.one == .error(.encrypted(keySerialNumber: number)))
    #expect(swipe.tracks?.two == .error(.encrypted(keySerialNumber: number)))
    // The original format leaves track 3 clear.
    if kind.format == .original {
      #expect(swipe.tracks?.three == Stripe.whole.tracks?.three)
    } else {
      #expect(swipe.tracks?.three == .error(.encrypted(keySerialNumber: number)))
    }
  }

  @Test("With the wrong key no track comes out", arguments: HeadKind.all)
  func wrongKey(_ kind: HeadKind) throws {
    var head = try kind.head()
    let decoder = try decoder(Heads.wrongKeys())
    for _ in 0..<50 {
      let codes = try decoder.decode(head.report(for: Stripe.all)).errorCodes
      #expect(codes.prefix(2) == ["trackUndecipherable", "trackUndecipherable"])
    }
  }

  @Test("A hash that does not fit is noticed")
  func hashes() throws {
    var head = try Heads.secureMag(.enhanced)
    var report = try head.report(for: ["", Stripe.two, ""])
    let block = 3..<3 + Int(report[1]) + Int(report[2]) << 8
    // The hash is behind the encrypted track: 20 bytes before the key serial number.
    report[block.upperBound - 15] ^= 1
    report[block.upperBound] = report[block].reduce(0, ^)
    report[block.upperBound + 1] = report[block].reduce(0, &+)
    #expect(
      try decoder(Heads.keys()).decode(report).errorCodes == [nil, "trackHashMismatch", nil])
  }

  @Test(
    "Every flipped bit of a frame is refused",
    arguments: [SecureMagHead.Format.original, .enhanced])
  func flipped(_ format: SecureMagHead.Format) throws {
    var head = try Heads.secureMag(format)
    let report = try head.report(for: ["", Stripe.two, ""])
    let decoder = try decoder(Heads.keys())
    let end = 3 + Int(report[1]) + Int(report[2]) << 8 + 3
    for byte in 0..<end {
      for bit in UInt8(0)..<8 {
        var flipped = report
        flipped[byte] ^= 1 << bit
        #expect(decoder.decode(flipped).tracks?.two.data == nil, "byte \(byte), bit \(bit)")
      }
    }
  }

  @Test("Lengths that do not add up are refused, with checks that fit")
  func lengthsThatDoNotAddUp() throws {
    var head = try Heads.secureMag(.enhanced)
    let report = try head.report(for: ["", Stripe.two, ""])
    let block = 3..<3 + Int(report[1]) + Int(report[2]) << 8
    let decoder = try decoder(Heads.keys())
    for place in 3..<10 {
      for value in UInt8.min ... .max where value != report[place] {
        var changed = report
        changed[place] = value
        changed[block.upperBound] = changed[block].reduce(0, ^)
        changed[block.upperBound + 1] = changed[block].reduce(0, &+)
        let read = decoder.decode(changed).tracks?.two
        // The status says nothing of a track that is there; all else must fit.
        if place != 4, read?.data != nil { #expect(read == Stripe.whole.tracks?.two) }
      }
    }
  }

  @Test(
    "Cards that the head does not encrypt come through",
    arguments: [SecureMagHead.Format.original, .enhanced])
  func clear(_ format: SecureMagHead.Format) throws {
    var head = try Heads.secureMag(format)
    let decoder = try decoder(nil)
    #expect(try decoder.decode(head.report(for: Stripe.all, type: .other)) == Stripe.whole)
    let licence = ["%CASACRAMENTO^DOE$JOHN^?", ";636014012345678=991219700101?", "%! 95814?"]
    #expect(try decoder.decode(head.report(for: licence, type: .aamva)).tracks?.standard == .aamva)
    let bank = try decoder.decode(head.report(for: Stripe.bank, type: .other))
    #expect(bank == .paymentCard(StripeLengths(one: 34, two: 24, three: 0)))
  }

  @Test("A bank card is recognised behind the encryption", arguments: HeadKind.all)
  func bankCard(_ kind: HeadKind) throws {
    var head = try kind.head()
    let swipe = try decoder(Heads.keys()).decode(head.report(for: Stripe.bank))
    #expect(swipe == .paymentCard(StripeLengths(one: 34, two: 24, three: 0)))
  }

  @Test("A track that the head could not decode is named")
  func undecodable() throws {
    for format in SecureMagHead.Format.allCases {
      var head = try Heads.secureMag(format)
      let swipe = try decoder(Heads.keys()).decode(head.report(for: [nil, Stripe.two, nil]))
      #expect(swipe.errorCodes == ["trackUndecodable", nil, "trackUndecodable"])
      #expect(swipe.tracks?.two == Stripe.whole.tracks?.two)
    }
  }

  @Test("A track longer than its length byte, and tracks longer than the report, are an error")
  func tooLong() throws {
    var head = try Heads.secureMag(.enhanced)
    let error = #expect(throws: VirtualUSBError.self) {
      try head.report(for: ["", ";" + String(repeating: "1", count: 300) + "?", ""])
    }
    #expect(error?.reason == .trackTooLong)
    #expect(throws: VirtualUSBError.self) {
      try head.report(forRaw: [[], [UInt8](repeating: 1, count: 256), []])
    }
    let long = ";" + String(repeating: "1", count: 240) + "?"
    #expect(throws: VirtualUSBError.self) { try head.report(for: ["", long, long]) }
    #expect(try decoder(Heads.keys()).decode(head.report(for: Stripe.all)) == Stripe.whole)
  }

  @Test("Bits that the head encrypted without decoding them are decoded here")
  func rawBits() throws {
    let bits = try Stripe.packedBits()
    for cipher in TrackCipher.allCases {
      var head = try Heads.secureMag(.enhanced, cipher)
      let decoder = try decoder(Heads.keys())
      #expect(try decoder.decode(head.report(forRaw: bits)) == Stripe.whole)
      #expect(
        try decoder.decode(head.report(forRaw: bits.map { $0.map { ~$0 } })) == Stripe.whole)
    }
  }
}

extension Stripe {
  /// The bits of the three tracks, the first one in the highest bit of the first byte.
  static func packedBits() throws -> [[UInt8]] {
    try TrackNumber.allCases.map { track in
      let data = try #require(whole.tracks?[track].data)
      let bits = TrackFormat.iso(track).bits(of: data).bits
      return stride(from: 0, to: bits.count, by: 8).map { start in
        (0..<8).reduce(0) { byte, bit in
          byte << 1 | (start + bit < bits.count && bits[start + bit] ? 1 : 0)
        }
      }
    }
  }
}
