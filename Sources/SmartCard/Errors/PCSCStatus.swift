/// A return code of PC/SC, as `winscard` calls give it.
///
/// It is a code, not a closed list: values without a name here survive. On 64-bit Linux the C type is
/// a 64-bit `LONG`, of which only the low 32 bits count.
public struct PCSCStatus: RawRepresentable, Sendable, Hashable, Error {
  /// The low 32 bits of the C value.
  public let rawValue: UInt32

  /// Makes a status from its 32 bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Makes a status from what a C call returned.
  init(_ value: Int) { self.rawValue = UInt32(truncatingIfNeeded: value) }

  /// The name of the C constant, or `nil` for a value without one.
  public var constantName: String? { Self.names[rawValue] }
}

extension PCSCStatus: CustomStringConvertible {
  /// The C constant's name where there is one, and the value in hex.
  public var description: String {
    let hex =
      "0x" + hexadecimal((0..<4).reversed().map { UInt8(truncatingIfNeeded: rawValue >> ($0 * 8)) })
    return constantName.map { "\($0) (\(hex))" } ?? hex
  }
}
