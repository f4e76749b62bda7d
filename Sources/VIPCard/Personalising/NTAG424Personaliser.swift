import CardCrypto
import SmartCard

/// Makes NTAG 424 DNA cards: settings of the member file, keys 1 to 4, master key, where an address is
/// given the NDEF file with its mirrors, and last the member file.
struct NTAG424Personaliser: ChipPersonaliser {
  static let kind = ChipKind.ntag424
  let chip: ChipIdentity
  private let card: NativeCard

  static func find(
    on channel: any CardChannel
  ) async throws(PersonalisingError) -> NTAG424Personaliser? {
    var card = NativeCard(channel, isChaining: false)
    do {
      guard try await channel.transmit(NTAG424Profile.select).isSuccess else { return nil }
    } catch {
      throw .interrupted(error)
    }
    do {
      let version = try await card.version()
      guard version.vendor == ChipVersion.nxp, version.type == ChipVersion.ntag else {
        return nil
      }
      return NTAG424Personaliser(
        chip: ChipIdentity(kind: .ntag424, uid: version.uid), card: card)
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
    var desk = NativePersonalising(card: card, chip: chip, way: .ev2First, work: work) {
      year, number in
      NTAG424Profile.diversification(uid: uid, year: year, keyNumber: number)
    }
    let owners = try await desk.owners(NTAG424Profile.keyCount)
    let existing = try await desk.memberFile(
      NTAG424Profile.memberFile, owners[Int(CardKey.read)], mode: .mac)
    let isThisCard = try await work.admits(existing)
    let own = KeyOwner.year(work.year)
    if isThisCard, owners.allSatisfy({ $0 == own }) { return true }

    try await desk.authenticate(CardKey.master, owners[Int(CardKey.master)])
    try await desk.step { (card) async throws(NativeError) in
      try await card.changeFileSettings(
        NTAG424Profile.memberFile, mode: .mac, rights: .memberFile)
    }
    try await desk.set((1..<NTAG424Profile.keyCount) + [CardKey.master], owners)
    if let address = work.order.address.flatMap({ NDEFAddress($0) }) {
      try await write(address, &desk, own)
    }
    try await desk.authenticate(CardKey.write, own)
    try await desk.step { (card) async throws(NativeError) in
      try await card.writeData(file.bytes, to: NTAG424Profile.memberFile, mode: .mac)
    }
    return false
  }

  /// The NDEF file, with the mirrors off while it is written.
  private func write(
    _ address: NDEFAddress, _ desk: inout NativePersonalising, _ own: KeyOwner
  ) async throws(PersonalisingError) {
    for mirroring in [[], address.mirroring.bytes] {
      try await desk.authenticate(CardKey.master, own)
      try await desk.step { (card) async throws(NativeError) in
        try await card.changeFileSettings(
          NTAG424Profile.ndefFile, mode: .plain, rights: NTAG424Profile.ndefRights,
          mirroring: mirroring)
      }
      guard mirroring.isEmpty else { return }
      try await desk.authenticate(CardKey.write, own)
      try await desk.step { (card) async throws(NativeError) in
        try await card.writeData(address.file, to: NTAG424Profile.ndefFile, mode: .plain)
      }
    }
  }
}
