package import BusinessCalendar
package import MemberStore

extension MemberStore {
  /// Closes a day of a shop: from now on nothing is booked on it unless a supervisor lets it in.
  ///
  /// - Parameters:
  ///   - who: who closes it.
  ///   - time: when, RFC 3339.
  /// - Returns: the close, and whether the day had been closed before.
  package func close(
    shop: String, date: BusinessDate, by who: String, at time: String
  ) async throws(StoreError) -> (day: ClosedDay, isRepeated: Bool) {
    try await write { tables in
      if let day = try tables.closedDay(store: shop, date: date) { return (day, true) }
      let figures = try DayClose(shop: shop, date: date, drawer: nil, tables).figures
      let day = ClosedDay(
        store: shop, date: date, who: who, time: time, content: try figures.text())
      try tables.insert(day)
      return (day, false)
    }
  }
}
