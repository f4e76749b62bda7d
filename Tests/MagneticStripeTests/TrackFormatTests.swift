import MagneticStripe
import Testing

@Suite("Track formats of ISO/IEC 7811")
struct TrackFormatTests {
  @Test(
    "Lengths, bits and sentinels are those of ISO/IEC 7811-2 and -6",
    arguments: [(TrackNumber.one, 79, 7, "%^?"), (.two, 40, 5, ";=?"), (.three, 107, 5, ";=?")])
  func tables(_ track: TrackNumber, _ length: Int, _ bits: Int, _ marks: String) {
    let format = TrackFormat.iso(track)
    #expect(format.maximumCharacters == length)
    #expect(format.bitsPerCharacter == bits)
    #expect([format.startSentinel, format.fieldSeparator, format.endSentinel] == Array(marks.utf8))
  }

  @Test("Every character of a set has its value, and every value its character")
  func characters() {
    for track in TrackNumber.allCases {
      let format = TrackFormat.iso(track)
      for value in UInt8(0)..<UInt8(1 << format.dataBits) {
        #expect(format.value(of: format.character(of: value)) == value)
      }
      #expect(format.value(of: format.base - 1) == nil)
      #expect(format.value(of: 0x7F) == nil)
    }
  }

  @Test("A track of the greatest length is read, one character more is too long")
  func limits() throws {
    for track in TrackNumber.allCases {
      let format = TrackFormat.iso(track)
      let longest = String(repeating: "7", count: format.maximumData)
      let data = try TrackData(track: track, characters: longest)
      #expect(data.encoded().utf8.count == format.maximumCharacters)
      #expect(format.read(data.encoded()) == .ok(data))
      let start = String(Unicode.Scalar(format.startSentinel))
      let tooLong = TrackRead.error(.tooLong(maximum: format.maximumData))
      #expect(format.read("\(start)7\(longest)?") == tooLong)
      #expect(format.read("\(start)7\(longest)") == tooLong)
      #expect(throws: TrackError.tooLong(maximum: format.maximumData)) {
        try TrackData(track: track, characters: longest + "7")
      }
    }
  }

  @Test(
    "Characters without sentinels, with one, and with both",
    arguments: [
      ("", TrackRead.empty), (";?", .empty), (";123", .error(.noEndSentinel)),
      ("123?", .error(.noStartSentinel)), ("E", .error(.undecodable)),
      (";E?", .error(.undecodable)), (";12A4?", .error(.character(position: 2))),
      (";1;4?", .error(.character(position: 1))), (";1234?44", .error(.character(position: 7))),
    ])
  func sentinels(_ text: String, _ expected: TrackRead) {
    #expect(TrackFormat.iso(.two).read(text) == expected)
  }

  @Test("Lower case on track 1 is a keyboard's caps lock and reads as upper case")
  func lowerCase() throws {
    let data = try TrackData(track: .one, characters: StripeVector.track1.lowercased())
    #expect(data.characters == StripeVector.track1)
    #expect(TrackFormat.iso(.one).read(data.encoded().lowercased()) == .ok(data))
  }

  @Test(
    "Readers' own start sentinels name the character set",
    arguments: [
      (TrackNumber.two, "@AB12?", StripeStandard.other), (.three, "#ID9 %", .aamva),
      (.three, "%ID9?", .aamva), (.three, "&AB12?", .other), (.two, "\u{7F}1234\u{7F}", .jis),
    ])
  func readerSentinels(_ track: TrackNumber, _ text: String, _ standard: StripeStandard) {
    let (read, named) = inReport(text, track: track)
    #expect(named == standard)
    if standard == .jis { #expect(read == .empty) }
  }

  @Test("A track 3 that begins with + is an ISO track, and its LRC is that of the card")
  func plusSentinel() throws {
    let data = try TrackData(track: .three, characters: StripeVector.track3)
    let (read, standard) = inReport("+" + data.encoded().dropFirst(), track: .three)
    #expect(read == .ok(data))
    #expect(standard == nil)
  }

  @Test("A place in a report beyond its end is clamped")
  func clamped() {
    #expect(inReport(";12?", -5..<99, track: .two).read.data?.characters == "12")
    #expect(inReport(";12?", 50..<99, track: .two).read == .empty)
  }
}
