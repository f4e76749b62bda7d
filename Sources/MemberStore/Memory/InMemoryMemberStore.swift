import Synchronization

/// The member store in memory: the same rules, gone when the process ends.
///
/// For a lane in training and for tests; every transaction sees the whole of the one before.
public final class InMemoryMemberStore: MemberStore {
  private let tables = Mutex(MemoryTables())

  /// Makes an empty store.
  public init() {}

  public func read<Value: Sendable>(
    _ body: @escaping @Sendable (any StoreTransaction) throws -> Value
  ) async throws(StoreError) -> Value {
    try run(body) { _, _ in }
  }

  public func write<Value: Sendable>(
    _ body: @escaping @Sendable (any StoreTransaction) throws -> Value
  ) async throws(StoreError) -> Value {
    try run(body) { stored, changed in stored = changed }
  }

  public func close() async throws(StoreError) {
    tables.withLock { $0.isClosed = true }
  }

  private func run<Value>(
    _ body: (any StoreTransaction) throws -> Value,
    then keep: (_ stored: inout MemoryTables, _ changed: MemoryTables) -> Void
  ) throws(StoreError) -> Value {
    do {
      return try tables.withLock { stored in
        guard !stored.isClosed else { throw StoreError.storeUnavailable(Self.name) }
        // The body works on a copy, so that nothing has happened when it throws.
        let transaction = MemoryTransaction(tables: stored)
        let value = try body(transaction)
        keep(&stored, transaction.tables)
        return value
      }
    } catch {
      throw StoreError(error, store: Self.name)
    }
  }

  private static let name = "(memory)"
}
