/// One command to a card, as ISO/IEC 7816-4 frames it: four header bytes, data, and how much the
/// card may answer.
///
/// The seven encodings (cases 1, 2S, 3S, 4S, 2E, 3E, 4E) follow from ``data`` and
/// ``expectedLength``; ``encoded(as:)`` chooses the shortest one that fits.
public struct CommandAPDU: Sendable, Hashable {
  /// Class byte: interindustry or proprietary, chaining, secure messaging, logical channel.
  public var cla: UInt8
  /// Instruction byte.
  public var ins: UInt8
  /// First parameter byte.
  public var p1: UInt8
  /// Second parameter byte.
  public var p2: UInt8
  /// The command's data, 0 to 65,535 bytes.
  public var data: [UInt8]
  /// Ne: the most bytes of data that the card may answer, 1 to 65,536; `nil` if no data is expected.
  public var expectedLength: Int?

  /// Makes a command. Lengths are checked when it is encoded.
  public init(
    cla: UInt8, ins: UInt8, p1: UInt8, p2: UInt8, data: [UInt8] = [], expectedLength: Int? = nil
  ) {
    self.cla = cla
    self.ins = ins
    self.p1 = p1
    self.p2 = p2
    self.data = data
    self.expectedLength = expectedLength
  }

  /// Whether only an extended-length encoding can carry it.
  public var needsExtendedLength: Bool { data.count > 255 || (expectedLength ?? 0) > 256 }

  /// The four header bytes: CLA INS P1 P2.
  public var header: [UInt8] { [cla, ins, p1, p2] }

  /// Which lengths an encoding uses.
  public enum Form: Sendable, Hashable {
    /// Short lengths where they fit, else extended ones.
    case shortest
    /// One-byte lengths: up to 255 bytes of data and 256 of answer.
    case short
    /// Three-byte Lc and two- or three-byte Le, even where short ones would do.
    case extended
  }
}

extension CommandAPDU: CustomStringConvertible {
  /// The header in hex and the lengths; never the data, which may be a PIN or a key.
  public var description: String {
    var words = hexadecimal(header)
    if !data.isEmpty { words += " Lc=\(data.count)" }
    if let expectedLength { words += " Ne=\(expectedLength)" }
    return words
  }
}
