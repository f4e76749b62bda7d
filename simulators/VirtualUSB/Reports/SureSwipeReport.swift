/// The input report that a MagTek SureSwipe reader sends for a swipe (manual 99875191): 337 bytes.
///
/// Three status bytes, three lengths, the encode type, then 110 bytes for each track. What lies behind a
/// track's length is undefined; real readers leave remains of earlier swipes there, and so do we.
public enum SureSwipeReport {
  /// The bytes of a report, shorter tracks padded with `remains`.
  ///
  /// - Parameters:
  ///   - tracks: track 1, 2 and 3 with sentinels and without LRC, as the reader's head decodes them;
  ///     an empty text for an empty track. What exceeds 110 characters is cut, as the reader does.
  ///   - remains: the byte that stands behind each track.
  public static func bytes(tracks: [String], remains: UInt8 = 0xA5) -> [UInt8] {
    let data = (0..<3).map { index in
      index < tracks.count ? Array(tracks[index].utf8.prefix(110)) : []
    }
    let status: [UInt8] = [0, 0, 0]
    let lengths = data.map { UInt8($0.count) }
    let isoEncoding: UInt8 = 0
    return status + lengths + [isoEncoding]
      + data.flatMap { $0 + Array(repeating: remains, count: 110 - $0.count) }
  }
}
