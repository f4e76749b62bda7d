import Crypto
import CryptoExtras

/// How tracks are encrypted: in CBC mode, with an initial vector of zeros, filled up with zeros.
public enum TrackCipher: Sendable, Hashable, CaseIterable {
  /// Triple DES, blocks of 8 bytes.
  case tdes
  /// AES, blocks of 16 bytes.
  case aes

  /// Bytes of a block.
  public var blockSize: Int { self == .tdes ? TripleDES.blockSize : 16 }

  /// The length of so many bytes when they are filled up to whole blocks.
  public func paddedCount(_ count: Int) -> Int {
    (count + blockSize - 1) / blockSize * blockSize
  }

  /// Encrypts bytes, filled up with zeros.
  ///
  /// Throws ``DUKPTError/keyLength(_:)`` for a key that does not fit the cipher.
  public func encrypt(_ clear: [UInt8], key: SecretBytes) throws(DUKPTError) -> [UInt8] {
    var data = clear + [UInt8](repeating: 0, count: paddedCount(clear.count) - clear.count)
    switch self {
    case .tdes: try TripleDES.run(.encrypt, .cbc, key: key, &data)
    case .aes:
      let symmetric = try Self.aesKey(key)
      var chain = [UInt8](repeating: 0, count: 16)
      for start in stride(from: 0, to: data.count, by: 16) {
        for index in 0..<16 { chain[index] ^= data[start + index] }
        try Self.block(&chain, symmetric, inverse: false)
        for index in 0..<16 { data[start + index] = chain[index] }
      }
    }
    return data
  }

  /// Decrypts whole blocks. Nothing of what comes out is left anywhere but in the result.
  ///
  /// Throws ``DUKPTError/dataLength(_:)`` for a part of a block.
  func decrypt(_ encrypted: Span<UInt8>, key: SecretBytes) throws(DUKPTError) -> SecretBytes {
    guard encrypted.count % blockSize == 0 else { throw .dataLength(encrypted.count) }
    var data = [UInt8](repeating: 0, count: encrypted.count)
    for index in encrypted.indices { data[index] = encrypted[index] }
    defer { SecretBytes.clear(&data) }
    switch self {
    case .tdes: try TripleDES.run(.decrypt, .cbc, key: key, &data)
    case .aes:
      let symmetric = try Self.aesKey(key)
      var block = [UInt8](repeating: 0, count: 16)
      defer { SecretBytes.clear(&block) }
      for start in stride(from: 0, to: data.count, by: 16) {
        for index in 0..<16 { block[index] = encrypted[start + index] }
        try Self.block(&block, symmetric, inverse: true)
        for index in 0..<16 {
          data[start + index] =
            start == 0 ? block[index] : block[index] ^ encrypted[start + index - 16]
        }
      }
    }
    return SecretBytes(consuming: &data)
  }

  private static func aesKey(_ key: SecretBytes) throws(DUKPTError) -> SymmetricKey {
    guard [16, 24, 32].contains(key.count) else { throw .keyLength(key.count) }
    return key.symmetricKey
  }

  private static func block(
    _ block: inout [UInt8], _ key: SymmetricKey, inverse: Bool
  ) throws(DUKPTError) {
    do {
      if inverse {
        try AES.inversePermute(&block, key: key)
      } else {
        try AES.permute(&block, key: key)
      }
    } catch {
      throw .keyLength(key.bitCount / 8)
    }
  }
}

/// The SHA-1 hash that readers send beside an encrypted track.
public enum TrackHash {
  /// Bytes of a hash.
  public static let byteCount = 20

  /// The hash of a track's characters.
  public static func sha1(_ characters: UnsafeRawBufferPointer) -> [UInt8] {
    var hash = Insecure.SHA1()
    unsafe hash.update(bufferPointer: characters)
    return Array(hash.finalize())
  }
}
