/// The memory of the house: members, cards, points, sales, slips.
///
/// A store is a set of tables with transactions; what may be booked is decided once, in the extensions
/// of this protocol, and holds for every implementation alike. A transaction happens completely or not
/// at all, and ``write(_:)`` returns only when what it did survives a power cut.
///
/// `SQLiteMemberStore` keeps one file on the lane or the store's server, `InMemoryMemberStore` keeps
/// everything until the process ends.
public protocol MemberStore: Sendable {
  /// Looks at one consistent state of the store.
  ///
  /// - Throws: ``StoreError``: what the body threw, or the failure of the store.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any StoreTransaction) throws -> Value
  ) async throws(StoreError) -> Value

  /// Changes the store in one transaction; when the body throws, nothing has happened.
  ///
  /// - Throws: ``StoreError``: what the body threw, or the failure of the store.
  func write<Value: Sendable>(
    _ body: @escaping @Sendable (any StoreTransaction) throws -> Value
  ) async throws(StoreError) -> Value

  /// Waits for what is under way and lets go of the store; later calls fail.
  func close() async throws(StoreError)
}
