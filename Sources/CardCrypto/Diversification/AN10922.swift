import Crypto
import CryptoExtras
import FoundationEssentials

/// Key diversification after NXP AN10922, section 2.2 (AES-128).
///
/// The input is always padded to two blocks, so for an input of fewer than 16 bytes the result is *not*
/// the CMAC of `01 ‖ M`.
public enum AN10922 {
  /// The longest diversification input: two blocks less the constant `01`.
  public static let maximumInput = 31

  /// The 16-byte key that belongs to a diversification input of 1 to 31 bytes.
  ///
  /// Throws ``KeyStoreError/invalidDiversification(length:)`` or
  /// ``KeyStoreError/invalidKey(length:)`` when the master key has not 16 bytes.
  public static func diversify(
    _ masterKey: SecretBytes, with input: some Collection<UInt8>
  ) throws(KeyStoreError) -> SecretBytes {
    guard (1...maximumInput).contains(input.count) else {
      throw .invalidDiversification(length: input.count)
    }
    guard masterKey.count == 16 else { throw .invalidKey(length: masterKey.count) }
    var (k1, k2) = try AESCMAC.subkeys(key: masterKey)
    defer {
      SecretBytes.clear(&k1)
      SecretBytes.clear(&k2)
    }
    let (first, second) = blocks(of: input, k1: k1, k2: k2)
    var data = first + second
    defer { SecretBytes.clear(&data) }
    return try lastBlock(ofCBC: data, key: masterKey)
  }

  /// The two blocks that are enciphered: `01 ‖ input`, padded, the second one with its subkey in it.
  package static func blocks(
    of input: some Collection<UInt8>, k1: [UInt8], k2: [UInt8]
  ) -> (first: [UInt8], second: [UInt8]) {
    var data: [UInt8] = [0x01] + input
    let isPadded = data.count < 32
    if isPadded { data += [0x80] + [UInt8](repeating: 0, count: 31 - data.count) }
    for (index, mask) in zip(16..<32, isPadded ? k2 : k1) { data[index] ^= mask }
    return (Array(data.prefix(16)), Array(data.suffix(16)))
  }

  private static func lastBlock(
    ofCBC data: [UInt8], key: SecretBytes
  ) throws(KeyStoreError) -> SecretBytes {
    do {
      let zero = try AES._CBC.IV(ivBytes: [UInt8](repeating: 0, count: 16))
      var sealed = try AES._CBC.encrypt(data, using: key.symmetricKey, iv: zero, noPadding: true)
      defer { sealed.resetBytes(in: sealed.startIndex..<sealed.endIndex) }
      return SecretBytes(sealed.suffix(16))
    } catch {
      throw .invalidKey(length: key.count)
    }
  }
}
