import Crypto

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
    guard wrapped.count >= 24, wrapped.count % 8 == 0 else { return nil }
    guard
      let key = try? AES.KeyWrap.unwrap(Array(wrapped), using: keyEncryptionKey.symmetricKey)
    else { return nil }
    return SecretBytes(key)
  }
}
