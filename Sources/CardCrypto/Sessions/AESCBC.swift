import Crypto
import CryptoExtras

/// AES in CBC mode over whole blocks, without padding (NIST SP 800-38A).
enum AESCBC {
  static let zeroIV = [UInt8](repeating: 0, count: 16)

  static func encrypt(
    _ data: [UInt8], key: SecretBytes, iv: [UInt8] = zeroIV
  ) throws(SessionError) -> [UInt8] {
    guard data.count % 16 == 0, iv.count == 16 else { throw .length(data.count) }
    guard !data.isEmpty else { return [] }
    do {
      return Array(
        try AES._CBC.encrypt(
          data, using: key.symmetricKey, iv: AES._CBC.IV(ivBytes: iv), noPadding: true))
    } catch {
      throw .keys(.invalidKey(length: key.count))
    }
  }

  static func decrypt(
    _ data: [UInt8], key: SecretBytes, iv: [UInt8] = zeroIV
  ) throws(SessionError) -> [UInt8] {
    guard data.count % 16 == 0, iv.count == 16 else { throw .length(data.count) }
    guard !data.isEmpty else { return [] }
    do {
      return Array(
        try AES._CBC.decrypt(
          data, using: key.symmetricKey, iv: AES._CBC.IV(ivBytes: iv), noPadding: true))
    } catch {
      throw .keys(.invalidKey(length: key.count))
    }
  }
}

/// Bytes as the handshakes turn and cut them.
package enum Bytes {
  /// RndA′ and RndB′: rotated left by one byte.
  package static func rotatedLeft(_ bytes: [UInt8]) -> [UInt8] {
    Array(bytes.dropFirst()) + Array(bytes.prefix(1))
  }

  /// Sixteen bytes for a challenge.
  package static func challenge(using generator: inout some RandomNumberGenerator) -> [UInt8] {
    (0..<16).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
  }
}
