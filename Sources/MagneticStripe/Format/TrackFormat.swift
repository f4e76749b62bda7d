/// How one track is written: character set, sentinels, parity and length.
///
/// The three formats of ISO/IEC 7811-2 and -6 are ``iso(_:)``; ``aamvaTrack3`` is the alphanumeric
/// third track of North American driving licences.
public struct TrackFormat: Sendable, Hashable {
  /// The track.
  public let track: TrackNumber
  /// Data bits of one character, least significant first on the card.
  public let dataBits: Int
  /// The ASCII character of the value 0; the character of value n is this one plus n.
  public let base: UInt8
  /// The ASCII character that begins the track.
  public let startSentinel: UInt8
  /// The ASCII character that separates fields.
  public let fieldSeparator: UInt8
  /// The ASCII character that ends the data.
  public let endSentinel: UInt8
  /// The most characters on the track: sentinels and LRC included.
  public let maximumCharacters: Int

  /// Bits of one character on the card: data bits and one bit of odd parity.
  public var bitsPerCharacter: Int { dataBits + 1 }

  /// The most characters between the sentinels.
  public var maximumData: Int { maximumCharacters - 3 }

  /// The format of ISO/IEC 7811: 79 alphanumeric characters on track 1, 40 digits on track 2,
  /// 107 digits on track 3.
  public static func iso(_ track: TrackNumber) -> TrackFormat {
    switch track {
    case .one: alphanumeric(.one, maximum: 79)
    case .two: numeric(.two, maximum: 40)
    case .three: numeric(.three, maximum: 107)
    }
  }

  /// The third track of the AAMVA card: 82 alphanumeric characters.
  public static let aamvaTrack3 = alphanumeric(.three, maximum: 82)

  /// A track of 6 data bits, ASCII 0x20 to 0x5F.
  static func alphanumeric(_ track: TrackNumber, maximum: Int) -> TrackFormat {
    TrackFormat(
      track: track, dataBits: 6, base: 0x20, startSentinel: UInt8(ascii: "%"),
      fieldSeparator: UInt8(ascii: "^"), endSentinel: UInt8(ascii: "?"), maximumCharacters: maximum)
  }

  /// A track of 4 data bits, ASCII 0x30 to 0x3F.
  static func numeric(_ track: TrackNumber, maximum: Int) -> TrackFormat {
    TrackFormat(
      track: track, dataBits: 4, base: 0x30, startSentinel: UInt8(ascii: ";"),
      fieldSeparator: UInt8(ascii: "="), endSentinel: UInt8(ascii: "?"), maximumCharacters: maximum)
  }
}

extension TrackFormat {
  /// The value of an ASCII character in this set, or `nil` if the set does not have it.
  ///
  /// Lower case counts as upper case: no track has lower case, but a keyboard with caps lock does.
  public func value(of character: UInt8) -> UInt8? {
    let upper = folded(character)
    guard upper >= base, Int(upper) - Int(base) < 1 << dataBits else { return nil }
    return upper - base
  }

  /// The ASCII character of a value; bits beyond the set's are ignored.
  public func character(of value: UInt8) -> UInt8 {
    base + (value & (1 << UInt8(dataBits) - 1))
  }

  /// An ASCII letter in upper case where the set has letters; any other character as it is.
  func folded(_ character: UInt8) -> UInt8 {
    dataBits == 6 && (0x61...0x7A).contains(character) ? character - 0x20 : character
  }

  /// Whether a character may stand between the sentinels.
  func isData(_ character: UInt8) -> Bool {
    value(of: character) != nil && character != startSentinel && character != endSentinel
  }

  /// Checks that `bytes[range]` can stand between the sentinels.
  func checkData(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(TrackError) {
    guard range.count <= maximumData else { throw .tooLong(maximum: maximumData) }
    for index in range where !isData(bytes[index]) {
      throw .character(position: index - range.lowerBound)
    }
  }
}
