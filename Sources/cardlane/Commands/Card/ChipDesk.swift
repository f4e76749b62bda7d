import ArgumentParser
import BusinessCalendar
import CardCrypto
import SmartCard
import VIPCard
import Wire
import Wording

/// How a chip is made into a card.
struct ChipOptions: ParsableArguments {
  @Option(help: "The kind of chip that has to be there: cpu, desfire, ntag424 or classic.")
  var kind: ChipKind?
  @Flag(help: "Write a card of ours anew, such as last year's.")
  var overwrite = false
  @Option(
    help: "Where an NTAG 424 DNA leads a telephone, https://…; its NDEF file is left alone without."
  )
  var url: String?
  @Option(help: "Seconds to wait in all, for the card and for its answers.")
  var timeout: Double = 30

  func validate() throws {
    guard timeout > 0, timeout <= 86_400 else {
      throw ValidationError("--timeout takes seconds above 0, not \(timeout)")
    }
  }
}

/// The issuing desk: a reader with a chip, keys with the right to issue, register and stock.
struct ChipDesk {
  let keys: any PersonalisingKeyStore
  let reader: String
  /// The reader in which the key store's own card sits.
  let samReader: String?
  let chip: ChipOptions
  let booking: BookingOptions
  let date: BusinessDate

  /// Makes the chip in the reader into a card and books it.
  ///
  /// What can be refused is refused before anything is written. When the power fails between writing
  /// and booking, the same command again does the rest.
  func issue(_ identity: CardIdentity) async throws -> IssuedChip {
    let books = try await CardBooks.open(booking, date: date)
    do {
      try await books?.check(identity)
      let made = try await write(identity, on: books?.chipUID(of: identity))
      let isRegistered = try await books?.enter(identity, on: made.chip) ?? false
      try await books?.close()
      return IssuedChip(made, isRegistered: isRegistered)
    } catch {
      if case PersonalisingError.spoiled(let chip) = error {
        try await books?.spoil(chip, identity)
      }
      try? await books?.close()
      throw error
    }
  }

  private func write(
    _ identity: CardIdentity, on chipUID: [UInt8]?
  ) async throws -> PersonalisedCard {
    let order = CardPersonaliser.Order(
      identity: identity, issued: date, kind: chip.kind, overwrites: chip.overwrite,
      address: chip.url, chipUID: chipUID)
    let (personaliser, reader, samReader) = (CardPersonaliser(keys: keys), reader, samReader)
    let limit = Duration.seconds(chip.timeout)
    return try await withTimeLimit(limit) {
      let card = try await InsertedCard.first(
        in: reader, excluding: samReader, within: limit)
      // Nobody else may select anything on the card meanwhile.
      return try await card.withTransaction { transaction in
        try await personaliser.personalise(transaction.channel, as: order)
      }
    }
  }
}

/// What came of it.
struct IssuedChip: Encodable {
  let card: CardIdentity
  let chip: Chip
  /// `false` if it was this card already.
  let made: Bool
  /// Whether the card is in the register; `false` for a number that nobody holds yet.
  let registered: Bool

  struct Chip: Encodable {
    let kind: ChipKind
    let uid: String
  }

  init(_ made: PersonalisedCard, isRegistered: Bool) {
    card = made.identity
    chip = Chip(kind: made.chip.kind, uid: made.chip.uidText)
    self.made = made.wasMade
    registered = isRegistered
  }

  func text(_ speech: SpeechOptions) throws -> String {
    if speech.json { return try JSONLine.text(self) }
    let chip = "\(chip.kind.rawValue) \(chip.uid)"
    let sentence =
      made
      ? Sentence(
        zhHans: "✓ 已制成会员卡 \(card)（\(chip)），验卡通过。", zhHant: "✓ 已製成會員卡 \(card)（\(chip)），驗卡通過。",
        en: "✓ Made the card \(card) (\(chip)); it passes the check.")
      : Sentence(
        zhHans: "✓ 这张卡本来就是 \(card)（\(chip)），验卡通过。",
        zhHant: "✓ 這張卡本來就是 \(card)（\(chip)），驗卡通過。",
        en: "✓ It is the card \(card) (\(chip)) already; it passes the check.")
    return sentence[speech.language]
  }
}
