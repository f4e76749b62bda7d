import CardCrypto
import CardReaders
import FoundationEssentials
import MagneticStripe
import TestSupport
import Testing
import VirtualUSB

@Suite("SecureMag in keyboard emulation, with keys")
struct SecureMagTextTests {
  private func decode(_ line: [UInt8], _ keys: (any SwipeKeyStore)?) -> StripeRead {
    WedgeTextDecoder(swipeKeys: keys).decode(line.span)
  }

  @Test("A card that is typed encrypted reads as one that is typed clear", arguments: HeadKind.all)
  func sameAsClear(_ kind: HeadKind) throws {
    var head = try kind.head()
    let keys = try Heads.keys()
    for swipe in 1...10 {
      #expect(try decode(head.text(for: Stripe.all), keys) == Stripe.whole, "swipe \(swipe)")
    }
    // A keyboard has no room to fill, and none to exceed.
    head.reportLength = 0
    #expect(try decode(head.text(for: Stripe.all), keys) == Stripe.whole)
  }

  @Test("Any of the tracks may be missing or undecodable", arguments: HeadKind.all)
  func partial(_ kind: HeadKind) throws {
    var head = try kind.head()
    let keys = try Heads.keys()
    for present in 0..<8 {
      let tracks = Stripe.all.enumerated().map { present >> $0 & 1 == 1 ? $1 : "" }
      let read = try decode(head.text(for: tracks), keys).tracks
      for track in TrackNumber.allCases {
        let isThere = present >> (track.rawValue - 1) & 1 == 1
        #expect(read?[track] == (isThere ? Stripe.whole.tracks?[track] : .empty))
      }
    }
    let read = try decode(head.text(for: [nil, Stripe.two, nil]), keys)
    #expect(read.errorCodes == ["trackUndecodable", nil, "trackUndecodable"])
    #expect(read.tracks?.two == Stripe.whole.tracks?.two)
  }

  @Test("The maker's own example, typed: a bank card, dropped at once")
  func published() throws {
    // Both tracks of the SecureMag manual's example, behind masked ones of their length.
    let encrypted =
      "DA7F2A52BD3F6DD8B96C50FC39C7E6AF22F06ED1F033BE0FB23D6BD33DC5A1F8"
      + "08512F7AE18D47A60CC3F4559B1B093563BE7E07459072ABF8FAAB5338C6CC88"
      + "15FF87797AE3A7BEAB3B10A3FBC230FBFB941FAC9E82649981AE79F2632156E775A06AEDAFAF6F0A184318C5209E55AD"
    let stars = String(repeating: "*", count: 31)
    let masked =
      "%*4266********9999^BUSH JR/GEORGE W.MR^\(stars)?*;4266********9999=***************?*"
    let body = Array("801F4823000383\(masked)\(encrypted)62994901190000000002".utf8)
    let line =
      Self.digits([2, UInt8(body.count & 0xFF), UInt8(body.count >> 8)]) + body
      + Self.digits([body.reduce(0, ^), body.reduce(0, &+), 3])
    #expect(
      try decode(line, Heads.keys()) == .paymentCard(StripeLengths(one: 69, two: 32, three: 0)))
  }

  private static func digits(_ bytes: [UInt8]) -> [UInt8] {
    Array(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined().utf8)
  }

  @Test("Without their key, published swipes name its number", arguments: 0..<3)
  func noKey(_ index: Int) throws {
    let line = Array(secureMagLines[index].utf8)
    let locked = TrackRead.error(.encrypted(keySerialNumber: secureMagNumbers[index]))
    let tracks = decode(line, nil).tracks
    #expect(tracks?.one == locked)
    #expect(tracks?.two == (index < 2 ? locked : .empty))
  }

  @Test("A published swipe whose head had the maker's demonstration key is a bank card's")
  func demonstrationKey() throws {
    let line = Array(secureMagLines[2].utf8)
    #expect(
      try decode(line, Heads.keys()) == .paymentCard(StripeLengths(one: 58, two: 0, three: 0)))
  }

  @Test("With the wrong key no track comes out", arguments: HeadKind.all)
  func wrongKey(_ kind: HeadKind) throws {
    var head = try kind.head()
    let codes = try decode(head.text(for: Stripe.all), Heads.wrongKeys()).errorCodes
    #expect(codes.prefix(2) == ["trackUndecipherable", "trackUndecipherable"])
  }

  @Test("A character that was lost, doubled or changed makes the swipe one to repeat")
  func damaged() throws {
    for format in SecureMagHead.Format.allCases {
      var head = try Heads.secureMag(format)
      let keys = try Heads.keys()
      let line = try head.text(for: Stripe.all)
      for index in line.indices {
        var lost = line
        lost.remove(at: index)
        var changed = line
        changed[index] = line[index] == UInt8(ascii: "7") ? UInt8(ascii: "8") : UInt8(ascii: "7")
        for wrong in [lost, changed] {
          #expect(decode(wrong, keys).tracks?.readable == [], "\(index)")
        }
      }
      var long = line
      long.insert(UInt8(ascii: "7"), at: 60)
      #expect(decode(long, keys).errorCodes == Array(repeating: "trackChecksum", count: 3))
    }
  }

  @Test("Cards that the head does not encrypt come through; bank cards are dropped either way")
  func clear() throws {
    for format in SecureMagHead.Format.allCases {
      var head = try Heads.secureMag(format)
      #expect(try decode(head.text(for: Stripe.all, type: .other), nil) == Stripe.whole)
      let licence = ["%CASACRAMENTO^DOE$JOHN^?", ";636014012345678=991219700101?", "%! 95814?"]
      #expect(
        try decode(head.text(for: licence, type: .aamva), nil).tracks?.standard == .aamva)
      let lengths = StripeRead.paymentCard(StripeLengths(one: 34, two: 24, three: 0))
      #expect(try decode(head.text(for: Stripe.bank, type: .other), nil) == lengths)
      #expect(try decode(head.text(for: Stripe.bank), Heads.keys()) == lengths)
    }
  }

  @Test("Bits that the head encrypted without decoding them are decoded here")
  func rawBits() throws {
    let bits = try Stripe.packedBits()
    for cipher in TrackCipher.allCases {
      var head = try Heads.secureMag(.enhanced, cipher)
      #expect(try decode(head.text(forRaw: bits), Heads.keys()) == Stripe.whole)
    }
    // The original format leaves the third track's bits clear.
    var head = try Heads.secureMag(.original)
    let swipe = try decode(head.text(forRaw: [[], [], bits[2]]), nil)
    #expect(swipe.tracks?.three == Stripe.whole.tracks?.three)
  }

  @Test("What a keypad of the maker types for a number that was keyed in is no swipe")
  func keyedIn() throws {
    // An example of Moneris's libraries: the same frame of type 5.
    let line =
      "0284008500000000041608B84D1586DEDBA1F0DB3CECD296C41195AFECE7CA8F3A00E6DBA97A4EFDEF05D393555"
      + "3E9E24B5AEFC7B2330431393035FFFF3141594047A0009A7FB103"
    let swipe = try decode(Array(line.utf8), Heads.keys())
    #expect(swipe.tracks?.readable == [])
    #expect(swipe.errorCodes.contains { $0 != nil })
  }

  @Test("Lines of such a reader come out of a pipe as swipes")
  func lines() async throws {
    var head = try Heads.secureMag(.enhanced)
    let reader = LineReader(
      name: "keys",
      lines: stream([try head.text(for: Stripe.all), try head.text(for: Stripe.bank)]),
      swipeKeys: try Heads.keys(), now: { noon })
    let events = await collected(reader)
    #expect(events[1].happening == .swipe(Stripe.whole))
    #expect(
      events[2].happening == .swipe(.paymentCard(StripeLengths(one: 34, two: 24, three: 0))))
  }
}
