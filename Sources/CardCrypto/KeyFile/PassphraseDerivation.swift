import Crypto
import CryptoExtras

/// How the key-encryption key of a key file comes from its passphrase: scrypt (RFC 7914).
public struct PassphraseDerivation: Sendable, Hashable {
  /// The random salt, 8 to 64 bytes; new files have 16.
  public let salt: [UInt8]
  /// The cost parameter N: a power of two, 2¹² to 2²⁰.
  public let cost: Int
  /// The block size parameter r, 1 to 32.
  public let blockSize: Int
  /// The parallelisation parameter p, 1 to 16.
  public let parallelism: Int

  /// The cost of new key files: 2¹⁵ with r = 8 takes 32 MiB.
  public static let defaultCost = 1 << 15

  /// Takes the parameters, or returns `nil` when one is out of range, or when together they would take
  /// more than 1 GiB.
  public init?(salt: [UInt8], cost: Int, blockSize: Int, parallelism: Int) {
    guard (8...64).contains(salt.count), (1 << 12...1 << 20).contains(cost),
      cost & (cost - 1) == 0, (1...32).contains(blockSize), (1...16).contains(parallelism),
      128 * blockSize * cost <= 1 << 30
    else { return nil }
    self.salt = salt
    self.cost = cost
    self.blockSize = blockSize
    self.parallelism = parallelism
  }

  /// Parameters for a new file: a random salt of 16 bytes, r = 8, p = 1; `nil` for a cost out of range.
  public init?(cost: Int = Self.defaultCost) {
    self.init(
      salt: (0..<16).map { _ in UInt8.random(in: .min ... .max) }, cost: cost, blockSize: 8,
      parallelism: 1)
  }

  /// The 32-byte key-encryption key, or `nil` when the system has not the memory for it.
  package func key(from passphrase: SecretBytes) -> SecretBytes? {
    // Beside the table, scrypt needs one block of 128·r bytes a lane and a few more.
    let memory = 128 * blockSize * (cost + parallelism + 2) + (1 << 20)
    let derived = unsafe passphrase.withBytes { bytes in
      unsafe try? KDF.Scrypt.deriveKey(
        from: bytes, salt: salt, outputByteCount: 32, rounds: cost, blockSize: blockSize,
        parallelism: parallelism, maxMemory: memory)
    }
    return derived.map { SecretBytes($0) }
  }
}
