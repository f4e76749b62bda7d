public import BusinessCalendar
public import CardCrypto
public import VIPCard

extension VirtualClassicCard {
  /// A card as the issuing desk makes it: its keys come from a store with the right to issue.
  ///
  /// Sector 1 is read with either key and written with key B; the other sectors stay as they were
  /// delivered.
  ///
  /// - Parameters:
  ///   - identity: Number, year and sequence.
  ///   - uid: Four or seven bytes.
  ///   - issued: The day of issue.
  ///   - keys: Issuer keys with the right to issue.
  public static func personalised(
    identity: CardIdentity, uid: [UInt8], issued: BusinessDate, keys: any IssuingKeyStore
  ) async throws(KeyStoreError) -> VirtualClassicCard {
    let chip = try await CardIssuer(keys: keys).chip(for: identity, uid: uid, issued: issued)
    let year = identity.year
    let cardKey = try await keys.cardKey(
      year: year.rawValue,
      diversification: CardKey.diversification(
        uid: uid, year: year, keyNumber: CardKey.sector))
    let file = chip.memberFile.bytes
    let binding = try await keys.diversifiedAuthenticationCode(
      year: year.rawValue,
      diversification: CardKey.diversification(
        uid: uid, year: year, keyNumber: CardKey.sectorBinding),
      message: file)
    var memory = ClassicMemory(uid: uid)
    memory.set(Array(file.prefix(16)), block: 4)
    memory.set(Array(file.suffix(16)), block: 5)
    memory.set(binding, block: Int(ClassicProfile.bindingBlock))
    let keyA = unsafe SectorKey.keyA(cardKey).withBytes { unsafe Array($0) }
    let keyB = unsafe SectorKey.keyB(cardKey).withBytes { unsafe Array($0) }
    memory.set(keyA + ClassicProfile.issuedAccess + keyB, block: 7)
    return VirtualClassicCard(memory)
  }
}
