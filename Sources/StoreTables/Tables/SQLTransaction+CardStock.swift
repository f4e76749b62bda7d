package import BusinessCalendar
package import MemberStore

extension SQLTransaction {
  package func stock(store: String?, through date: BusinessDate) throws -> [StockEntry] {
    try all(
      """
      SELECT * FROM card_stock WHERE store = COALESCE(?, store) AND business_date <= ?
      ORDER BY position
      """, [store, date.description], Self.stockEntry)
  }

  package func stockEntry(_ id: String) throws -> StockEntry? {
    try first("SELECT * FROM card_stock WHERE id = ?", [id], Self.stockEntry)
  }

  package func append(_ entry: StockEntry) throws {
    try run(
      """
      INSERT INTO card_stock (id, store, year, movement, count, business_date, note)
      VALUES (?,?,?,?,?,?,?)
      """,
      [
        entry.id, entry.store, entry.year, entry.movement.rawValue, entry.count,
        entry.date.description, entry.note,
      ])
  }

  private static func stockEntry(_ row: Row) throws -> StockEntry {
    try StockEntry(
      id: row.value("id"), store: row.value("store"), year: row.value("year"),
      movement: StockMovement(rawValue: row.value("movement")), count: row.value("count"),
      date: row.date("business_date"), note: row.value("note"))
  }
}
