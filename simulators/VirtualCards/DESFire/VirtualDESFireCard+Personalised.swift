public import BusinessCalendar
public import CardCrypto
public import VIPCard

extension VirtualDESFireCard {
  /// A card as the issuing desk makes it: its keys come from a store with the right to issue.
  ///
  /// - Parameters:
  ///   - identity: Number, year and sequence.
  ///   - uid: Seven bytes; each card has its own.
  ///   - issued: The day of issue.
  ///   - keys: Issuer keys with the right to issue.
  ///   - generation: Which chip.
  ///   - mode: How the member file goes over the air; by default plain on EV1, MAC on the others.
  ///   - random: Where the card's challenges come from.
  public static func personalised(
    identity: CardIdentity, uid: [UInt8], issued: BusinessDate, keys: any IssuingKeyStore,
    generation: DESFireGeneration = .ev2, mode: CommunicationMode? = nil,
    random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) async throws(KeyStoreError) -> VirtualDESFireCard {
    let chip = try await CardIssuer(keys: keys).chip(for: identity, uid: uid, issued: issued)
    var slots: [CardKeySlot] = []
    for number in 0..<DESFireProfile.keyCount {
      let key = try await keys.cardKey(
        year: identity.year.rawValue,
        diversification: CardKey.diversification(
          uid: uid, year: identity.year, keyNumber: number))
      slots.append(CardKeySlot(key: key, version: chip.keyVersion))
    }
    let file = DESFireFile.standard(
      chip.memberFile.bytes, mode: mode ?? (generation == .ev1 ? .plain : .mac),
      rights: .memberFile)
    let application = DESFireMemoryApplication(
      identifier: DESFireProfile.applicationIdentifier, keys: slots,
      files: [DESFireProfile.memberFile: file], settings: .issued)
    return VirtualDESFireCard(
      DESFireMemory(generation: generation, uid: uid, applications: [application]),
      random: random)
  }
}
