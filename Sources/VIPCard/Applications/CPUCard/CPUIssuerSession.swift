public import CardCrypto

/// What issuing desk and CPU card share after EXTERNAL AUTHENTICATE: shared by the terminal and by the
/// virtual card.
///
/// From card key 0 and the card's fresh challenge come three values: the proof that the desk holds the
/// key, a key for the codes of commands, and a key under which new keys are wrapped. Each is the
/// AES-CMAC of `02 ‖ label ‖ challenge`. A counter in every code keeps commands in their order.
public struct CPUIssuerSession: Sendable {
  /// What EXTERNAL AUTHENTICATE carries, 16 bytes.
  public let proof: [UInt8]
  private let codeKey: SecretBytes
  private let wrappingKey: SecretBytes
  private var counter: UInt32 = 0

  /// The length of the card's challenge.
  public static let challengeLength = 16
  /// The length of a command's code.
  public static let codeLength = 8
  /// The length of a wrapped key.
  public static let wrappedLength = 24

  /// Opens a session under card key 0 with the card's challenge, 16 bytes.
  public init(key: SecretBytes, challenge: [UInt8]) throws(KeyStoreError) {
    func derived(_ label: String) throws(KeyStoreError) -> [UInt8] {
      try AESCMAC.code(of: [0x02] + Array(label.utf8) + challenge, key: key)
    }
    proof = try derived("VIP ISSUER")
    var code = try derived("VIP CODE")
    codeKey = SecretBytes(consuming: &code)
    var wrapping = try derived("VIP WRAP")
    wrappingKey = SecretBytes(consuming: &wrapping)
  }

  /// The code of the next command: the first 8 bytes of the AES-CMAC of counter, CLA, INS, P1, P2 and
  /// data.
  public mutating func code(
    _ header: [UInt8], _ data: [UInt8]
  ) throws(KeyStoreError) -> [UInt8] {
    counter += 1
    let count = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: counter >> $0) }
    return Array(
      try AESCMAC.code(of: count + header + data, key: codeKey).prefix(Self.codeLength))
  }

  /// A new key as PUT KEY carries it (AES key wrap, RFC 3394).
  public func wrap(_ key: SecretBytes) throws(KeyStoreError) -> [UInt8] {
    try AESKeyWrap.wrap(key, under: wrappingKey)
  }

  /// The key from PUT KEY; `nil` when it was wrapped for another session.
  public func unwrap(_ wrapped: [UInt8]) -> SecretBytes? {
    AESKeyWrap.unwrap(wrapped, under: wrappingKey)
  }
}
