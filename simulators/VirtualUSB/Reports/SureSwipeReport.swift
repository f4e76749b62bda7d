/// The input report that a MagTek SureSwipe reader sends for a swipe (manual 99875191): 337 bytes.
///
/// Three status bytes, three lengths, the encode type, then 110 bytes for each track. What lies behind a
/// track's length is undefined; real readers leave remains of earlier swipes there, and so do we.
public enum SureSwipeReport {
  /// Bytes of a report.
  public static let length = 337

  /// The bytes of a report, shorter tracks padded with `remains`.
  ///
  /// - Parameters:
  ///   - tracks: track 1, 2 and 3 with sentinels and without LRC, as the reader's head decodes them;
  ///     an empty text for an empty track. What exceeds 110 characters is cut, as the reader does.
  ///   - remains: the byte that stands behind each track.
  public static func bytes(tracks: [String], remains: UInt8 = 0xA5) -> [UInt8] {
    let found = tracks.map { $0.isEmpty ? SwipedCard.Track.empty : .text($0) }
    var card = SwipedCard()
    for (index, track) in found.prefix(3).enumerated() { card.tracks[index] = track }
    return bytes(card, remains: remains)
  }

  /// The bytes of the report for a card.
  public static func bytes(_ card: SwipedCard, remains: UInt8 = 0xA5) -> [UInt8] {
    let data = card.tracks.map { Array($0.characters.prefix(110)) }
    let status: [UInt8] = card.tracks.map { $0.isUndecodable ? 1 : 0 }
    return status + data.map { UInt8($0.count) } + [encodeType(card)]
      + data.flatMap { $0 + Array(repeating: remains, count: 110 - $0.count) }
  }

  /// 0 for ISO/ABA, 1 for AAMVA, 5 when nothing could be decoded.
  static func encodeType(_ card: SwipedCard) -> UInt8 {
    if card.tracks.allSatisfy({ $0.characters.isEmpty }) { return 5 }
    // AAMVA begins track 3 with % instead of ;.
    return [0x25, 0x23].contains(card.tracks[2].characters.first) ? 1 : 0
  }
}
