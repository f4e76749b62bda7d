import Crypto
import CryptoExtras

/// AES key wrap (RFC 3394, NIST SP 800-38F KW).
public enum AESKeyWrap {
  /// Wraps a secret of 16 or more bytes, a multiple of 8; the result is 8 bytes longer.
  ///
  /// Throws ``KeyStoreError/invalidKey(length:)`` when either length does not fit.
  public static func wrap(
    _ secret: SecretBytes, under keyEncryptionKey: SecretBytes
  ) throws(KeyStoreError) -> [UInt8] {
    guard secret.count >= 16, secret.count % 8 == 0 else { throw .invalidKey(length: secret.count) }
    do {
      return Array(
        try AES.KeyWrap.wrap(secret.symmetricKey, using: keyEncryptionKey.symmetricKey))
    } catch {
      throw .invalidKey(length: keyEncryptionKey.count)
    }
  }

  /// Unwraps, or returns `nil` when the key-encryption key is another one or any bit was changed.
  public static func unwrap(
    _ wrapped: some Collection<UInt8>, under keyEncryptionKey: SecretBytes
  ) -> SecretBytes? {
    guard wrapped.count >= 24, wrapped.count % 8 == 0,
      [16, 24, 32].contains(keyEncryptionKey.count)
    else { return nil }
    // RFC 3394, 2.2.2, done here in memory that is cleared: a library's own buffer is freed as it is,
    // and the key would stay in the heap.
    let key = keyEncryptionKey.symmetricKey
    var registers = Array(wrapped)
    var block = [UInt8](repeating: 0, count: 16)
    defer {
      SecretBytes.clear(&registers)
      SecretBytes.clear(&block)
    }
    let count = registers.count / 8 - 1
    for step in stride(from: 6 * count, to: 0, by: -1) {
      let place = ((step - 1) % count + 1) * 8
      for index in 0..<8 {
        block[index] = registers[index]
        block[8 + index] = registers[place + index]
      }
      for index in 0..<8 { block[7 - index] ^= UInt8(truncatingIfNeeded: step >> (8 * index)) }
      guard (try? AES.inversePermute(&block, key: key)) != nil else { return nil }
      for index in 0..<8 {
        registers[index] = block[index]
        registers[place + index] = block[8 + index]
      }
    }
    let initialValue = [UInt8](repeating: 0xA6, count: 8)
    guard ConstantTime.areEqual(registers.prefix(8), initialValue) else { return nil }
    return SecretBytes(registers.dropFirst(8))
  }
}
