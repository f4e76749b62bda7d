import CardCrypto
import SmartCard

/// Makes MIFARE DESFire EV1, EV2 and EV3 cards: application, file, keys 1 and 2, master key, and last
/// the member file.
///
/// The master key of the card itself stays as delivered: who has it can delete our application, and
/// forge nothing.
struct DESFirePersonaliser: ChipPersonaliser {
  static let kind = ChipKind.desfire
  let chip: ChipIdentity
  private let version: ChipVersion
  private let card: NativeCard

  static func find(
    on channel: any CardChannel
  ) async throws(PersonalisingError) -> DESFirePersonaliser? {
    var card = NativeCard(channel)
    do {
      try await card.select(application: NativeCard.cardLevel)
      let version = try await card.version()
      // The low nibble of the type is 1 for DESFire; the high one tells cards from other forms.
      guard version.vendor == ChipVersion.nxp, version.type & 0x0F == 0x01 else { return nil }
      return DESFirePersonaliser(
        chip: ChipIdentity(kind: .desfire, uid: version.uid), version: version, card: card)
    } catch .device(let error) {
      throw .interrupted(error)
    } catch .refused, .refusedISO {
      return nil
    } catch {
      throw .garbled
    }
  }

  func personalise(
    _ work: PersonalisingWork, _ file: MemberFile
  ) async throws(PersonalisingError) -> Bool {
    let uid = chip.uid
    // EV1 sends the file as it is, with a code in the answer.
    let mode: CommunicationMode = version.hasEV2 ? .mac : .plain
    var desk = NativePersonalising(
      card: card, chip: chip, way: version.hasEV2 ? .ev2First : .aes, work: work
    ) { year, number in CardKey.diversification(uid: uid, year: year, keyNumber: number) }
    try await selectApplication(&desk)
    let owners = try await desk.owners(DESFireProfile.keyCount)
    let existing = try await desk.memberFile(
      DESFireProfile.memberFile, owners[Int(CardKey.read)], mode: mode)
    let isThisCard = try await work.admits(existing)
    if isThisCard, owners.allSatisfy({ $0 == .year(work.year) }) { return true }

    try await desk.authenticate(CardKey.master, owners[Int(CardKey.master)])
    _ = try await desk.step(unless: .duplicateError) { (card) async throws(NativeError) in
      try await card.createDataFile(
        DESFireProfile.memberFile, size: MemberFile.byteCount, mode: mode, rights: .memberFile)
    }
    try await desk.set([CardKey.read, CardKey.write, CardKey.master], owners)
    try await desk.authenticate(CardKey.write, .year(work.year))
    try await desk.step { (card) async throws(NativeError) in
      try await card.writeData(file.bytes, to: DESFireProfile.memberFile, mode: mode)
    }
    return false
  }

  private func selectApplication(
    _ desk: inout NativePersonalising
  ) async throws(PersonalisingError) {
    let identifier = DESFireProfile.applicationIdentifier
    let found: Void? = try await desk.step(unless: .applicationNotFound) {
      (card) async throws(NativeError) in try await card.select(application: identifier)
    }
    guard found == nil else { return }
    do {
      try await desk.card.select(application: NativeCard.cardLevel)
      try await desk.card.createApplication(
        identifier, settings: .issued, keyCount: DESFireProfile.keyCount)
    } catch .refused(.authenticationError), .refused(.permissionDenied) {
      throw .locked(chip)
    } catch {
      throw PersonalisingError(error, chip)
    }
    try await desk.step { (card) async throws(NativeError) in
      try await card.select(application: identifier)
    }
  }
}
