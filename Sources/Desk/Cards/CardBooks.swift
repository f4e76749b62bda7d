package import BusinessCalendar
import CardCrypto
package import MemberStore
import VIPCard
import Wording

/// Register and stock, as far as making a card touches them.
package struct CardBooks: Sendable {
  private let store: any MemberStore
  private let shop: String?
  private let member: String?
  private let date: BusinessDate

  /// The books of a shop.
  ///
  /// - Parameters:
  ///   - shop: the shop whose stock of blank cards the card comes from; `nil` counts none.
  ///   - member: the member's id, for a number that nobody holds yet.
  package init(
    _ store: any MemberStore, shop: String? = nil, member: String? = nil, date: BusinessDate
  ) {
    self.store = store
    self.shop = shop
    self.member = member
    self.date = date
  }

  /// Whether the card may be made: nothing newer is out, it is not blocked, and a blank card is there.
  func check(_ identity: CardIdentity) async throws {
    let known = try await cards(of: identity)
    let sameYear = known.filter { $0.year == identity.year.rawValue }
    if let newest = sameYear.map(\.sequence).max(), newest > identity.sequence {
      throw CardMistake.olderSequence(newest)
    }
    if let card = sameYear.first(where: { $0.sequence == identity.sequence }),
      card.status != .active
    {
      throw CardMistake.blocked(card)
    }
    if let member, let holder = known.first?.memberID, holder != member {
      throw CardMistake.otherHolder(identity.number)
    }
    if let member, try await store.member(member) == nil {
      throw StoreError.unknownMember(member)
    }
    guard let shop, try await !isBooked(issueID(identity)) else { return }
    guard try await blanks(shop, identity.year) > 0 else {
      throw CardMistake.noBlanks(shop, identity.year)
    }
  }

  /// The UID of the chip on which the card lies, where the register knows of one.
  func chipUID(of identity: CardIdentity) async throws -> [UInt8]? {
    let record = try await cards(of: identity).first {
      $0.year == identity.year.rawValue && $0.sequence == identity.sequence
    }
    return record?.chipUID.flatMap(Hex.bytes)
  }

  /// Writes down that the card was made, and on which chip: a tap by telephone names nothing else.
  /// Returns whether it is in the register.
  func enter(
    _ identity: CardIdentity, on chip: ChipIdentity? = nil, counter: RollingCounter? = nil,
    making: CardMaking? = nil
  ) async throws -> Bool {
    if let shop {
      try await book(issueID(identity), shop, identity.year, .issued)
    }
    guard let holder = try await cards(of: identity).first?.memberID ?? member else {
      return false
    }
    var record = CardRecord(
      number: identity.number.digits, year: identity.year.rawValue, sequence: identity.sequence,
      memberID: holder, issued: date, chipUID: chip.map { ChipUID.text($0.uid) })
    record.counterCommitted = counter?.rawValue
    try await store.issue(making?.made(record) ?? record)
    return true
  }

  /// Writes down that a blank card is spoiled.
  func spoil(_ chip: ChipIdentity, _ identity: CardIdentity) async throws {
    guard let shop else { return }
    try await book("card-spoiled-\(chip.uidText)", shop, identity.year, .spoiled)
  }

  // MARK: The store

  private func cards(of identity: CardIdentity) async throws -> [CardRecord] {
    let number = identity.number.digits
    return try await store.read { try $0.cards(number: number) }
  }

  private func issueID(_ identity: CardIdentity) -> String {
    "card-\(identity.number.digits)-\(identity.year)-\(identity.sequence)"
  }

  private func isBooked(_ id: String) async throws -> Bool {
    try await store.read { try $0.stockEntry(id) } != nil
  }

  private func blanks(_ shop: String, _ year: CardYear) async throws -> Int64 {
    try await store.stock(store: shop, through: .latest)
      .filter { $0.year == year.rawValue }.reduce(0) { $0 + $1.change }
  }

  private func book(
    _ id: String, _ shop: String, _ year: CardYear, _ movement: StockMovement
  ) async throws {
    guard try await !isBooked(id) else { return }
    try await store.book(
      StockEntry(
        id: id, store: shop, year: year.rawValue, movement: movement, count: 1, date: date))
  }
}
