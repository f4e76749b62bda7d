public import BusinessCalendar
import Wording

extension MemberStore {
  /// Takes the latest business date of a store back: something was booked under a date that had not come yet, and
  /// every later sale seemed to run backwards. A supervisor does it, and it is written down.
  ///
  /// What was booked under the wrong date stays as it is; it comes back through returns.
  ///
  /// - Parameters:
  ///   - store: the store's id.
  ///   - date: the date from which the store goes on.
  ///   - who: the supervisor.
  ///   - why: the reason, in their own words.
  ///   - time: when, RFC 3339.
  /// - Returns: the date before, and the sales that are dated after the new one; a date that is the latest already
  ///   changes nothing.
  /// - Throws: `dateNotBooked` for a store without business, or a date after its latest.
  public func repairDate(
    store: String, to date: BusinessDate, by who: String, because why: String, at time: String
  ) async throws(StoreError) -> (before: BusinessDate, later: [String]) {
    try await write { tables in
      guard let before = try tables.latestBusinessDate(store: store), date <= before else {
        throw StoreError.dateNotBooked(date, store: store)
      }
      let later = try tables.sales(store: store, after: date)
      guard date < before else { return (before, later) }
      try tables.setLatestBusinessDate(date, store: store)
      try tables.append(
        AuditEntry(
          .dateRepaired, by: who, because: why, store: store, before: before.description,
          after: date.description, at: time))
      return (before, later)
    }
  }
}

extension StoreError {
  /// Nothing was booked on or after a date.
  static func dateNotBooked(_ date: BusinessDate, store: String) -> StoreError {
    StoreError(
      Code(rawValue: "dateNotBooked"), nature: .input,
      message: Sentence(
        zhHans: "门店 \(store) 在 \(date) 及以后没有入账。", zhHant: "門店 \(store) 在 \(date) 及以後沒有入帳。",
        en: "The store \(store) has booked nothing on or after \(date)."))
  }
}
