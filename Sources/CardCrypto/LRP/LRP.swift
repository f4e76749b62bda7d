import Crypto
import CryptoExtras

/// The leakage resilient primitive (NXP AN12304, chapter 2; 4 bits a step): a function of a key and any
/// number of nibbles that enciphers no chosen text under the key itself, so that who measures a chip's
/// power learns little from any number of runs.
///
/// DESFire Light, DESFire EV3 and NTAG 424 DNA use it in the place of AES once they are switched to it.
public struct LRP: Sendable {
  /// The sixteen secret plaintexts, one after the other (algorithm 1).
  private let plaintexts: SecretBytes
  /// The updated key k′ (algorithm 2).
  private let updatedKey: SecretBytes

  /// How many updated keys a key has in the protocols of NXP: 0 for codes, 1 to encipher.
  public static let updatedKeys = 4

  /// Prepares a key of 16 bytes.
  ///
  /// Throws ``KeyStoreError/invalidKey(length:)`` for a key of another length, and for an updated key
  /// that is not 0 to 3.
  public init(key: SecretBytes, updatedKey number: Int = 0) throws(KeyStoreError) {
    guard key.count == 16, 0..<Self.updatedKeys ~= number else {
      throw .invalidKey(length: key.count)
    }
    var (secrets, state) = ([UInt8](), try AESBlock.encrypt(Self.low, key: key))
    defer { SecretBytes.clear(&secrets) }
    for _ in 0..<16 {
      secrets += try AESBlock.encrypt(Self.high, key: state).exposed
      state = try AESBlock.encrypt(Self.low, key: state)
    }
    plaintexts = SecretBytes(secrets)
    state = try AESBlock.encrypt(Self.high, key: key)
    for _ in 0..<number { state = try AESBlock.encrypt(Self.low, key: state) }
    updatedKey = try AESBlock.encrypt(Self.high, key: state)
  }

  private static let low = [UInt8](repeating: 0x55, count: 16)
  private static let high = [UInt8](repeating: 0xAA, count: 16)
  private static let zero = [UInt8](repeating: 0x00, count: 16)

  /// evalLRP (algorithm 3): walks from the updated key along the nibbles, each 0 to 15; higher bits do not
  /// count.
  ///
  /// - Parameters:
  ///   - nibbles: the steps of the walk, in order.
  ///   - finalises: whether a last step hides the result's own key.
  public func evaluate(
    _ nibbles: some Sequence<UInt8>, finalises: Bool = true
  ) throws(KeyStoreError) -> SecretBytes {
    var state = updatedKey
    for nibble in nibbles {
      let start = Int(nibble & 0x0F) * 16
      var plaintext = unsafe plaintexts.withBytes { unsafe Array($0[start..<start + 16]) }
      defer { SecretBytes.clear(&plaintext) }
      state = try AESBlock.encrypt(plaintext, key: state)
    }
    return finalises ? try AESBlock.encrypt(Self.zero, key: state) : state
  }

  /// The same for whole bytes, the upper nibble of each first.
  public func evaluate(bytes: some Sequence<UInt8>) throws(KeyStoreError) -> SecretBytes {
    try evaluate(bytes.flatMap { [$0 >> 4, $0 & 0x0F] })
  }
}

/// One block of AES.
enum AESBlock {
  static func encrypt(
    _ block: [UInt8], key: SecretBytes
  ) throws(KeyStoreError) -> SecretBytes {
    var block = block
    do {
      try AES.permute(&block, key: key.symmetricKey)
    } catch {
      throw .invalidKey(length: key.count)
    }
    return SecretBytes(consuming: &block)
  }

  static func decrypt(_ block: [UInt8], key: SecretBytes) throws(KeyStoreError) -> [UInt8] {
    var block = block
    do {
      try AES.inversePermute(&block, key: key.symmetricKey)
    } catch {
      throw .invalidKey(length: key.count)
    }
    return block
  }
}
