import CardCrypto
import CardReaders
import MagneticStripe
import TestSupport
import Testing
import USBDevices
import VirtualUSB

@Suite("MagneSafe reports with keys")
struct MagneSafeTests {
  private func decoder(
    _ keys: (any SwipeKeyStore)?, _ head: MagneSafeHead? = nil
  ) throws -> StripeReportDecoder {
    try StripeReportDecoder(
      profile: .magTekMagneSafe, descriptor: head.map { try HIDReportDescriptor($0.descriptor) },
      swipeKeys: keys)
  }

  @Test(
    "A card from an encrypting head reads as from a clear one, in either layout, with the device's own descriptor or without",
    arguments: MagneSafeHead.Layout.allCases, [true, false])
  func sameAsClear(_ layout: MagneSafeHead.Layout, _ hasDescriptor: Bool) throws {
    var head = try Heads.magneSafe(layout)
    let decoder = try decoder(Heads.keys(), hasDescriptor ? head : nil)
    for swipe in 1...40 {
      let report = head.report(for: Stripe.all)
      #expect(report.count == layout.rawValue)
      #expect(decoder.decode(report) == Stripe.whole, "swipe \(swipe)")
    }
  }

  @Test("The manual's own example is decrypted: a bank card, dropped at once")
  func published() throws {
    // Track 1 of manual 99875475's example, put where its table says.
    var report = [UInt8](repeating: 0, count: 887)
    let track = hex(
      "C25C1D1197D31CAA87285D59A892047426D9182EC11353C051ADD6D0F072A6CB"
        + "3436560B3071FC1FD11D9F7E74886742D9BEE0CFD1EA1064C213BB55278B2F12")
    report.replaceSubrange(7..<7 + track.count, with: track)
    report[3] = UInt8(track.count)
    report[494] = 0x06
    report.replaceSubrange(495..<505, with: hex("FFFF9876543210E00008"))
    let lengths = StripeLengths(one: 58, two: 0, three: 0)
    #expect(try decoder(Heads.keys()).decode(report) == .paymentCard(lengths))
    report[852] = 60
    #expect(try decoder(Heads.keys()).decode(report) == .paymentCard(lengths))
  }

  @Test("The swipes of a head go through its keys one by one")
  func counting() throws {
    var head = try Heads.magneSafe()
    let decoder = try decoder(nil)
    for number in ["FFFF9876543210E00001", "FFFF9876543210E00002", "FFFF9876543210E00003"] {
      let read = decoder.decode(head.report(for: Stripe.all)).tracks?.two
      #expect(read == .error(.encrypted(keySerialNumber: number)))
    }
  }

  @Test("Without a key for the head its key serial number is named; masked tracks are never read")
  func noKey() throws {
    var head = try Heads.magneSafe()
    var others = MemorySwipeKeyStore()
    try others.add(baseKey: Heads.base, prefix: KeySetPrefix(hex("629949")))
    let report = head.report(for: Stripe.all)
    // The masked copy is there, and passes for a card.
    #expect(String(decoding: report[620..<659], as: UTF8.self).hasPrefix(";9156000090005672="))
    for keys in [nil, others] {
      let tracks = try decoder(keys).decode(report).tracks
      for track in TrackNumber.allCases {
        #expect(
          tracks?[track] == .error(.encrypted(keySerialNumber: "FFFF9876543210E00001")))
      }
    }
  }

  @Test("With the wrong key no track comes out, whatever the swipe")
  func wrongKey() throws {
    var head = try Heads.magneSafe()
    let decoder = try decoder(Heads.wrongKeys())
    for _ in 0..<200 {
      let swipe = decoder.decode(head.report(for: Stripe.all))
      #expect(swipe.errorCodes == Array(repeating: "trackUndecipherable", count: 3))
    }
  }

  @Test("Every flipped bit of an encrypted track or of the key serial number gives no other number")
  func flipped() throws {
    var head = try Heads.magneSafe()
    let report = head.report(for: ["", Stripe.two, ""])
    let decoder = try decoder(Heads.keys())
    let right = decoder.decode(report).tracks?.two
    let places = Array(119..<119 + Int(report[4])) + Array(495..<505)
    for byte in places {
      for bit in UInt8(0)..<8 {
        var flipped = report
        flipped[byte] ^= 1 << bit
        let read = decoder.decode(flipped).tracks?.two
        // A flipped bit turns its whole block into noise and one bit of the next: no track has that.
        let isPadding = read == right && byte >= 119 + 32
        #expect(read?.data == nil || isPadding, "byte \(byte), bit \(bit)")
      }
    }
  }

  @Test(
    "The head's SHA-1 of track 2 must fit, whether it covers the track or the number",
    arguments: MagneSafeHead.Hash.allCases, [true, false])
  func hash(_ hash: MagneSafeHead.Hash, _ hasDescriptor: Bool) throws {
    var head = try Heads.magneSafe()
    head.hash = hash
    let decoder = try decoder(Heads.keys(), hasDescriptor ? head : nil)
    let report = head.report(for: Stripe.all)
    #expect(decoder.decode(report) == Stripe.whole)
    for byte in 867..<887 {
      for bit in UInt8(0)..<8 {
        var flipped = report
        flipped[byte] ^= 1 << bit
        let tracks = decoder.decode(flipped).tracks
        #expect(tracks?.two == .error(.hashMismatch(keySerialNumber: "FFFF9876543210E00001")))
        // It says nothing of the others.
        #expect(tracks?.one == Stripe.whole.tracks?.one)
      }
    }
  }

  @Test("A track that another swipe's hash stands beside is refused by name")
  func exchanged() throws {
    var head = try Heads.magneSafe()
    let decoder = try decoder(Heads.keys())
    let other = head.report(for: ["", ";9156880099999999=26127011000000000000?", ""])
    var report = head.report(for: ["", Stripe.two, ""])
    report.replaceSubrange(867..<887, with: other[867..<887])
    #expect(decoder.decode(report).errorCodes == [nil, "trackHashMismatch", nil])
  }

  @Test("A bank card is recognised behind the encryption, and nothing but lengths is kept")
  func bankCard() throws {
    var head = try Heads.magneSafe()
    let swipe = try decoder(Heads.keys()).decode(head.report(for: Stripe.bank))
    #expect(swipe == .paymentCard(StripeLengths(one: 34, two: 24, three: 0)))
  }

  @Test("Driving licences and Japanese cards are named behind the encryption too")
  func foreign() throws {
    var head = try Heads.magneSafe()
    let decoder = try decoder(Heads.keys())
    let licence = ["%CASACRAMENTO^DOE$JOHN^?", ";636014012345678=991219700101?", "%! 95814?"]
    #expect(decoder.decode(head.report(for: licence)).tracks?.standard == .aamva)
    let japanese = decoder.decode(head.report(for: ["", "\u{7F}A1234567\u{7F}", ""]))
    #expect(japanese.tracks?.standard == .jis)
    #expect(japanese.tracks?.isBlank == true)
  }

  @Test("A track that the head could not decode and an empty one stay what they are")
  func partial() throws {
    var head = try Heads.magneSafe()
    let tracks = try decoder(Heads.keys()).decode(head.report(for: [nil, Stripe.two, ""])).tracks
    #expect(tracks?.one == .error(.undecodable))
    #expect(tracks?.two == Stripe.whole.tracks?.two)
    #expect(tracks?.three == .empty)
  }

  @Test("A head that has not got its key yet sends clear tracks")
  func notYetEncrypting() throws {
    var head = try Heads.magneSafe()
    head.encrypts = false
    #expect(try decoder(nil).decode(head.report(for: Stripe.all)) == Stripe.whole)
  }

  @Test("A head that has used up its keys says so")
  func exhausted() throws {
    let last = try KeySerialNumber(hex("FFFF9876543210FFF800"))
    var head = MagneSafeHead(key: try HeadKey(baseKey: Heads.base, number: last))
    let swipe = try decoder(Heads.keys()).decode(head.report(for: Stripe.all))
    #expect(swipe.errorCodes == Array(repeating: "trackKeysExhausted", count: 3))
  }

  @Test("A length that cannot be is said", arguments: [41, 200])
  func lengths(_ stated: UInt8) throws {
    var head = try Heads.magneSafe()
    var report = head.report(for: ["", Stripe.two, ""])
    report[853] = stated
    let read = try decoder(Heads.keys()).decode(report).tracks?.two
    #expect(read == .error(.cutShort(stated: Int(stated), present: 40)))
    report[853] = 39
    report[4] = 39
    #expect(
      try decoder(Heads.keys()).decode(report).errorCodes == [nil, "trackUndecipherable", nil])
  }
}
