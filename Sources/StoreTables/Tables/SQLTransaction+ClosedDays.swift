package import BusinessCalendar
package import MemberStore

extension SQLTransaction {
  package func closedDay(store: String, date: BusinessDate) throws -> ClosedDay? {
    try first(
      "SELECT * FROM closed_days WHERE store = ? AND business_date = ?", [store, date.description]
    ) { row in
      try ClosedDay(
        store: store, date: date, who: row.value("who"), time: row.value("closed_at"),
        content: row.value("content"))
    }
  }

  package func insert(_ day: ClosedDay) throws {
    try run(
      """
      INSERT INTO closed_days (store, business_date, who, closed_at, content) VALUES (?,?,?,?,?)
      """, [day.store, day.date.description, day.who, day.time, day.content])
  }
}
