public import BusinessCalendar
public import CardCrypto
public import VIPCard

extension VirtualCPUCard {
  /// A card as the issuing desk makes it: its key comes from a store with the right to issue.
  ///
  /// - Parameters:
  ///   - identity: Number, year and sequence.
  ///   - serial: Seven bytes; each card has its own.
  ///   - issued: The day of issue.
  ///   - keys: Issuer keys with the right to issue.
  ///   - interface: How the card is connected.
  ///   - random: Where the card's challenges come from.
  public static func personalised(
    identity: CardIdentity, serial: [UInt8], issued: BusinessDate, keys: any IssuingKeyStore,
    interface: CPUCardInterface = .t1,
    random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) async throws(KeyStoreError) -> VirtualCPUCard {
    let chip = try await CardIssuer(keys: keys).chip(for: identity, uid: serial, issued: issued)
    return VirtualCPUCard(chip, interface: interface, random: random)
  }

  /// A card with what an issuer made for it.
  public init(
    _ chip: ChipPersonalisation, interface: CPUCardInterface = .t1,
    random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) {
    self.init(
      serial: chip.uid, keyVersion: chip.keyVersion, memberFile: chip.memberFile.bytes,
      proofKey: chip.proofKey, interface: interface, random: random)
  }
}
