/// Says which key a device encrypted with: whose base derivation key, which device, which transaction.
/// It is public and goes with the encrypted data in clear.
public enum KeySerialNumber: Sendable, Hashable, CustomStringConvertible {
  /// TDES DUKPT (ANSI X9.24-1): 80 bits.
  case tdes(TDESKeySerialNumber)
  /// AES DUKPT (ANSI X9.24-3): 96 bits.
  case aes(AESKeySerialNumber)

  /// Takes 10 bytes as a TDES number and 12 as an AES one.
  ///
  /// Throws ``DUKPTError/serialNumberLength(_:)`` for any other length.
  public init(_ bytes: [UInt8]) throws(DUKPTError) {
    self =
      bytes.count == AESKeySerialNumber.byteCount
      ? .aes(try AESKeySerialNumber(bytes)) : .tdes(try TDESKeySerialNumber(bytes))
  }

  /// Which of the two it is.
  public var algorithm: DUKPTAlgorithm {
    switch self {
    case .tdes: .tdes
    case .aes: .aes
    }
  }

  /// All bytes, the high one first.
  public var bytes: [UInt8] {
    switch self {
    case .tdes(let number): number.bytes
    case .aes(let number): number.bytes
    }
  }

  /// The bytes that name key and device: the first 8, without the counter.
  public var deviceBytes: [UInt8] {
    switch self {
    case .tdes(let number): number.deviceBytes
    case .aes(let number): number.initialKeyID
    }
  }

  /// Hexadecimal digits in upper case.
  public var description: String { Hex.text(bytes).uppercased() }
}

/// The two ways of deriving a key for each transaction.
public enum DUKPTAlgorithm: String, Sendable, Hashable, CaseIterable, Codable {
  /// Triple DES with two keys (ANSI X9.24-1).
  case tdes
  /// AES (ANSI X9.24-3).
  case aes
}
