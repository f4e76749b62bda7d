/// A key serial number of TDES DUKPT (ANSI X9.24-1): 59 bits for key set and device, 21 for the
/// transaction.
public struct TDESKeySerialNumber: Sendable, Hashable {
  /// Bytes of a number.
  public static let byteCount = 10
  /// The greatest counter that a device uses: ten ones and eleven zeros.
  public static let lastCounter: UInt32 = 0x1F_F800

  /// All ten bytes, the high one first.
  public let bytes: [UInt8]

  /// Takes ten bytes; a shorter number is filled up with `FF` in front by the device.
  ///
  /// Throws ``DUKPTError/serialNumberLength(_:)``.
  public init(_ bytes: [UInt8]) throws(DUKPTError) {
    guard bytes.count == Self.byteCount else { throw .serialNumberLength(bytes.count) }
    self.bytes = bytes
  }

  private init(unchecked bytes: [UInt8]) { self.bytes = bytes }

  /// The transaction counter, 0 for a device that has just got its key.
  public var counter: UInt32 {
    UInt32(bytes[7] & 0x1F) << 16 | UInt32(bytes[8]) << 8 | UInt32(bytes[9])
  }

  /// The first eight bytes without the bits of the counter: key set and device.
  public var deviceBytes: [UInt8] { Array(bytes[..<7]) + [bytes[7] & 0xE0] }

  /// The number of the same device at another transaction; bits above 21 are left out.
  public func with(counter: UInt32) -> TDESKeySerialNumber {
    var changed = bytes
    changed[7] = bytes[7] & 0xE0 | UInt8(truncatingIfNeeded: counter >> 16) & 0x1F
    changed[8] = UInt8(truncatingIfNeeded: counter >> 8)
    changed[9] = UInt8(truncatingIfNeeded: counter)
    return TDESKeySerialNumber(unchecked: changed)
  }

  /// The number of the next transaction; counters with more than ten ones are passed over.
  ///
  /// Throws ``DUKPTError/exhausted`` behind the last of the 1,048,575 transactions.
  public func next() throws(DUKPTError) -> TDESKeySerialNumber {
    with(counter: try TransactionCounter.tdes.next(after: counter))
  }

  /// Throws unless a device can have sent this number: ``DUKPTError/counterZero`` or
  /// ``DUKPTError/counterBits(_:maximum:)``.
  public func checkCounter() throws(DUKPTError) { try TransactionCounter.tdes.check(counter) }
}
