import MagneticStripe
import TestSupport
import Testing

@Suite("What an encrypting head types")
struct EncryptedHeadTextTests {
  /// Lines that readers typed: example 12 of MagTek manual 99875475, and a swipe of a payment
  /// company's test card that ActiveMerchant's tests publish.
  static let published = [
    magneSafeExample12,
    "%B4003000050006781^TEST/MPS^19120000000000000?;4003000050006781=19120000000000000000?|0600|7EFC7C"
      + "D505B74493DC4B01B8506E7B927B947ED2EDBF34E8DB470909238BC1ABAB007BFBB5395A730A48BFC2CD021260|9EF"
      + "440CE67CAD230A307B5581F063AB8B8971E32F26F7CC64C2C15A274B8BD0E220334C8E964E719||61401000|C95DAB"
      + "4041E723946C54A63066108634DD24A93E587BDDCF49A0459C5649464B6ABFE8CB714AEB4B3B7F7F803E22548B7E23"
      + "292200F92D74|B29C0D1120214AA|8BCE84619C673F4F|9012090B29C0D1000003|D860||1000",
  ]

  private func typed(_ line: String) -> EncryptedHeadText? {
    EncryptedHeadText(Array(line.utf8).span)
  }

  @Test("Published lines: their CRC fits, their key is named, their tracks are whole blocks")
  func lines() throws {
    let numbers = ["FFFF9876543210E00008", "9012090B29C0D1000003"]
    for (line, number) in zip(Self.published, numbers) {
      let head = try #require(typed(line))
      #expect(head.isEncrypting && !head.isExhausted && !head.isDamaged)
      #expect(head.keySerialNumberText == number)
      #expect(head.tracks.values.allSatisfy { $0.count % 8 == 0 })
      #expect(
        KeyboardWedgeText.read(line).trackError(.two) == .encrypted(keySerialNumber: number))
    }
    #expect(
      typed(Self.published[0])?.tracks.mapValues(\.count) == [.one: 64, .two: 40, .three: 32])
    #expect(
      typed(Self.published[1])?.tracks.keys.sorted { $0.rawValue < $1.rawValue } == [.one, .two])
  }

  @Test("Every character that was lost, doubled or changed is noticed")
  func damaged() throws {
    let line = Array(Self.published[1].utf8)
    // Behind it stand the CRC itself, the encrypted CRC and the format code.
    let end = line.count - "D860||1000".utf8.count
    for index in 0..<end {
      var lost = line
      lost.remove(at: index)
      var doubled = line
      doubled.insert(line[index], at: index)
      var changed = line
      changed[index] ^= 1
      for wrong in [lost, doubled, changed] where wrong != line {
        let swipe = KeyboardWedgeText.read(wrong.span)
        #expect(swipe.tracks?.readable == [], "\(index)")
        #expect(EncryptedHeadText(wrong.span)?.isDamaged != false, "\(index)")
      }
    }
    var other = line
    other[end] ^= 1
    #expect(KeyboardWedgeText.read(other.span).trackError(.two) == .checksum)
  }

  @Test("A key before the swipe does no harm, and neither does a counter behind the key's number")
  func around() throws {
    #expect(typed("x" + Self.published[1])?.isDamaged == false)
    let counted = Self.published[1].replacing("|D860|", with: "|000003|D860|")
    #expect(typed(counted)?.isDamaged == true)
    // No CRC: a setting of the reader.
    #expect(typed(Self.published[1].replacing("|D860|", with: "||"))?.isDamaged == false)
  }

  @Test("A start sentinel behind the CRC alone is no beginning of what it covers")
  func startBehind() {
    for line in ["|||||||||F|DDef\u{1}\u{0}l;;0?", "7~}||||||||||304`;z|DDEF|;1=2?"] {
      #expect(KeyboardWedgeText.read(line).tracks?.readable == [])
    }
    #expect(typed("|||||||||F|DDef\u{1}\u{0}l;;0?")?.isDamaged == true)
  }

  @Test("A head that has used up its keys says so")
  func exhausted() {
    let swipe = KeyboardWedgeText.read("|0701|||||||||")
    for track in TrackNumber.allCases { #expect(swipe.trackError(track) == .keysExhausted) }
  }

  @Test("Of a head that does not encrypt no track is kept, and the tracks before its fields count")
  func clear() {
    let line = ";9156880012345672=26127011966065963249?|0000||3B39313536|"
    #expect(typed(line)?.tracks == [:])
    #expect(KeyboardWedgeText.read(line).tracks?.two.data != nil)
    #expect(typed(";1=2?") == nil)
  }
}
