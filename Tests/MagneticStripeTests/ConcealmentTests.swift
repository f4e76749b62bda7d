import MagneticStripe
import Testing

@Suite("Card data do not print")
struct ConcealmentTests {
  @Test("A swipe shows no character of its tracks, however it is printed")
  func swipe() throws {
    let swipe = KeyboardWedgeText.read("%\(StripeVector.track1)?\(StripeVector.all[0].text)")
    let tracks = try #require(swipe.tracks)
    let data = try #require(tracks.two.data)
    let fields = try CardFields(data)
    var shown = [
      "\(swipe)", String(reflecting: swipe), "\(data)", "\(fields)", "\(tracks.readable)",
    ]
    for value in [swipe as Any, data, fields, fields.number, fields.discretionaryData] {
      var dumped = ""
      dump(value, to: &dumped)
      shown.append(dumped)
      shown.append(String(describing: value))
      shown.append(String(reflecting: value))
    }
    for text in shown {
      #expect(!text.contains("9156"))
      #expect(!text.contains("966065963249"))
    }
    #expect("\(data)" == "••••")
    #expect(String(reflecting: fields.number) == "••••")
  }

  @Test("Asked for, the characters come, with their count")
  func asked() throws {
    let data = try TrackData(track: .two, characters: "123=")
    #expect(data.characters == "123=")
    #expect(data.count == 4)
    #expect(data.withCharacters { $0[3] } == UInt8(ascii: "="))
  }

  @Test("Equality compares track and characters")
  func equality() throws {
    let data = try TrackData(track: .two, characters: "123")
    #expect(data == (try TrackData(track: .two, characters: "123")))
    #expect(data != (try TrackData(track: .two, characters: "124")))
    #expect(data != (try TrackData(track: .two, characters: "1234")))
    #expect(data != (try TrackData(track: .three, characters: "123")))
  }

  @Test("An error names places and lengths, and has a code of its own")
  func errors() {
    let errors: [TrackError] = [
      .undecodable, .noStartSentinel, .noEndSentinel, .tooLong(maximum: 37),
      .character(position: 3), .parity(position: 3), .redundancy,
      .cutShort(stated: 5, present: 2), .repeated, .encrypted(keySerialNumber: nil),
    ]
    #expect(Set(errors.map(\.code)).count == errors.count)
  }
}
