import CardCrypto
import CardReaders
import FoundationEssentials
import MagneticStripe
import TestSupport
import Testing
import VirtualUSB

@Suite("MagneSafe in keyboard emulation, with keys")
struct MagneSafeTextTests {
  private func decode(_ line: [UInt8], _ keys: (any SwipeKeyStore)?) -> StripeRead {
    WedgeTextDecoder(swipeKeys: keys).decode(line.span)
  }

  @Test("A card that is typed encrypted reads as one that is typed clear")
  func sameAsClear() throws {
    var head = try Heads.magneSafe()
    let keys = try Heads.keys()
    for swipe in 1...40 {
      #expect(decode(head.text(for: Stripe.all), keys) == Stripe.whole, "swipe \(swipe)")
    }
  }

  @Test("Any of the tracks may be missing or undecodable")
  func partial() throws {
    var head = try Heads.magneSafe()
    let keys = try Heads.keys()
    for present in 0..<8 {
      let tracks = Stripe.all.enumerated().map { present >> $0 & 1 == 1 ? $1 : "" }
      let read = decode(head.text(for: tracks), keys).tracks
      for track in TrackNumber.allCases {
        let isThere = present >> (track.rawValue - 1) & 1 == 1
        #expect(read?[track] == (isThere ? Stripe.whole.tracks?[track] : .empty))
      }
    }
    let read = decode(head.text(for: [nil, Stripe.two, nil]), keys)
    #expect(read.errorCodes == ["trackUndecodable", nil, "trackUndecodable"])
    #expect(read.tracks?.two == Stripe.whole.tracks?.two)
  }

  @Test("The manual's example 12 is decrypted: a bank card, dropped at once")
  func published() throws {
    #expect(
      try decode(Array(magneSafeExample12.utf8), Heads.keys())
        == .paymentCard(StripeLengths(one: 58, two: 35, three: 29)))
  }

  @Test("Without a key for the head its number is named; with the wrong one no track comes out")
  func keys() throws {
    var head = try Heads.magneSafe()
    let line = head.text(for: Stripe.all)
    for track in TrackNumber.allCases {
      #expect(
        decode(line, nil).tracks?[track]
          == .error(.encrypted(keySerialNumber: "FFFF9876543210E00001")))
    }
    let wrong = try decode(line, Heads.wrongKeys())
    #expect(wrong.errorCodes == Array(repeating: "trackUndecipherable", count: 3))
  }

  @Test("Every changed character is refused, whatever it was in")
  func changed() throws {
    var head = try Heads.magneSafe()
    let line = head.text(for: ["", Stripe.two, ""])
    let keys = try Heads.keys()
    let end = line.count - "||0000".utf8.count
    for index in 0..<end {
      var changed = line
      changed[index] = line[index] == UInt8(ascii: "7") ? UInt8(ascii: "8") : UInt8(ascii: "7")
      #expect(decode(changed, keys).tracks?.readable == [], "\(index)")
    }
    var long = line
    long.insert(contentsOf: Array("00".utf8), at: 60)
    #expect(decode(long, keys).errorCodes[1] == "trackChecksum")
  }

  @Test("The encrypted CRC is checked, with the clear one beside it or without")
  func encryptedChecksum() throws {
    let keys = try Heads.keys()
    for checksums in [[.encrypted], MagneSafeHead.Checksum.allCases] {
      var head = try Heads.magneSafe()
      head.checksums = Set(checksums)
      let line = head.text(for: Stripe.all)
      #expect(decode(line, keys) == Stripe.whole)
      #expect(decode([UInt8(ascii: "x")] + line, keys) == Stripe.whole)
      // Another swipe's, and each digit of it another one: what comes out has nothing to do with this line.
      let field = line.count - "0123456789ABCDEF|0000".utf8.count..<line.count - "|0000".utf8.count
      var other = line
      other.replaceSubrange(field, with: head.text(for: Stripe.all)[field])
      #expect(decode(other, keys).errorCodes == Array(repeating: "trackChecksum", count: 3))
      for index in field {
        var changed = line
        changed[index] = line[index] == UInt8(ascii: "7") ? UInt8(ascii: "8") : UInt8(ascii: "7")
        #expect(decode(changed, keys).tracks?.readable == [], "\(index)")
      }
      // A character of the serial number, which nothing but a CRC covers.
      let serial = try #require(line.firstRange(of: Array(head.serialNumber.utf8)))
      var changed = line
      changed[serial.lowerBound] ^= 1
      #expect(decode(changed, keys).errorCodes == Array(repeating: "trackChecksum", count: 3))
      // Without the key it is only said whose key is missing; with a wrong one, that.
      #expect(decode(line, nil).tracks?.two.trackError?.code == "trackEncrypted")
      #expect(
        try decode(line, Heads.wrongKeys()).errorCodes
          == Array(repeating: "trackUndecipherable", count: 3))
      #expect(
        decode(head.text(for: Stripe.bank), keys)
          == .paymentCard(StripeLengths(one: 34, two: 24, three: 0)))
    }
  }

  @Test("A head that has used up its keys says so, and one without a key types clear tracks")
  func states() throws {
    let last = try KeySerialNumber(hex("FFFF9876543210FFF800"))
    var worn = MagneSafeHead(key: try HeadKey(baseKey: Heads.base, number: last))
    #expect(
      try decode(worn.text(for: Stripe.all), Heads.keys()).errorCodes
        == Array(repeating: "trackKeysExhausted", count: 3))
    var new = try Heads.magneSafe()
    new.encrypts = false
    #expect(decode(new.text(for: Stripe.all), nil) == Stripe.whole)
  }

  @Test("Lines of such a reader come out of a pipe as swipes")
  func lines() async throws {
    var head = try Heads.magneSafe()
    let reader = LineReader(
      name: "keys", lines: stream([head.text(for: Stripe.all), head.text(for: Stripe.bank)]),
      swipeKeys: try Heads.keys(), now: { noon })
    let events = await collected(reader)
    #expect(events[1].happening == .swipe(Stripe.whole))
    #expect(
      events[2].happening == .swipe(.paymentCard(StripeLengths(one: 34, two: 24, three: 0))))
  }
}
