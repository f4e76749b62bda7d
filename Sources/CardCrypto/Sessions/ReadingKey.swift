/// The card key that a store without the right to issue opens sessions with.
///
/// The other keys of a card write it. Whoever opened a session with them could take the card over, so a
/// till's store refuses.
public enum ReadingKey {
  /// The key number with which the diversification of the reading key ends.
  public static let keyNumber: UInt8 = 0x01

  /// Throws ``KeyStoreError/noIssuingRight(year:)`` where a session needs more than the right held.
  public static func check(
    year: Int, diversification: [UInt8], right: KeyRight
  ) throws(KeyStoreError) {
    guard right == .issue || diversification.last == keyNumber else {
      throw .noIssuingRight(year: year)
    }
  }
}
