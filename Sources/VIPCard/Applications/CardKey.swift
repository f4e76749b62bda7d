/// The keys of one card, diversified from the issuer key of its year (AN10922, AES-128).
public enum CardKey {
  /// The key that proves a CPU card, and reads a DESFire or NTAG 424 DNA card.
  public static let proof: UInt8 = 1

  /// The diversification input: `UID ‖ F4 81 20 ‖ "VIP" ‖ year BCD ‖ key number`.
  ///
  /// F4 81 20 are the three bytes of the DESFire application identifier in the order in which they go
  /// over the wire; they are the same on every kind of chip.
  public static func diversification(
    uid: [UInt8], year: CardYear, keyNumber: UInt8
  ) -> [UInt8] {
    uid + [0xF4, 0x81, 0x20] + Array("VIP".utf8) + year.bcd + [keyNumber]
  }
}
