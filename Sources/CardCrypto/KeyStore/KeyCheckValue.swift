/// What may be shown of a key: the first 3 bytes of its AES-CMAC over 16 zero bytes.
public struct KeyCheckValue: Sendable, Hashable, CustomStringConvertible {
  /// The three bytes.
  public let bytes: [UInt8]

  /// Six lower-case hex digits.
  public var description: String { Hex.text(bytes) }

  /// Computes the check value of a key of 16, 24 or 32 bytes.
  public init(of key: SecretBytes) throws(KeyStoreError) {
    let zeros = [UInt8](repeating: 0, count: 16)
    bytes = Array(try AESCMAC.code(of: zeros, key: key).prefix(3))
  }

  /// Reads six hex digits; `nil` for anything else.
  public init?(_ text: some StringProtocol) {
    guard let bytes = Hex.bytes(text), bytes.count == 3 else { return nil }
    self.bytes = bytes
  }
}
