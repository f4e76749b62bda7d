/// Derived unique key per transaction with triple DES (ANSI X9.24-1:2009, annex A), as a host derives
/// the keys of a device.
///
/// Keys have 16 bytes, two DES keys. Parity bits are left as the derivation gives them.
public enum TDESDUKPT {
  /// Bytes of every key.
  public static let keyLength = 16

  /// The initial key of a device (IPEK) from a base derivation key.
  ///
  /// Throws ``DUKPTError/keyLength(_:)`` for a key that has not 16 bytes.
  public static func initialKey(
    from baseKey: SecretBytes, for number: TDESKeySerialNumber
  ) throws(DUKPTError) -> SecretBytes {
    try check(baseKey)
    var left = number.deviceBytes
    var right = number.deviceBytes
    defer {
      SecretBytes.clear(&left)
      SecretBytes.clear(&right)
    }
    try TripleDES.run(.encrypt, .ecb, key: baseKey, &left)
    try TripleDES.run(.encrypt, .ecb, key: baseKey.xor(keyMask), &right)
    return SecretBytes.joining(left, right)
  }

  /// The key of one transaction, from which the working keys are made.
  ///
  /// Throws ``DUKPTError/counterZero``, ``DUKPTError/counterBits(_:maximum:)`` for a number that no
  /// device sends, ``DUKPTError/keyLength(_:)``.
  public static func transactionKey(
    from initialKey: SecretBytes, for number: TDESKeySerialNumber
  ) throws(DUKPTError) -> SecretBytes {
    try check(initialKey)
    try number.checkCounter()
    // The right eight bytes of the number, with the counter's ones put in one by one.
    let register = Array(number.with(counter: 0).bytes.suffix(8))
    var key = initialKey
    for step in TransactionCounter.tdes.steps(to: number.counter) {
      var message = register
      message[5] |= UInt8(truncatingIfNeeded: step >> 16)
      message[6] = UInt8(truncatingIfNeeded: step >> 8)
      message[7] = UInt8(truncatingIfNeeded: step)
      key = try nonReversible(key, message)
    }
    return key
  }

  /// The working key for one use of a transaction's key.
  ///
  /// Throws ``DUKPTError/keyLength(_:)``.
  public static func workingKey(
    _ use: TDESKeyUse, from transactionKey: SecretBytes
  ) throws(DUKPTError) -> SecretBytes {
    try check(transactionKey)
    let variant = transactionKey.xor(use.mask)
    guard use.isEncrypted else { return variant }
    // Each half is encrypted under the whole variant.
    var key = unsafe variant.withBytes { unsafe [UInt8]($0) }
    defer { SecretBytes.clear(&key) }
    try TripleDES.run(.encrypt, .ecb, key: variant, &key)
    return SecretBytes(key)
  }

  /// The first 3 bytes of a block of zeros encrypted under a key: what may be shown of it.
  public static func checkValue(of key: SecretBytes) throws(DUKPTError) -> KeyCheckValue {
    var block = [UInt8](repeating: 0, count: TripleDES.blockSize)
    try TripleDES.run(.encrypt, .ecb, key: key, &block)
    return KeyCheckValue(bytes: Array(block.prefix(3)))
  }

  private static let keyMask: [UInt8] = [0xC0, 0xC0, 0xC0, 0xC0, 0, 0, 0, 0]

  private static func check(_ key: SecretBytes) throws(DUKPTError) {
    guard key.count == keyLength else { throw .keyLength(key.count) }
  }

  /// The non-reversible key generation process: what is known of a later key tells nothing of an
  /// earlier one.
  private static func nonReversible(
    _ key: SecretBytes, _ message: [UInt8]
  ) throws(DUKPTError) -> SecretBytes {
    var right = try half(key, message)
    var left = try half(key.xor(keyMask), message)
    defer {
      SecretBytes.clear(&left)
      SecretBytes.clear(&right)
    }
    return SecretBytes.joining(left, right)
  }

  /// `DES(left half, message ⊕ right half) ⊕ right half`.
  private static func half(
    _ key: SecretBytes, _ message: [UInt8]
  ) throws(DUKPTError) -> [UInt8] {
    var right = unsafe key.withBytes { unsafe [UInt8]($0.suffix(8)) }
    defer { SecretBytes.clear(&right) }
    // Triple DES under the same key twice is single DES, which libcrypto has no longer by default.
    var left = unsafe key.withBytes { unsafe [UInt8]($0.prefix(8)) }
    defer { SecretBytes.clear(&left) }
    let single = SecretBytes.joining(left, left)
    var block = message
    for index in 0..<8 { block[index] ^= right[index] }
    try TripleDES.run(.encrypt, .ecb, key: single, &block)
    for index in 0..<8 { block[index] ^= right[index] }
    return block
  }
}
