import MagneticStripe
import Testing

@Suite("Longitudinal redundancy check")
struct RedundancyTests {
  @Test("The LRC of each published track 2 is the published one", arguments: StripeVector.all)
  func published(_ vector: StripeVector) {
    let check = TrackFormat.iso(.two).redundancyCheck(over: Array(vector.data.utf8).span)
    #expect(Character(Unicode.Scalar(check)) == vector.check)
  }

  @Test("A track encoded with its LRC reads back; so does one without", arguments: StripeVector.all)
  func encoded(_ vector: StripeVector) throws {
    let data = try TrackData(track: .two, characters: vector.data)
    #expect(data.encoded() == vector.withCheck)
    #expect(data.encoded(redundancyCheck: false) == vector.text)
    #expect(TrackFormat.iso(.two).read(data.encoded()) == .ok(data))
    #expect(TrackFormat.iso(.two).read(vector.text) == .ok(data))
    #expect(TrackFormat.iso(.two).read(vector.data) == .ok(data))
  }

  @Test("Every other character in the LRC's place is refused", arguments: StripeVector.all)
  func wrong(_ vector: StripeVector) {
    for byte in UInt8(0x30)...0x3F where byte != vector.check.asciiValue {
      let text = vector.text + String(Unicode.Scalar(byte))
      #expect(TrackFormat.iso(.two).read(text) == .error(.redundancy))
      #expect(KeyboardWedgeText.read(text).trackError(.two) == .redundancy)
    }
  }

  @Test("Track 1 and track 3 carry an LRC of their own character set")
  func otherTracks() throws {
    for (track, characters) in [
      (TrackNumber.one, StripeVector.track1), (.three, StripeVector.track3),
    ] {
      let data = try TrackData(track: track, characters: characters)
      #expect(TrackFormat.iso(track).read(data.encoded()) == .ok(data))
    }
  }
}
