/// What an ID TECH head types in secure output (SecureMag manual 80096504, 10.3 to 10.6): the frame of
/// its reports, each byte as two hexadecimal digits, but the tracks that it shows as they are.
///
/// `02`, length, type, status, the lengths of the tracks, in the enhanced format two bytes that say what
/// is there; then the shown tracks; then encrypted tracks, hashes and the key serial number; LRC, sum,
/// `03`. Length, LRC and sum are those of the typed characters, not of the bytes that they stand for, as
/// lines show that payment companies publish for tests.
///
/// It holds places only, no character of the line.
public struct SecureFrameText: Sendable, Hashable {
  /// Whether the line is such a frame, and keys were lost or came in between.
  public let isDamaged: Bool
  /// Where the characters between length and LRC lie.
  private let body: Range<Int>
  /// Where the shown tracks lie within: masked ones of a card that is encrypted, clear ones of others.
  private let shown: Range<Int>

  /// Finds the frame in a line, or gives `nil` for a line without one.
  ///
  /// Other keys may stand before and behind it. What is but the beginning or the end of a frame counts as a
  /// damaged one, since the masked tracks in it must not be taken for a card's.
  public init?(_ line: Span<UInt8>) {
    for start in line.indices {
      if let (body, shown) = Self.frame(line, start) {
        (self.body, self.shown, isDamaged) = (body, shown, false)
        return
      }
    }
    guard Self.isRest(line) else { return nil }
    (body, shown, isDamaged) = (0..<0, 0..<0, true)
  }

  /// Lends the frame's bytes from its type to its key serial number, and overwrites them afterwards.
  ///
  /// - Parameters:
  ///   - line: the line that the frame was found in.
  ///   - body: what is done with the bytes; it must not keep them.
  public func withBlock<Result>(
    of line: Span<UInt8>, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    var bytes: [UInt8] = []
    // Room for all of it: what grows leaves copies behind.
    bytes.reserveCapacity(self.body.count)
    defer { wipe(&bytes) }
    func append(_ digits: Range<Int>) {
      for index in stride(from: digits.lowerBound, to: digits.upperBound, by: 2) {
        bytes.append(Self.byte(line, index) ?? 0)
      }
    }
    append(self.body.lowerBound..<shown.lowerBound)
    for index in shown { bytes.append(line[index]) }
    append(shown.upperBound..<self.body.upperBound)
    return body(bytes.span)
  }

  /// Digits of the start byte and the length.
  private static let lead = 6
  /// Digits of LRC, sum and end byte.
  private static let trail = 6
  /// Digits of type, status and three lengths.
  private static let header = 10

  /// A whole and sound frame that begins at a place.
  private static func frame(
    _ line: Span<UInt8>, _ start: Int
  ) -> (body: Range<Int>, shown: Range<Int>)? {
    guard byte(line, start) == 0x02, let low = byte(line, start + 2),
      let high = byte(line, start + 4)
    else { return nil }
    let body = start + lead..<start + lead + (Int(low) | Int(high) << 8)
    guard body.count >= header, body.upperBound + trail <= line.count,
      byte(line, body.upperBound + 4) == 0x03, isSound(line, body),
      let shown = shown(line, body)
    else { return nil }
    let isWhole = [body.lowerBound..<shown.lowerBound, shown.upperBound..<body.upperBound]
      .allSatisfy { digits in digits.count % 2 == 0 && digits.allSatisfy { isDigit(line[$0]) } }
    return isWhole ? (body, shown) : nil
  }

  private static func isSound(_ line: Span<UInt8>, _ body: Range<Int>) -> Bool {
    var exclusiveOr: UInt8 = 0
    var sum: UInt8 = 0
    for index in body {
      exclusiveOr ^= line[index]
      sum &+= line[index]
    }
    return byte(line, body.upperBound) == exclusiveOr && byte(line, body.upperBound + 2) == sum
  }

  /// Where the shown tracks lie; `nil` where the header's lengths do not fit.
  private static func shown(_ line: Span<UInt8>, _ body: Range<Int>) -> Range<Int>? {
    guard let type = byte(line, body.lowerBound) else { return nil }
    let lengths = (2...4).map { Int(byte(line, body.lowerBound + 2 * $0) ?? 0) }
    let isEnhanced = type & 0x80 != 0
    let start = body.lowerBound + header + (isEnhanced ? 4 : 0)
    // The enhanced format says which tracks it shows. The original one shows all, but for bits (type 4).
    let which: UInt8 =
      isEnhanced
      ? byte(line, body.lowerBound + header) ?? 0 : type == 4 ? 0 : 0b111
    let count = (0..<3).reduce(0) { $0 + (which >> UInt8($1) & 1 == 1 ? lengths[$1] : 0) }
    return start + count <= body.upperBound ? start..<start + count : nil
  }

  /// Whether a line looks like a part of a frame: the digits of the header right before a track, or those
  /// of encrypted tracks and key serial number behind the last one.
  private static func isRest(_ line: Span<UInt8>) -> Bool {
    let end = line.indices.last { line[$0] > 0x20 }.map { $0 + 1 } ?? 0
    // `|` is another maker's mark.
    guard let track = (0..<end).first(where: { WedgeStart.isCertain(line[$0]) }),
      !(track..<end).contains(where: { line[$0] == 0x7C })
    else { return false }
    let before = digits(line, before: track)
    let isHeader =
      before.count >= lead + header - 2
      && before.dropLast().contains { line[$0] == 0x30 && line[$0 + 1] == 0x32 }
    let behind = digits(line, before: end)
    // The end sentinel stands before them, or the LRC behind it.
    return isHeader
      || behind.count >= 40
        && (max(0, behind.lowerBound - 2)..<behind.lowerBound).contains { line[$0] == 0x3F }
  }

  /// The run of hexadecimal digits that ends at a place.
  private static func digits(_ line: Span<UInt8>, before end: Int) -> Range<Int> {
    let other = (0..<end).last { !isDigit(line[$0]) }
    return (other.map { $0 + 1 } ?? 0)..<end
  }

  private static func byte(_ line: Span<UInt8>, _ index: Int) -> UInt8? {
    HexadecimalDigits.byte(line, index)
  }

  private static func isDigit(_ character: UInt8) -> Bool {
    HexadecimalDigits.value(character) != nil
  }
}
