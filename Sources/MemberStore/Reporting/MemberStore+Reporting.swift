public import BusinessCalendar

extension MemberStore {
  /// All members, by id.
  public func members() async throws(StoreError) -> [Member] {
    try await read { store in try store.members() }
  }

  /// Sales of every store and state between two business dates, both included.
  public func sales(
    from: BusinessDate, through: BusinessDate
  ) async throws(StoreError) -> [SaleRecord] {
    try await read { store in try store.sales(from: from, through: through) }
  }
}
