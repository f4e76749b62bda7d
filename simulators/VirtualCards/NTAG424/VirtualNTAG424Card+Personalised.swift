public import BusinessCalendar
public import CardCrypto
public import VIPCard

extension VirtualNTAG424Card {
  /// A card as the issuing desk makes it: its keys come from a store with the right to issue.
  ///
  /// - Parameters:
  ///   - identity: Number, year and sequence.
  ///   - uid: Seven bytes; each card has its own.
  ///   - issued: The day of issue.
  ///   - keys: Issuer keys with the right to issue.
  ///   - address: Where a telephone is led, `https://` and at most 180 bytes; `e=…&c=…` is appended.
  ///     An address that does not fit leaves the NDEF file empty.
  ///   - mode: How the member file goes over the air.
  ///   - random: Where the card's challenges come from.
  public static func personalised(
    identity: CardIdentity, uid: [UInt8], issued: BusinessDate, keys: any IssuingKeyStore,
    address: String = "https://vip.example/card", mode: CommunicationMode = .mac,
    random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) async throws(KeyStoreError) -> VirtualNTAG424Card {
    let chip = try await CardIssuer(keys: keys).chip(for: identity, uid: uid, issued: issued)
    var memory = NTAG424Memory(uid: uid)
    let year = identity.year
    for number in 0..<NTAG424Profile.keyCount {
      memory.keys[Int(number)] = CardKeySlot(
        key: try await keys.cardKey(
          year: year.rawValue,
          diversification: NTAG424Profile.diversification(
            uid: uid, year: year, keyNumber: number)),
        version: chip.keyVersion)
    }
    memory.files[NTAG424Profile.memberFile] = .standard(
      chip.memberFile.bytes + [UInt8](repeating: 0, count: 128 - MemberFile.byteCount),
      mode: mode,
      rights: .memberFile)
    if let address = NDEFAddress(address) {
      memory.files[NTAG424Profile.ndefFile] = .standard(
        address.file + [UInt8](repeating: 0, count: 256 - address.file.count), mode: .plain,
        rights: NTAG424Profile.ndefRights)
      memory.mirror = address.mirroring
    }
    return VirtualNTAG424Card(memory, random: random)
  }
}
