import Crypto
import CryptoExtras

/// AES-CMAC (RFC 4493, NIST SP 800-38B).
public enum AESCMAC {
  /// The bytes of a code.
  public static let byteCount = 16

  /// The 16-byte code of `message` under a key of 16, 24 or 32 bytes.
  ///
  /// Throws ``KeyStoreError/invalidKey(length:)`` for a key of any other length.
  public static func code(
    of message: some Collection<UInt8>, key: SecretBytes
  ) throws(KeyStoreError) -> [UInt8] {
    do {
      var cmac = try AES.CMAC(key: key.symmetricKey)
      cmac.update(data: Array(message))
      return Array(cmac.finalize())
    } catch {
      throw .invalidKey(length: key.count)
    }
  }

  /// Whether `code` is the code of `message`, compared in constant time.
  public static func isValid(
    _ code: some RandomAccessCollection<UInt8>, for message: some Collection<UInt8>,
    key: SecretBytes
  ) throws(KeyStoreError) -> Bool {
    ConstantTime.areEqual(try self.code(of: message, key: key), code)
  }

  /// The subkeys K1 and K2 (RFC 4493, section 2.3).
  static func subkeys(key: SecretBytes) throws(KeyStoreError) -> (k1: [UInt8], k2: [UInt8]) {
    var block = [UInt8](repeating: 0, count: 16)
    do {
      try AES.permute(&block, key: key.symmetricKey)
    } catch {
      throw .invalidKey(length: key.count)
    }
    defer { SecretBytes.clear(&block) }
    return subkeys(ofZeroBlock: block)
  }

  /// The same from the enciphered zero block, for keys that a token holds.
  package static func subkeys(ofZeroBlock block: [UInt8]) -> (k1: [UInt8], k2: [UInt8]) {
    let k1 = doubled(block)
    return (k1, doubled(k1))
  }

  /// Multiplies by x in GF(2¹²⁸), without a branch on secret bits.
  private static func doubled(_ block: [UInt8]) -> [UInt8] {
    var result = block
    var carry: UInt8 = 0
    for index in block.indices.reversed() {
      result[index] = block[index] << 1 | carry
      carry = block[index] >> 7
    }
    if let last = result.indices.last { result[last] ^= 0x87 & (0 &- carry) }
    return result
  }
}

extension SecretBytes {
  /// The form in which swift-crypto takes a key; it zeroes its own copy.
  var symmetricKey: SymmetricKey {
    unsafe withBytes { bytes in unsafe SymmetricKey(data: bytes) }
  }

  /// Takes over a key that swift-crypto made.
  init(_ key: SymmetricKey) {
    self = unsafe key.withUnsafeBytes { bytes in unsafe SecretBytes(bytes) }
  }
}
