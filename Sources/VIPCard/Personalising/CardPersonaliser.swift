public import BusinessCalendar
public import CardCrypto
public import SmartCard

/// A key store that an issuing desk works with.
///
/// It opens the sessions in which the keys of a DESFire or NTAG 424 DNA change, so that none of them comes
/// out of it. CPU cards and MIFARE Classic take their keys as they are: a device that gives none out
/// refuses to make those.
public typealias PersonalisingKeyStore = IssuingKeyStore & SealedIssuingKeyStore

/// Makes a card out of a blank chip in a reader: application, files, keys, member file.
///
/// The member file is written last and every key is ours before it, so a card is either good or no
/// card at all. Each step looks first at what is there already: a card that was pulled out at any
/// moment is put back and the same work repeated. What it has made it reads back with the ordinary
/// verifier.
public struct CardPersonaliser: Sendable {
  private let keys: any PersonalisingKeyStore
  private let transportKey: SecretBytes
  private let prefix: IssuerPrefix

  /// Makes a personaliser.
  ///
  /// - Parameters:
  ///   - keys: Issuer keys with the right to issue for the card's year.
  ///   - transportKey: Card key 0 of CPU cards as their maker delivers them.
  ///   - prefix: The leading digits of our numbers.
  public init(
    keys: any PersonalisingKeyStore,
    transportKey: SecretBytes = SecretBytes([UInt8](repeating: 0, count: 16)),
    prefix: IssuerPrefix = .china
  ) {
    self.keys = keys
    self.transportKey = transportKey
    self.prefix = prefix
  }

  /// What is to be made.
  public struct Order: Sendable {
    /// Number, year and sequence.
    public var identity: CardIdentity
    /// The day of issue.
    public var issued: BusinessDate
    /// The kind of chip that has to be in the reader; `nil` for any.
    public var kind: ChipKind?
    /// Whether a card of ours that says something else may be made into this one.
    public var overwrites: Bool
    /// Where an NTAG 424 DNA leads a telephone, `https://` and at most 180 bytes; `nil` leaves its NDEF
    /// file alone.
    public var address: String?
    /// The UID of the chip on which this card lies already, which then is the only one that may be in the
    /// reader: two chips with one sequence would be two good cards. `nil` where it lies on none.
    public var chipUID: [UInt8]?

    /// Makes an order.
    public init(
      identity: CardIdentity, issued: BusinessDate, kind: ChipKind? = nil,
      overwrites: Bool = false, address: String? = nil, chipUID: [UInt8]? = nil
    ) {
      self.identity = identity
      self.issued = issued
      self.kind = kind
      self.overwrites = overwrites
      self.address = address
      self.chipUID = chipUID
    }
  }

  /// Makes the card; the same order for the same card again changes nothing.
  ///
  /// It takes as long as the channel lets it.
  public func personalise(
    _ channel: any CardChannel, as order: Order
  ) async throws(PersonalisingError) -> PersonalisedCard {
    let work = PersonalisingWork(order: order, keys: keys, transportKey: transportKey)
    // Before anything is written: the right to issue, and an address that fits.
    let code = try await work.code()
    if let address = order.address, NDEFAddress(address) == nil { throw .address }
    let file = MemberFile(identity: order.identity, code: code, issued: order.issued)
    do {
      return try await make(channel, order, work, file)
    } catch {
      guard error.restsOnAnswers else { throw error }
      // Before the card is blamed: a card that is gone only has to be put in again.
      do {
        try await channel.confirmPresence(by: CPUCardProfile.select)
      } catch let absence {
        throw .interrupted(absence)
      }
      throw error
    }
  }

  private func make(
    _ channel: any CardChannel, _ order: Order, _ work: PersonalisingWork, _ file: MemberFile
  ) async throws(PersonalisingError) -> PersonalisedCard {
    guard let chip = try await find(on: channel, order.kind) else { throw .foreign(nil) }
    if let uid = order.chipUID, uid != chip.chip.uid {
      throw .otherChip(chip.chip, order.identity)
    }
    let wasMade = try await chip.personalise(work, file)
    try await verify(channel, chip.chip, order.identity)
    try await chip.close(work)
    return PersonalisedCard(chip: chip.chip, identity: order.identity, wasMade: !wasMade)
  }

  private func find(
    on channel: any CardChannel, _ wanted: ChipKind?
  ) async throws(PersonalisingError) -> (any ChipPersonaliser)? {
    let kinds: [any ChipPersonaliser.Type] = [
      CPUCardPersonaliser.self, DESFirePersonaliser.self, NTAG424Personaliser.self,
      ClassicPersonaliser.self,
    ]
    for kind in kinds where wanted == nil || kind.kind == wanted {
      if let chip = try await kind.find(on: channel) { return chip }
    }
    return nil
  }

  /// The ordinary verifier, on a day of the card's year and without a register.
  private func verify(
    _ channel: any CardChannel, _ chip: ChipIdentity, _ identity: CardIdentity
  ) async throws(PersonalisingError) {
    guard let day = BusinessDate(year: identity.year.rawValue, month: 1, day: 1) else {
      throw .unverified(nil)
    }
    let judgement: CardJudgement
    do {
      judgement = try await CardVerifier(keys: keys, prefix: prefix).judge(channel, on: day)
    } catch .card(let error) {
      throw .interrupted(error)
    } catch .keys(let error) {
      throw .keys(error)
    } catch {
      throw .unverified(nil)
    }
    guard judgement.isAccepted, judgement.identity == identity, judgement.chip == chip else {
      throw .unverified(judgement.refusal)
    }
  }
}

/// A card that was made.
public struct PersonalisedCard: Sendable, Hashable {
  /// Which chip it is.
  public let chip: ChipIdentity
  /// Which card it is now.
  public let identity: CardIdentity
  /// `false` if it was this card already and nothing had to be written.
  public let wasMade: Bool
}
