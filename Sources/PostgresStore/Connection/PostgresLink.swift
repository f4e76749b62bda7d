import LinuxSystem
import MemberStore
import StoreTables

/// A thread of ours with a connection that it makes when it is needed, and makes anew when it is gone.
final class PostgresLink: Sendable {
  /// How a transaction that writes ended.
  enum Outcome<Value: Sendable>: Sendable {
    case done(Value)
    /// The commit went out and the link broke before its answer came: whether it is booked is written under
    /// the mark.
    case open(Value, mark: String, reason: String)
  }

  private let address: PostgresAddress
  private let limits: PostgresConnection.Limits
  private let thread = QueueThread(name: "CardLane.store")
  private let connection = Guarded<PostgresConnection?>(nil)

  init(_ address: PostgresAddress, limits: PostgresConnection.Limits) {
    self.address = address
    self.limits = limits
  }

  /// How often this link's server was waited for, since it connected.
  var roundTrips: Int { connection.with { $0?.roundTrips ?? 0 } }

  /// Looks at one state of the store.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any StoreTransaction) throws -> Value
  ) async throws -> Value {
    try await run { connection in
      try connection.begin("ISOLATION LEVEL REPEATABLE READ READ ONLY")
      let value = try Self.carryOut(body, on: connection) {}
      try connection.commit()
      return value
    }
  }

  /// Changes the store in one transaction.
  ///
  /// - Parameter mark: what is written with it, so that it can be found again.
  func write<Value: Sendable>(
    mark: String, _ body: @escaping @Sendable (any StoreTransaction) throws -> Value
  ) async throws -> Outcome<Value> {
    try await run { connection in
      try connection.begin("ISOLATION LEVEL SERIALIZABLE")
      let value = try Self.carryOut(body, on: connection) {
        if connection.hasWritten { try CommitMark.leave(mark, on: connection) }
      }
      do throws(PostgresFailure) { try connection.commit() } catch {
        guard case .lost(let reason) = error, connection.hasWritten else { throw error }
        self.letGo()
        return .open(value, mark: mark, reason: reason)
      }
      return .done(value)
    }
  }

  /// Finds out what became of a transaction whose answer never came, and sees to it that it stays so.
  func isCommitted(_ mark: String) async throws -> Bool {
    try await run { connection in
      try connection.begin("ISOLATION LEVEL READ COMMITTED")
      do throws(PostgresFailure) { try CommitMark.makeVoid(mark, on: connection) } catch {
        try connection.rollBack()
        // Whoever is still under way holds the key; only one who has committed keeps it.
        guard case .taken = error else { throw error }
        return try CommitMark.isBooked(mark, on: connection)
      }
      try connection.commit()
      return false
    }
  }

  /// Works on the bare connection, outside of any transaction of the store's; for making the tables.
  func administer<Value: Sendable>(
    _ work: @escaping @Sendable (PostgresConnection) throws -> Value
  ) async throws -> Value {
    try await run(checked: false, work)
  }

  /// Ends the connection.
  func close() async {
    await thread.run { self.letGo() }
  }

  private func letGo() { connection.with { $0 = nil } }

  private func run<Value: Sendable>(
    checked: Bool = true, _ work: @escaping @Sendable (PostgresConnection) throws -> Value
  ) async throws -> Value {
    try await thread.run { () throws -> Value in
      do {
        return try work(self.connected(checked: checked))
      } catch {
        // A link that is in an unknown state is of no use any more.
        if case .lost? = error as? PostgresFailure { self.letGo() }
        throw error
      }
    }
  }

  private func connected(checked: Bool) throws(PostgresFailure) -> PostgresConnection {
    if let connection = connection.with({ $0 }) { return connection }
    let made = try PostgresConnection(address, limits: limits)
    try PostgresSettings.make(on: made, limits: limits)
    if checked {
      try PostgresSchema.look(on: made, store: address.text)
      try CommitMark.sweep(on: made)
    }
    connection.with { $0 = made }
    return made
  }

  /// Runs a body; what it throws ends the transaction.
  private static func carryOut<Value>(
    _ body: (any StoreTransaction) throws -> Value, on connection: PostgresConnection,
    _ end: () throws -> Void
  ) throws -> Value {
    do {
      let value = try body(SQLTransaction(PostgresSession(connection: connection)))
      try end()
      return value
    } catch {
      switch error as? PostgresFailure {
      case .lost?: throw error
      case .again?, .taken?, .refused?:
        try connection.rollBack()
        throw error
      case nil:
        // A refusal rests on what was read: only a commit proves that no other lane came in between.
        if connection.hasWritten { try connection.rollBack() } else { try connection.commit() }
        throw error
      }
    }
  }
}
