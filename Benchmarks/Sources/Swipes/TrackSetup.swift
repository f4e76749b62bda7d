import CardCrypto
import CardReaders
import MagneticStripe
import VirtualUSB

/// The stripe of a published VIP card, with sentinels, without LRC.
package enum PublishedStripe {
  package static let tracks = [
    "%V9156880012345672^ /^26127011966065963249?", ";9156880012345672=26127011966065963249?",
    ";9156880012345672=000001731432787370?",
  ]

  /// The same as a card of the simulators.
  static let card = SwipedCard(
    one: .text(tracks[0]), two: .text(tracks[1]), three: .text("+" + tracks[2].dropFirst()))
}

/// The bits of three tracks as a head reads them.
package struct BitsSetup: Sendable {
  package let tracks: [(format: TrackFormat, bits: TrackBits)]
  private let backwards: [(format: TrackFormat, bits: TrackBits)]

  package init() throws {
    tracks = try zip(TrackNumber.allCases, PublishedStripe.tracks).map { track, text in
      let format = TrackFormat.iso(track)
      return (format, format.bits(of: try known(format.read(text).data)))
    }
    backwards = tracks.map { ($0.format, TrackBits($0.bits.bits.reversed())) }
    _ = try known(reversedTwo().data)
    _ = try decoded()
  }

  /// Characters and fields of every track.
  package func decoded(isReversed: Bool = false) throws -> Int {
    var count = 0
    for (format, bits) in isReversed ? backwards : tracks {
      let data = try known(format.read(bits).data)
      count += data.count
      // ISO/IEC 7813 has no fields of this kind on track 3.
      if data.track != .three { count += try CardFields(data).number.count }
    }
    return count
  }

  /// Track 2 of a card that is pulled the other way.
  package func reversedTwo() -> TrackRead { tracks[1].format.read(backwards[1].bits) }
}

/// What readers type for the card.
package struct TextSetup: Sendable {
  private let line: [UInt8]
  private let masked: [UInt8]
  private let framed: [UInt8]
  private let decoder: WedgeTextDecoder

  package init() throws {
    line = Array(
      (PublishedStripe.tracks[0] + PublishedStripe.tracks[1] + "+"
        + PublishedStripe.tracks[2].dropFirst()).utf8)
    var head = MagneSafeHead(key: try SwipeSetup.key())
    masked = head.text(for: PublishedStripe.tracks)
    var framing = SecureMagHead(key: try SwipeSetup.key())
    framed = try framing.text(for: PublishedStripe.tracks)
    decoder = WedgeTextDecoder(swipeKeys: try SwipeSetup.keys())
    _ = try known(clear().tracks?.three.data)
    _ = try known(encrypted().tracks?.three.data)
    _ = try known(secure().tracks?.three.data)
  }

  package func clear() -> StripeRead { decoder.decode(line.span) }

  package func encrypted() -> StripeRead { decoder.decode(masked.span) }

  package func secure() -> StripeRead { decoder.decode(framed.span) }
}
