/// The memory of the house: members, cards, points, sales, slips.
///
/// A store is a set of tables with transactions; what may be booked is decided once, in the extensions
/// of this protocol, and holds for every implementation alike. A transaction happens completely or not
/// at all, and ``write(_:)`` returns only when what it did survives a power cut.
///
/// The body of a transaction may run more than once: a store that many lanes share may have to begin again
/// when two of them meet. Only the last run counts. So a body works on its tables and on values that were
/// made before, and leaves nothing behind anywhere else.
///
/// `PostgresMemberStore` keeps the book that all lanes of a chain share, `SQLiteMemberStore` one file on the
/// lane or the shop's server, `InMemoryMemberStore` everything until the process ends.
public protocol MemberStore: Sendable {
  /// Looks at one consistent state of the store.
  ///
  /// - Parameter body: what to look at; it may run more than once.
  /// - Throws: ``StoreError``: what the body threw, or the failure of the store.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any StoreTransaction) throws -> Value
  ) async throws(StoreError) -> Value

  /// Changes the store in one transaction; when the body throws, nothing has happened.
  ///
  /// - Parameter body: what to change; it may run more than once, and only the last run counts.
  /// - Throws: ``StoreError``: what the body threw, or the failure of the store.
  func write<Value: Sendable>(
    _ body: @escaping @Sendable (any StoreTransaction) throws -> Value
  ) async throws(StoreError) -> Value

  /// Takes what was erased (rule A48) out of whatever the store keeps beside its tables, such as a log.
  ///
  /// - Throws: `storeBusy` while another program reads; erasing itself is done, try again later.
  func purge() async throws(StoreError)

  /// Looks whether the store is whole and its books agree with themselves.
  ///
  /// - Throws: `storeDamaged`, or the failure of the store.
  func check() async throws(StoreError)

  /// Waits for what is under way and lets go of the store; later calls fail.
  func close() async throws(StoreError)
}

extension MemberStore {
  /// Nothing, in a store that keeps nothing beside its tables.
  public func purge() async throws(StoreError) {}

  /// Nothing, in a store that lives in memory.
  public func check() async throws(StoreError) {}
}
