import LinuxSystem
public import MemberStore
import StoreTables
public import Wording

/// The member store in a PostgreSQL database that all lanes of a chain share (version 13 or later, and
/// engines that speak its protocol).
///
/// Every transaction that books is serializable: where two lanes meet, the server gives one of them up and
/// it is run again, after a random pause that grows. When the link breaks, the store connects again, to
/// whichever of its hosts takes writes then, and goes on; a commit whose answer was lost is looked up, so
/// that nothing is booked twice and nothing that was answered is lost. It connects with the first look.
///
/// The tables are made by ``initialize(grantingTo:)``.
public final class PostgresMemberStore: MemberStore {
  /// Where it is.
  public let address: PostgresAddress
  private let patience: Duration
  private let turnstile: Turnstile
  private let limits: PostgresConnection.Limits
  private let links: Guarded<[PostgresLink]>
  private let all: [PostgresLink]
  private let announce: @Sendable (Sentence) -> Void

  /// Names a store; it is not connected to yet.
  ///
  /// - Parameters:
  ///   - address: where it is.
  ///   - connections: the most connections at a time.
  ///   - patience: how long a server that is away, or other lanes, are waited for.
  ///   - announce: told, in one sentence, what is being waited for.
  public convenience init(
    _ address: PostgresAddress, connections: Int = 4, patience: Duration = .seconds(20),
    announce: @escaping @Sendable (Sentence) -> Void = { _ in }
  ) {
    self.init(
      address, connections: connections, patience: patience, limits: .init(), announce: announce)
  }

  init(
    _ address: PostgresAddress, connections: Int, patience: Duration,
    limits: PostgresConnection.Limits, announce: @escaping @Sendable (Sentence) -> Void = { _ in }
  ) {
    self.address = address
    self.patience = patience
    self.limits = limits
    self.announce = announce
    turnstile = Turnstile(width: max(1, connections))
    all = (0..<max(1, connections)).map { _ in PostgresLink(address, limits: limits) }
    links = Guarded(all)
  }

  /// How often a server was waited for.
  var roundTrips: Int { all.reduce(0) { $0 + $1.roundTrips } }

  public func read<Value: Sendable>(
    _ body: @escaping @Sendable (any StoreTransaction) throws -> Value
  ) async throws(StoreError) -> Value {
    try await tryUntilDone { link in .success(try await link.read(body)) }
  }

  public func write<Value: Sendable>(
    _ body: @escaping @Sendable (any StoreTransaction) throws -> Value
  ) async throws(StoreError) -> Value {
    // What went out and was not answered yet; once that is known, it is over or begins anew.
    let open = Guarded<(value: Value, mark: String)?>(nil)
    return try await tryUntilDone(isOpen: { open.with { $0 != nil } }) { link in
      if let sent = open.with({ $0 }) {
        if try await link.isCommitted(sent.mark) { return .success(sent.value) }
        open.with { $0 = nil }
      }
      switch try await link.write(mark: CommitMark.make(), body) {
      case .done(let value): return .success(value)
      case .open(let value, let mark, let reason):
        open.with { $0 = (value, mark) }
        return .failure(.lost(reason))
      }
    }
  }

  /// Makes the tables where there are none, or brings them up to date.
  ///
  /// - Parameter role: the role of the lanes: it may add to the ledgers and never change or remove what is
  ///   in them.
  /// - Returns: Whether anything had to be done.
  public func initialize(grantingTo role: String? = nil) async throws(StoreError) -> Bool {
    let store = address.text
    return try await tryUntilDone { link in
      .success(
        try await link.administer { connection in
          try PostgresSchema.make(on: connection, store: store, role: role)
        })
    }
  }

  public func check() async throws(StoreError) {
    let store = address.text
    let isWhole = try await tryUntilDone { link in
      .success(
        try await link.administer { connection in
          try PostgresSchema.look(on: connection, store: store)
          return try PostgresCheck.isWhole(on: connection)
        })
    }
    if !isWhole { throw .postgresDamaged(store) }
  }

  public func close() async throws(StoreError) {
    for link in all { await link.close() }
  }

  /// Runs one piece of work on a free link, again and again while another try may help.
  private func tryUntilDone<Value: Sendable>(
    isOpen: @escaping @Sendable () -> Bool = { false },
    _ work: @escaping @Sendable (PostgresLink) async throws -> Result<Value, PostgresFailure>
  ) async throws(StoreError) -> Value {
    try await turnstile.pass { () async throws(StoreError) -> Value in
      guard let link = links.with({ $0.popLast() }) else {
        throw .storeBusy(address.text)
      }
      defer { links.with { $0.append(link) } }
      let end = ContinuousClock.now + patience
      var pause = GrowingPause()
      while true {
        let failure: PostgresFailure
        do {
          switch try await work(link) {
          case .success(let value): return value
          case .failure(let lost): failure = lost
          }
        } catch let error as PostgresFailure {
          failure = error
        } catch {
          throw StoreError(error, store: address.text)
        }
        let isOver = ContinuousClock.now >= end || Task.isCancelled
        switch failure {
        case .refused(let error): throw error
        case .again where isOver: throw .storeBusy(address.text)
        case .taken(let message) where isOver: throw .storeFailed(address.text, message)
        case .again, .taken: break
        case .lost(let reason) where isOver:
          throw isOpen()
            ? .outcomeUnknown(address.text, reason) : .unreachable(address.text, reason)
        case .lost(let reason):
          if pause.isFirst { announce(.waitingForStore(address.text, reason)) }
          pause.atLeast(.milliseconds(50))
        }
        await pause.wait()
      }
    }
  }
}
