/// A key serial number of AES DUKPT (ANSI X9.24-3): 32 bits each for base derivation key, device and
/// transaction.
public struct AESKeySerialNumber: Sendable, Hashable {
  /// Bytes of a number.
  public static let byteCount = 12
  /// The greatest counter that a device uses: sixteen ones and sixteen zeros.
  public static let lastCounter: UInt32 = 0xFFFF_0000

  /// All twelve bytes, the high one first.
  public let bytes: [UInt8]

  /// Takes twelve bytes. Throws ``DUKPTError/serialNumberLength(_:)``.
  public init(_ bytes: [UInt8]) throws(DUKPTError) {
    guard bytes.count == Self.byteCount else { throw .serialNumberLength(bytes.count) }
    self.bytes = bytes
  }

  private init(unchecked bytes: [UInt8]) { self.bytes = bytes }

  /// Which base derivation key: the first four bytes.
  public var baseKeyID: [UInt8] { Array(bytes[..<4]) }

  /// Which device under that key: the next four bytes.
  public var derivationID: [UInt8] { Array(bytes[4..<8]) }

  /// Which initial key: both of them.
  public var initialKeyID: [UInt8] { Array(bytes[..<8]) }

  /// The transaction counter, 0 for a device that has just got its key.
  public var counter: UInt32 { bytes[8...].reduce(0) { $0 << 8 | UInt32($1) } }

  /// The number of the same device at another transaction.
  public func with(counter: UInt32) -> AESKeySerialNumber {
    let shifts: [UInt32] = [24, 16, 8, 0]
    return AESKeySerialNumber(
      unchecked: bytes[..<8] + shifts.map { UInt8(truncatingIfNeeded: counter >> $0) })
  }

  /// The number of the next transaction; counters with more than sixteen ones are passed over.
  ///
  /// Throws ``DUKPTError/exhausted`` behind the last one.
  public func next() throws(DUKPTError) -> AESKeySerialNumber {
    with(counter: try TransactionCounter.aes.next(after: counter))
  }

  /// Throws unless a device can have sent this number: ``DUKPTError/counterZero`` or
  /// ``DUKPTError/counterBits(_:maximum:)``.
  public func checkCounter() throws(DUKPTError) { try TransactionCounter.aes.check(counter) }
}
