import Crypto
import CryptoExtras

/// Derived unique key per transaction with AES (ANSI X9.24-3:2017), as a host derives the keys of a
/// device.
public enum AESDUKPT {
  /// The initial key of a device from a base derivation key of 16, 24 or 32 bytes; it has the same
  /// length.
  ///
  /// Throws ``DUKPTError/keyLength(_:)``.
  public static func initialKey(
    from baseKey: SecretBytes, for number: AESKeySerialNumber
  ) throws(DUKPTError) -> SecretBytes {
    let type = try AESKeyType(ofKey: baseKey)
    return try derive(type, usage: initialKeyUsage, tail: number.initialKeyID, from: baseKey)
  }

  /// The key of one transaction, from which the working keys are made.
  ///
  /// Throws ``DUKPTError/counterZero``, ``DUKPTError/counterBits(_:maximum:)`` for a number that no
  /// device sends, ``DUKPTError/keyLength(_:)``.
  public static func transactionKey(
    from initialKey: SecretBytes, for number: AESKeySerialNumber
  ) throws(DUKPTError) -> SecretBytes {
    let type = try AESKeyType(ofKey: initialKey)
    try number.checkCounter()
    var key = initialKey
    for step in TransactionCounter.aes.steps(to: number.counter) {
      key = try derive(
        type, usage: derivationUsage, tail: Array(number.with(counter: step).bytes.suffix(8)),
        from: key)
    }
    return key
  }

  /// The working key for one use of a transaction's key.
  ///
  /// Throws ``DUKPTError/workingKeyTooStrong`` for a type stronger than the transaction's key.
  public static func workingKey(
    _ use: AESKeyUse, _ type: AESKeyType, from transactionKey: SecretBytes,
    for number: AESKeySerialNumber
  ) throws(DUKPTError) -> SecretBytes {
    let own = try AESKeyType(ofKey: transactionKey)
    guard type.strength <= own.strength else { throw .workingKeyTooStrong }
    return try derive(
      type, usage: use.rawValue, tail: Array(number.bytes.suffix(8)), from: transactionKey)
  }

  private static let derivationUsage: UInt16 = 0x8000
  private static let initialKeyUsage: UInt16 = 0x8001

  /// Encrypts one derivation data block for each 16 bytes of the wanted key (X9.24-3, 6.3.2).
  private static func derive(
    _ type: AESKeyType, usage: UInt16, tail: [UInt8], from key: SecretBytes
  ) throws(DUKPTError) -> SecretBytes {
    var derived: [UInt8] = []
    derived.reserveCapacity(32)
    defer { SecretBytes.clear(&derived) }
    let symmetric = key.symmetricKey
    let bits = UInt16(type.byteCount * 8)
    for block in 0..<UInt8((type.byteCount + 15) / 16) {
      let version: UInt8 = 1
      var data: [UInt8] = [
        version, block + 1, UInt8(usage >> 8), UInt8(usage & 0xFF), UInt8(type.rawValue >> 8),
        UInt8(type.rawValue & 0xFF), UInt8(bits >> 8), UInt8(bits & 0xFF),
      ]
      data += tail
      defer { SecretBytes.clear(&data) }
      do {
        try AES.permute(&data, key: symmetric)
      } catch {
        throw .keyLength(key.count)
      }
      derived += data
    }
    return SecretBytes(derived.prefix(type.byteCount))
  }
}
