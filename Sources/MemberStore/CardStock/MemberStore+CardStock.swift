public import BusinessCalendar
import Wording

extension MemberStore {
  /// Books a movement of blank cards.
  ///
  /// The same movement again changes nothing, also when another day has begun since.
  /// - Throws: `idConflict`; `notEnoughCards` when more cards leave than the store has.
  public func book(_ entry: StockEntry) async throws(StoreError) {
    try await write { store in
      if let stored = try store.stockEntry(entry.id) {
        var again = entry
        again.date = stored.date
        guard stored == again else { throw StoreError.idConflict(entry.id) }
        return
      }
      if entry.movement != .received {
        let left = try store.stock(store: entry.store, through: .latest)
          .filter { $0.year == entry.year }.reduce(Int64(0)) { $0 + $1.change }
        guard entry.count <= left else {
          throw StoreError.notEnoughCards(store: entry.store, year: entry.year, left: left)
        }
      }
      try store.append(entry)
    }
  }

  /// The movements of a store, or of every store, up to a day, in the order of booking.
  public func stock(
    store: String?, through date: BusinessDate
  ) async throws(StoreError) -> [StockEntry] {
    try await read { tables in try tables.stock(store: store, through: date) }
  }
}

extension StockEntry {
  /// How the stock changes: up for received cards, down for all others.
  public var change: Int64 { movement == .received ? count : -count }
}

extension StoreError {
  /// More blank cards would leave than there are.
  static func notEnoughCards(store: String, year: Int, left: Int64) -> StoreError {
    StoreError(
      .notEnoughCards, nature: .refusal,
      message: Sentence(
        zhHans: "门店 \(store) 只有 \(left) 张 \(year) 年空白卡。",
        zhHant: "門店 \(store) 只有 \(left) 張 \(year) 年空白卡。",
        en: "The store \(store) has only \(left) blank cards of \(year)."),
      hint: Sentence(
        zhHans: "请先登记收到的空白卡。", zhHant: "請先登記收到的空白卡。",
        en: "Book the cards that were received first."))
  }
}

extension StoreError.Code {
  /// More blank cards would leave than there are.
  public static let notEnoughCards = Self(rawValue: "notEnoughCards")
}
