package import BusinessCalendar
import SmartCard
package import VIPCard

/// The issuing desk: a reader with a chip, keys with the right to issue, register and stock.
package struct ChipDesk: Sendable {
  let keys: any PersonalisingKeyStore
  let place: ChipPlace
  let books: CardBooks?
  let date: BusinessDate

  package init(
    keys: any PersonalisingKeyStore, place: ChipPlace, books: CardBooks?, date: BusinessDate
  ) {
    self.keys = keys
    self.place = place
    self.books = books
    self.date = date
  }

  /// Makes the chip in the reader into a card and books it.
  ///
  /// What can be refused is refused before anything is written. When the power fails between writing
  /// and booking, the same once more does the rest.
  package func issue(_ identity: CardIdentity) async throws -> IssuedChip {
    do {
      try await books?.check(identity)
      let made = try await write(identity, on: books?.chipUID(of: identity))
      let isRegistered = try await books?.enter(identity, on: made.chip) ?? false
      return IssuedChip(
        card: made.identity, chip: made.chip, isMade: made.wasMade, isRegistered: isRegistered)
    } catch {
      if case PersonalisingError.spoiled(let chip) = error {
        try await books?.spoil(chip, identity)
      }
      throw error
    }
  }

  private func write(
    _ identity: CardIdentity, on chipUID: [UInt8]?
  ) async throws -> PersonalisedCard {
    let order = CardPersonaliser.Order(
      identity: identity, issued: date, kind: place.kind, overwrites: place.overwrites,
      address: place.address, chipUID: chipUID)
    let (personaliser, place) = (CardPersonaliser(keys: keys), place)
    let reader = try await InsertedCard.reader(
      place.reader, excluding: place.samReader, within: place.patience)
    return try await withTimeLimit(place.patience) {
      let card = try await CardConnection.connect(
        to: reader,
        options: ConnectionOptions(
          connectDeadline: place.patience, commandDeadline: place.patience))
      // Nobody else may select anything on the card meanwhile.
      return try await card.withTransaction { transaction in
        try await personaliser.personalise(transaction.channel, as: order)
      }
    }
  }
}

/// Where a chip is made into a card, and how.
package struct ChipPlace: Sendable {
  /// The reader, or a part of its name.
  let reader: String
  /// The reader in which the key store's own card sits.
  let samReader: String?
  /// The kind of chip that has to be there.
  let kind: ChipKind?
  /// Whether a card of ours is written anew.
  let overwrites: Bool
  /// Where an NTAG 424 DNA leads a telephone.
  let address: String?
  /// How long to wait for the card, and then for its answers.
  let patience: Duration

  package init(
    reader: String, samReader: String? = nil, kind: ChipKind? = nil, overwrites: Bool = false,
    address: String? = nil, patience: Duration = .seconds(30)
  ) {
    self.reader = reader
    self.samReader = samReader
    self.kind = kind
    self.overwrites = overwrites
    self.address = address
    self.patience = patience
  }
}

/// What came of it.
package struct IssuedChip: Sendable {
  package let card: CardIdentity
  package let chip: ChipIdentity
  /// `false` if it was this card already.
  package let isMade: Bool
  /// Whether the card is in the register; `false` for a number that nobody holds yet.
  package let isRegistered: Bool
}
