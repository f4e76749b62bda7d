package import BusinessCalendar
package import Loyalty
import MemberStore
package import VIPCard

extension MemberDesk {
  /// Gives a member the next card: in the register, and on a chip where there is a desk for it.
  ///
  /// The same once more does what is not done yet.
  ///
  /// - Parameters:
  ///   - old: number of the card that is exchanged, year and sequence of the next one.
  ///   - newNumber: the member's new number; the old one is kept if `nil`.
  ///   - collectsOld: whether the old card was handed in and ends today.
  ///   - shop: the shop whose stock of blank cards the card comes from.
  ///   - making: what a card was made with that no chip desk writes here.
  ///   - chip: makes the desk that writes the chip; `nil` where only the register changes.
  /// - Throws: ``PlainError``: not the exchange month, a lost card is not replaced; what the chip fails with.
  package func nextCard(
    _ old: CardIdentity, newNumber: CardNumber?, collectsOld: Bool, shop: String?,
    making: CardMaking = CardMaking(), program: LoyaltyProgram, on date: BusinessDate,
    chip: ((CardBooks) throws -> ChipDesk)?
  ) async throws -> CardExchanged {
    let identity =
      try newNumber.map { number in
        guard IssuerPrefix.china.matches(number),
          let identity = CardIdentity(number: number, year: old.year, sequence: old.sequence)
        else { throw CardMistake.foreignNumber }
        return identity
      } ?? old
    let known = try await store.read { try $0.cards(number: old.number.digits) }
    guard let holder = known.first?.memberID else { throw StoreError.unknownNumber(old.number) }
    let record = CardRecord(
      number: identity.number.digits, year: identity.year.rawValue,
      sequence: identity.sequence, memberID: holder, issued: date)
    let owned = try await store.cards(of: holder)
    let isKnown = owned.contains {
      $0.number == record.number && $0.year == record.year && $0.sequence == record.sequence
    }
    if !isKnown {
      // A lost card of any of the member's numbers stands against another one (A30).
      let rivals = owned.filter {
        $0.number == record.number || ($0.status != .active && $0.status != .replaced)
      }
      try Self.check(record, among: rivals, program: program, on: date)
    }
    let books = CardBooks(store, shop: shop, member: holder, date: date)
    let made = try await chip?(books).issue(identity)
    if made == nil {
      try await books.check(identity)
      _ = try await books.enter(identity, making: making)
    }
    try await end(owned, record, collectsOld: collectsOld, on: date)
    return CardExchanged(
      holder: try await self.holder(holder, on: date), chip: made?.chip, isRepeated: isKnown)
  }

  /// Ends the cards whose place the new one takes: under another number those of its year, and where
  /// the old card was handed in those of earlier years.
  private func end(
    _ owned: [CardRecord], _ new: CardRecord, collectsOld: Bool, on date: BusinessDate
  ) async throws {
    for old in owned where old.status == .active {
      let isSameCard =
        old.number == new.number && old.year == new.year && old.sequence == new.sequence
      let takesPlace = old.year == new.year || (collectsOld && old.year < new.year)
      guard takesPlace, !isSameCard else { continue }
      try await store.block(
        number: old.number, year: old.year, sequence: old.sequence, as: .replaced, on: date)
    }
  }
}
