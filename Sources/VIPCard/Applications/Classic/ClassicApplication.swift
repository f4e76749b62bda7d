public import CardCrypto
public import SmartCard

/// Our card on a MIFARE Classic 1K, through the commands of PC/SC part 3: trust low.
///
/// The chip's cipher is broken and clones exist, UID and all. What keeps an honest copy of the data on
/// another card from passing is the code in block 6, which binds the member file to the UID.
public struct ClassicApplication: KeyedCardApplication {
  public let chip: ChipIdentity
  public let claimedYear: CardYear?
  public var trust: TrustLevel { .low }

  private let card: ContactlessCard

  /// `nil`: without a key every MIFARE Classic looks the same.
  public static func identify(
    on channel: any CardChannel
  ) async throws(ChipFailure) -> ClassicApplication? { nil }

  public static func identify(
    on channel: any CardChannel, keys: any KeyStore
  ) async throws(ChipFailure) -> ClassicApplication? {
    guard let keys = keys as? any SessionKeyStore else { return nil }
    let card = ContactlessCard(channel)
    guard
      let uid = try await answer(
        .select,
        { () async throws(SmartCardError) in
          try await card.uid()
        }), ClassicProfile.uidLengths.contains(uid.count)
    else { return nil }
    // Only ISO/IEC 14443-4 cards have historical bytes; a MIFARE Classic is none.
    let historical = try await answer(.select) { () async throws(SmartCardError) in
      try await card.historicalBytes()
    }
    guard historical == nil else { return nil }
    for year in try await heldYears(keys) where try await opens(card, uid, year, keys) {
      return ClassicApplication(
        chip: ChipIdentity(kind: .classic, uid: uid), claimedYear: year, card: card)
    }
    return nil
  }

  /// Newest first: those are the cards that are in use.
  private static func heldYears(
    _ keys: any SessionKeyStore
  ) async throws(ChipFailure) -> [CardYear] {
    do {
      return try await keys.years().sorted(by: >).compactMap { CardYear($0) }
    } catch {
      throw .keys(error)
    }
  }

  /// Whether the sector opens with key A of a year.
  private static func opens(
    _ card: ContactlessCard, _ uid: [UInt8], _ year: CardYear, _ keys: any SessionKeyStore
  ) async throws(ChipFailure) -> Bool {
    let key: SecretBytes
    do {
      key = try await keys.sectorKey(
        year: year.rawValue,
        diversification: CardKey.diversification(
          uid: uid, year: year, keyNumber: CardKey.sector))
    } catch {
      throw .keys(error)
    }
    let opened: Void? = try await answer(.select) { () async throws(SmartCardError) in
      var bytes = unsafe key.withBytes { unsafe Array($0) }
      defer { SecretBytes.clear(&bytes) }
      try await card.loadKey(bytes)
      try await card.authenticate(block: ClassicProfile.memberBlocks[0], with: .a)
    }
    return opened != nil
  }

  /// The member file, which the sector's key opens; the code that binds it is checked by the proof.
  public func openMemberFile() async throws(ChipFailure) -> MemberFile? {
    try MemberFile(fromChip: await memberBytes())
  }

  public func prove(
    keys: any KeyStore
  ) async throws(ChipFailure) -> MemberFile {
    guard let year = claimedYear else { throw .notProven }
    let bytes = try await memberBytes()
    let code = try await read(ClassicProfile.bindingBlock, .proof)
    let expected: [UInt8]
    do {
      expected = try await keys.diversifiedAuthenticationCode(
        year: year.rawValue,
        diversification: CardKey.diversification(
          uid: chip.uid, year: year, keyNumber: CardKey.sectorBinding),
        message: bytes)
    } catch {
      throw .keys(error)
    }
    guard ConstantTime.areEqual(expected, code) else { throw .notProven }
    return try MemberFile(fromChip: bytes)
  }

  private func memberBytes() async throws(ChipFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    for block in ClassicProfile.memberBlocks { bytes += try await read(block, .memberFile) }
    return bytes
  }

  private func read(
    _ block: UInt16, _ step: IncompleteAnswer
  ) async throws(ChipFailure) -> [UInt8] {
    let bytes = try await Self.answer(step) { () async throws(SmartCardError) in
      try await card.read(block: block)
    }
    guard let bytes else { throw .incomplete(step) }
    return bytes
  }

  /// What a command gives; `nil` if reader or card refuse it.
  private static func answer<Result>(
    _ step: IncompleteAnswer, _ body: () async throws(SmartCardError) -> Result
  ) async throws(ChipFailure) -> Result? {
    do {
      return try await body()
    } catch {
      switch error.reason {
      case .commandRefused: return nil
      case .malformedAnswer: throw .incomplete(step)
      default: throw .device(error)
      }
    }
  }
}
