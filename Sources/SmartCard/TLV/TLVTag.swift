/// A BER-TLV tag of up to four bytes (ISO/IEC 7816-4, ISO/IEC 8825-1), such as `6F` or `5FC102`.
///
/// The raw value is the tag's bytes read as a big-endian number, as card documents write it.
public struct TLVTag: RawRepresentable, Sendable, Hashable, ExpressibleByIntegerLiteral {
  /// The tag's bytes as a big-endian number.
  public let rawValue: UInt32

  /// Makes a tag from its bytes as a number, such as `0x5FC102`.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Makes a tag from a literal.
  public init(integerLiteral value: UInt32) { self.rawValue = value }

  /// The tag's bytes, most significant first.
  public var bytes: [UInt8] {
    let all = (0..<4).reversed().map { UInt8(truncatingIfNeeded: rawValue >> ($0 * 8)) }
    let leading = all.prefix(3).prefix { $0 == 0 }.count
    return Array(all[leading...])
  }

  /// Whether the value is itself a sequence of TLVs: bit 6 of the first byte.
  public var isConstructed: Bool { bytes[0] & 0x20 != 0 }

  /// Universal, application, context-specific or private: the first byte's upper two bits.
  public enum Class: UInt8, Sendable, Hashable {
    /// Tags `00` to `3F`.
    case universal = 0
    /// Tags `40` to `7F`.
    case application = 1
    /// Tags `80` to `BF`.
    case contextSpecific = 2
    /// Tags `C0` to `FF`.
    case `private` = 3
  }

  /// The tag's class.
  public var tagClass: Class { Class(rawValue: bytes[0] >> 6) ?? .universal }
}

extension TLVTag: CustomStringConvertible {
  /// The tag in hex, such as `5FC102`.
  public var description: String { hexadecimal(bytes) }
}
