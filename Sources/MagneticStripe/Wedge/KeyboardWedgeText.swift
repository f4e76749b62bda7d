/// Keyboard-wedge text: what a reader types when a card is swiped.
///
/// `[%track 1?][;track 2?][+track 3?]`, with or without the LRC behind each `?`, in any order of
/// tracks. Understood beside it: MagTek's start sentinels for other character sets (`@` for a
/// 7-bit track 2, `#` and `&` for a 7-bit track 3, manual 99875206), ID TECH's third track that begins
/// with `;` or `%` again, `E` in place of a track that the reader could not decode, lower case (a
/// keyboard with caps lock), a carriage return between tracks or at the end, and what other keys
/// typed before, between or behind the tracks. Of what an ID TECH head types in secure output no track is
/// read here (see ``SecureFrameText``).
public enum KeyboardWedgeText {
  /// Reads one line.
  ///
  /// Never fails: whatever is wrong stands in the track that it concerns. A line that is empty gives
  /// three empty tracks; one that is not, but holds no start sentinel, three times
  /// ``TrackError/noStartSentinel``.
  public static func read(_ line: String, filter: PaymentCardFilter = .standard) -> StripeRead {
    var bytes = [UInt8](line.utf8)
    defer { wipe(&bytes) }
    return read(bytes.span, filter: filter)
  }

  /// Reads one line of bytes, which the caller keeps and may overwrite.
  public static func read(
    _ line: Span<UInt8>, filter: PaymentCardFilter = .standard
  ) -> StripeRead {
    // The tracks that a head shows in secure output are masked, or clear and inside its frame: reading
    // them needs the frame's fields, and most often its key.
    if let frame = SecureFrameText(line) {
      let read = TrackRead.error(frame.isDamaged ? .checksum : .encrypted(keySerialNumber: nil))
      return StripeRead(one: read, two: read, three: read, filter: filter)
    }
    return readTracks(line, filter: filter)
  }

  /// Reads a line that is no ``SecureFrameText``, which has been found out already.
  package static func readTracks(
    _ line: Span<UInt8>, filter: PaymentCardFilter
  ) -> StripeRead {
    WedgeScanner(line).swipe(filter: filter)
  }
}
