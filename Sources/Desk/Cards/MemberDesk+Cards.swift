package import BusinessCalendar
package import Loyalty
package import MemberStore
package import VIPCard

/// A card that was handed out.
package struct CardExchanged: Sendable {
  package let holder: CardHolder
  /// The chip that was written; `nil` where only the register changed.
  package let chip: ChipIdentity?
  /// Whether the register knew the card already.
  package let isRepeated: Bool
}

extension MemberDesk {
  /// Blocks a card in the register, or takes a block back (`active`).
  ///
  /// - Throws: ``PlainError`` `cardReplaced`: a card that a newer one replaced stays replaced;
  ///   ``StoreError`` for a card that nobody knows.
  package func block(
    _ card: CardIdentity, as status: CardStatus, on date: BusinessDate
  ) async throws -> CardRecord {
    let current = try await record(of: card)
    if let current, status == .active, current.status == .replaced {
      throw CardMistake.replaced(current)
    }
    if current?.status != status {
      try await store.block(
        number: card.number.digits, year: card.year.rawValue, sequence: card.sequence, as: status,
        on: date)
    }
    guard let changed = try await record(of: card) else {
      throw StoreError.unknownNumber(card.number)
    }
    return changed
  }

  /// Enters a member's next card: the new year's, or one in place of a damaged card.
  ///
  /// - Throws: ``PlainError``: not the exchange month, a newer card is out, a lost card is not replaced.
  package func exchange(
    _ card: CardIdentity, making: CardMaking, program: LoyaltyProgram, on date: BusinessDate
  ) async throws -> CardExchanged {
    let number = card.number.digits
    let known = try await store.read { try $0.cards(number: number) }
    guard let holder = known.first?.memberID else { throw StoreError.unknownNumber(card.number) }
    let record = making.made(
      CardRecord(
        number: number, year: card.year.rawValue, sequence: card.sequence, memberID: holder,
        issued: date))
    let isKnown = known.contains { $0.year == record.year && $0.sequence == record.sequence }
    if !isKnown { try Self.check(record, among: known, program: program, on: date) }
    try await store.issue(record)
    return CardExchanged(
      holder: try await self.holder(holder, on: date), chip: nil, isRepeated: isKnown)
  }

  /// A member with their cards.
  func holder(_ id: String, on date: BusinessDate) async throws -> CardHolder {
    try await store.read { tables in
      guard let member = try tables.member(id) else { throw StoreError.unknownMember(id) }
      return try CardHolder(member, on: date, tables)
    }
  }

  private func record(of card: CardIdentity) async throws -> CardRecord? {
    try await store.read { try $0.cards(number: card.number.digits) }.first {
      $0.year == card.year.rawValue && $0.sequence == card.sequence
    }
  }

  /// Refuses a card of a year that is not handed out yet, and one in place of a lost card.
  static func check(
    _ card: CardRecord, among known: [CardRecord], program: LoyaltyProgram, on date: BusinessDate
  ) throws {
    let month = program.cardExchange?.month
    let isNextYear = card.year == date.year + 1
    guard card.year == date.year || (isNextYear && (month ?? date.month) == date.month) else {
      throw CardMistake.wrongYear(card.year, on: date, month: month)
    }
    let sameYear = known.filter { $0.year == card.year }
    if let newest = sameYear.map(\.sequence).max(), newest > card.sequence {
      throw CardMistake.olderSequence(newest)
    }
    let isLost = sameYear.contains { $0.status != .active && $0.status != .replaced }
    if isLost { throw CardMistake.lostNotReplaced(month: month) }
  }
}
