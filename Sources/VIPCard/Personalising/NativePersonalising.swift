import CardCrypto
import SmartCard

/// What DESFire and NTAG 424 DNA have in common at the issuing desk.
struct NativePersonalising: Sendable {
  var card: NativeCard
  let chip: ChipIdentity
  let way: NativeCard.Authentication
  let work: PersonalisingWork
  /// The diversification input of a key of this chip.
  let diversification: @Sendable (CardYear, UInt8) -> [UInt8]

  /// Runs a step with the card; a refusal is one of this chip.
  mutating func step<Result>(
    _ body: (inout NativeCard) async throws(NativeError) -> Result
  ) async throws(PersonalisingError) -> Result {
    do {
      return try await body(&card)
    } catch {
      throw PersonalisingError(error, chip)
    }
  }

  /// The same for a step that may be refused with one status: `nil` then.
  mutating func step<Result>(
    unless status: NativeStatus, _ body: (inout NativeCard) async throws(NativeError) -> Result
  ) async throws(PersonalisingError) -> Result? {
    do {
      return try await body(&card)
    } catch .refused(status) {
      return nil
    } catch {
      throw PersonalisingError(error, chip)
    }
  }

  /// Who has set each of the keys.
  mutating func owners(_ count: UInt8) async throws(PersonalisingError) -> [KeyOwner] {
    var owners: [KeyOwner] = []
    for number in 0..<count {
      let version = try await step { (card) async throws(NativeError) in
        try await card.keyVersion(number)
      }
      owners.append(try await KeyOwner(version: version, work, chip))
    }
    return owners
  }

  /// Authenticates with a key as it is now. A key that says it is ours and is not is somebody else's.
  mutating func authenticate(
    _ number: UInt8, _ owner: KeyOwner
  ) async throws(PersonalisingError) {
    let key: any SessionKey =
      switch owner {
      case .factory: KnownKey.factory
      case .year(let year):
        StoredKey(work.keys, year: year, diversification: diversification(year, number))
      }
    do {
      try await card.authenticate(way, number: number, with: key)
    } catch .refused(.authenticationError) {
      throw .foreign(chip)
    } catch .notAuthentic {
      throw .foreign(chip)
    } catch {
      throw PersonalisingError(error, chip)
    }
  }

  /// Gives keys their values for the card's year, in this order; the master key goes last. What the
  /// keys are stays in the key store.
  mutating func set(
    _ numbers: [UInt8], _ owners: [KeyOwner]
  ) async throws(PersonalisingError) {
    let due = numbers.filter { owners[Int($0)] != .year(work.year) }
    guard !due.isEmpty else { return }
    let master = reference(CardKey.master, owners[Int(CardKey.master)])
    let (keys, generation) = (work.keys, way == .aes ? SessionGeneration.ev1 : .ev2)
    let session = try await step { (card) async throws(NativeError) in
      try await card.beginKeyChanges(
        generation, number: CardKey.master, as: master, in: keys)
    }
    for number in due {
      let change = SealedKeyChange(
        keyNumber: number, version: work.year.keyVersion, year: work.year.rawValue,
        diversification: diversification(work.year, number),
        replacing: number == CardKey.master ? nil : reference(number, owners[Int(number)]))
      try await step { (card) async throws(NativeError) in
        try await card.changeKey(change, in: session)
      }
    }
  }

  private func reference(_ number: UInt8, _ owner: KeyOwner) -> CardKeyReference {
    switch owner {
    case .factory: .known(SecretBytes([UInt8](repeating: 0, count: 16)))
    case .year(let year):
      .diversified(year: year.rawValue, diversification: diversification(year, number))
    }
  }

  /// The member file as it is, if the read key is one of ours; `nil` if there is none or it is no
  /// member file.
  mutating func memberFile(
    _ file: UInt8, _ owner: KeyOwner, mode: CommunicationMode
  ) async throws(PersonalisingError) -> MemberFile? {
    guard case .year = owner else { return nil }
    try await authenticate(CardKey.read, owner)
    let bytes = try await step(unless: .fileNotFound) { (card) async throws(NativeError) in
      try await card.readData(file, count: MemberFile.byteCount, mode: mode)
    }
    return bytes.flatMap { try? MemberFile(parsing: $0) }
  }
}
