import BusinessCalendar
package import MemberStore

/// A movement of blank cards that was booked.
package struct StockBooked: Sendable {
  package let entry: StockEntry
  /// How many blank cards of that year the shop has now.
  package let left: Int64
}

/// The shop's blank cards: received, issued, spoiled, missing or sent back (rules A26, A31).
package enum BlankCards {
  /// Books a movement; the same once more changes nothing.
  ///
  /// - Throws: ``StoreError`` `idConflict`; `notEnoughCards` when more cards leave than the shop has.
  package static func book(_ entry: StockEntry, in store: any MemberStore) async throws
    -> StockBooked
  {
    try await store.book(entry)
    let left = try await store.stock(store: entry.store, through: .latest)
      .filter { $0.year == entry.year }.reduce(Int64(0)) { $0 + $1.change }
    return StockBooked(entry: entry, left: left)
  }
}
