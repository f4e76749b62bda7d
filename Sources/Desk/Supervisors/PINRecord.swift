import CardCrypto
import Foundation

/// What is kept of a PIN: scrypt (RFC 7914) over it, as `scrypt$N$r$p$SALT$KEY`, salt and key in Base64.
///
/// A PIN has few digits, so that the digest alone does not keep it from a thief who has the store: the count of
/// tries keeps it from everybody at a till.
struct PINRecord {
  /// The digits that a PIN may have.
  static let lengths = 4...12
  private static let cost = 1 << 15

  let derivation: PassphraseDerivation
  let key: SecretBytes

  /// Digests a new PIN.
  ///
  /// - Throws: `weakPIN`: too short or long, other characters than digits, one digit all along, or digits in
  ///   a row.
  init(new pin: SecretBytes) throws(SupervisorError) {
    guard unsafe pin.withBytes(Self.isGood) else { throw .weakPIN }
    guard let derivation = PassphraseDerivation(cost: Self.cost),
      let key = derivation.key(from: pin)
    else { throw .noMemory }
    (self.derivation, self.key) = (derivation, key)
  }

  /// Reads what is kept; `nil` where it is none of ours.
  init?(_ text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "scrypt", let cost = Int(parts[1]),
      let block = Int(parts[2]), let lanes = Int(parts[3]),
      let salt = Data(base64Encoded: String(parts[4])),
      let key = Data(base64Encoded: String(parts[5])), key.count == 32,
      let derivation = PassphraseDerivation(
        salt: Array(salt), cost: cost, blockSize: block, parallelism: lanes)
    else { return nil }
    self.derivation = derivation
    self.key = SecretBytes(Array(key))
  }

  var text: String {
    let key = unsafe key.withBytes { unsafe Data($0).base64EncodedString() }
    let salt = Data(derivation.salt).base64EncodedString()
    return
      "scrypt$\(derivation.cost)$\(derivation.blockSize)$\(derivation.parallelism)$\(salt)$\(key)"
  }

  /// Whether a PIN is the one.
  func accepts(_ pin: SecretBytes) throws(SupervisorError) -> Bool {
    guard let derived = derivation.key(from: pin) else { throw .noMemory }
    return derived == key
  }

  private static func isGood(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard lengths.contains(bytes.count), unsafe bytes.allSatisfy(digits.contains) else {
      return false
    }
    let steps = unsafe zip(bytes, bytes.dropFirst()).map { Int($1) - Int($0) }
    return ![0, 1, -1].contains { step in steps.allSatisfy { $0 == step } }
  }
}
