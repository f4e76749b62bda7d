import BusinessCalendar

extension MemoryTransaction {
  func closedDay(store: String, date: BusinessDate) throws -> ClosedDay? {
    tables.closedDays["\(date) \(store)"]
  }

  func insert(_ day: ClosedDay) throws {
    let key = "\(day.date) \(day.store)"
    try require(tables.closedDays[key] == nil, "closed_days")
    tables.closedDays[key] = day
  }
}
