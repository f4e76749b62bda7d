public import CardCrypto

/// A PIN of a SAM: 4 to 8 bytes. It prints as `••••`.
public struct SAMPIN: Sendable, Equatable {
  /// The eight bytes that go over the wire: filled up with `FF`.
  public let block: SecretBytes

  /// Takes a PIN; `nil` for one that is too short, too long or holds a byte `FF`.
  public init?(_ pin: SecretBytes) {
    var bytes = unsafe pin.withBytes { unsafe Array($0) }
    defer { SecretBytes.clear(&bytes) }
    guard 4...SAMProfile.pinLength ~= bytes.count, !bytes.contains(0xFF) else { return nil }
    bytes.reserveCapacity(SAMProfile.pinLength)
    while bytes.count < SAMProfile.pinLength { bytes.append(0xFF) }
    block = SecretBytes(bytes)
  }
}
