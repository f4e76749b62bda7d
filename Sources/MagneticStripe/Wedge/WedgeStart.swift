/// What a start sentinel in keyboard-wedge text begins.
struct WedgeStart {
  let format: TrackFormat
  let standard: StripeStandard?
  /// The track that begins with the same character, if this may be its repetition.
  let repeats: TrackNumber?

  /// Whether a byte can begin a track wherever it stands.
  static func isCertain(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "%") || byte == UInt8(ascii: ";")
  }

  /// Whether a byte can begin a track at the start of the line or right behind another track.
  static func isPossible(_ byte: UInt8) -> Bool {
    isCertain(byte) || "+#&@".utf8.contains(byte)
  }

  /// What `byte` begins, given the tracks that came before it.
  init?(_ byte: UInt8, taken: Set<TrackNumber>) {
    func isTaken(_ track: TrackNumber) -> Bool { taken.contains(track) }
    switch byte {
    case UInt8(ascii: "%"):
      // ID TECH begins the third track of a driving licence as track 1.
      let isThird = isTaken(.one) && !isTaken(.three)
      self.init(
        isThird ? .aamvaTrack3 : .iso(.one), isThird ? .aamva : nil,
        repeats: isThird ? .one : nil)
    case UInt8(ascii: ";"):
      // ID TECH begins an ISO track 3 as track 2.
      let isThird = isTaken(.two) && !isTaken(.three)
      self.init(.iso(isThird ? .three : .two), repeats: isThird ? .two : nil)
    case UInt8(ascii: "+"): self.init(.iso(.three))
    case UInt8(ascii: "#"): self.init(.aamvaTrack3, .aamva)
    case UInt8(ascii: "&"): self.init(.alphanumeric(.three, maximum: 107), .other)
    case UInt8(ascii: "@"): self.init(.alphanumeric(.two, maximum: 40), .other)
    default: return nil
    }
  }

  private init(
    _ format: TrackFormat, _ standard: StripeStandard? = nil, repeats: TrackNumber? = nil
  ) {
    self.format = format
    self.standard = standard
    self.repeats = repeats
  }
}
