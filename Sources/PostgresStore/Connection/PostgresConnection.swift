import CPQ
import Glibc
import LinuxSystem
import MemberStore
import StoreTables

/// One connection. Used by one thread at a time, which it blocks while it waits for the server.
///
/// Statements are sent as they come and answered when an answer is needed (libpq's pipeline mode): what
/// only writes costs no round trip of its own.
@safe final class PostgresConnection: @unchecked Sendable {
  /// How long the server may take for one statement, and how long we wait for it.
  struct Limits: Sendable {
    var statement = Duration.seconds(15)
    var answer = Duration.seconds(20)
  }

  /// What the server still has to answer, in order.
  private enum Expected {
    case statement
    case preparation(String)
    case synchronization
  }

  private let pointer: OpaquePointer
  private let store: String
  private let limits: Limits
  private var names: [String: String] = [:]
  private var prepared = 0
  private var expected: [Expected] = []
  /// Whether the transaction changed anything.
  private(set) var hasWritten = false
  /// How often the server was waited for.
  private(set) var roundTrips = 0

  /// Connects: to the first host that takes writes.
  init(_ address: PostgresAddress, limits: Limits) throws(PostgresFailure) {
    store = address.text
    self.limits = limits
    let pairs = address.parameters.sorted { $0.key < $1.key }
    let connection = unsafe CStrings.with(pairs.map { .text($0.key) } + [.null]) { keywords in
      unsafe CStrings.with(pairs.map { .text($0.value) } + [.null]) { values in
        unsafe PQconnectdbParams(keywords, values, 0)
      }
    }
    guard let connection = unsafe connection else { throw .lost("out of memory") }
    unsafe pointer = connection
    guard unsafe PQstatus(connection) == CONNECTION_OK else { throw .lost(reason) }
    guard unsafe PQserverVersion(connection) >= 130_000 else {
      throw .refused(.serverTooOld(address.text))
    }
    unsafe PQsetNoticeReceiver(connection, { _, _ in }, nil)
    unsafe PQsetnonblocking(connection, 1)
    guard unsafe PQenterPipelineMode(connection) == 1 else { throw .lost(reason) }
  }

  deinit { unsafe PQfinish(pointer) }

  /// What libpq says of the link.
  private var reason: String { unsafe String(cString: PQerrorMessage(pointer)).trimmed }

  // MARK: Statements

  /// Sends a statement; it is answered by the next ``answer()``.
  func send(_ sql: String, _ arguments: SQLArguments = []) throws(PostgresFailure) {
    for case .text(let text) in arguments.values where text.utf8.contains(0) {
      throw .refused(.storeFailed(store, "U+0000"))
    }
    let name = try prepare(sql)
    let isSent = unsafe CStrings.with(arguments.values) { values in
      unsafe PQsendQueryPrepared(
        pointer, name, Int32(arguments.values.count), values, nil, nil, 0)
    }
    guard isSent == 1 else { throw .lost(reason) }
    expected.append(.statement)
  }

  /// Sends a statement that changes something.
  func change(_ sql: String, _ arguments: SQLArguments) throws(PostgresFailure) {
    hasWritten = true
    try send(sql, arguments)
  }

  /// Waits for the answers to all that was sent, and returns the last.
  func answer() throws(PostgresFailure) -> PostgresAnswer {
    guard unsafe PQsendFlushRequest(pointer) == 1 else { throw .lost(reason) }
    guard let answer = try settle() else { throw .lost("no answer") }
    return answer
  }

  // MARK: Transactions

  /// Begins a transaction. Nothing is waited for.
  func begin(_ mode: String) throws(PostgresFailure) {
    hasWritten = false
    try send("BEGIN \(mode)")
  }

  /// Ends the transaction.
  func commit() throws(PostgresFailure) {
    try send("COMMIT")
    do throws(PostgresFailure) {
      let answer = try synchronize()
      guard answer?.command == "COMMIT" else { throw .again("rolled back") }
    } catch {
      // What failed before the commit was reached leaves the transaction open.
      if case .lost = error { throw error }
      try rollBack()
      throw error
    }
  }

  /// Gives the transaction up, whatever state it is in.
  func rollBack() throws(PostgresFailure) {
    // What was sent and is not answered yet may fail: that is none of our interest any more.
    do throws(PostgresFailure) { _ = try synchronize() } catch {
      if case .lost = error { throw error }
    }
    try send("ROLLBACK")
    _ = try synchronize()
  }

  // MARK: The wire

  private func prepare(_ sql: String) throws(PostgresFailure) -> String {
    if let name = names[sql] { return name }
    prepared += 1
    let name = "s\(prepared)"
    guard unsafe PQsendPrepare(pointer, name, Self.numbered(sql), 0, nil) == 1 else {
      throw .lost(reason)
    }
    expected.append(.preparation(sql))
    names[sql] = name
    return name
  }

  private func synchronize() throws(PostgresFailure) -> PostgresAnswer? {
    guard unsafe PQpipelineSync(pointer) == 1 else { throw .lost(reason) }
    expected.append(.synchronization)
    return try settle()
  }

  /// Reads an answer for everything that was sent; throws the first failure once all is read.
  private func settle() throws(PostgresFailure) -> PostgresAnswer? {
    roundTrips += 1
    let deadline = ContinuousClock.now + limits.answer
    var (last, failure): (PostgresAnswer?, PostgresFailure?) = (nil, nil)
    while !expected.isEmpty {
      let step = expected.removeFirst()
      let answer = try next(until: deadline)
      switch (step, answer.status) {
      case (.synchronization, PGRES_PIPELINE_SYNC): continue
      case (.preparation, PGRES_COMMAND_OK): continue
      case (.statement, PGRES_COMMAND_OK), (.statement, PGRES_TUPLES_OK): last = answer
      case (_, PGRES_FATAL_ERROR), (_, PGRES_PIPELINE_ABORTED):
        if case .preparation(let sql) = step { names[sql] = nil }
        if answer.status == PGRES_FATAL_ERROR, failure == nil {
          let (state, message) = answer.failure
          failure = PostgresFailure(state: state, message: message, store: store)
        }
      default: throw .lost("an answer out of order")
      }
    }
    if let failure { throw failure }
    return last
  }

  /// The next answer; between two of them libpq says once that one is complete.
  private func next(until deadline: ContinuousClock.Instant) throws(PostgresFailure)
    -> PostgresAnswer
  {
    for _ in 0..<3 {
      try wait(until: deadline)
      if let result = unsafe PQgetResult(pointer) { return unsafe PostgresAnswer(result) }
      guard unsafe PQstatus(pointer) == CONNECTION_OK else { throw .lost(reason) }
    }
    throw .lost("no answer")
  }

  /// Sends what is still to be sent and waits until an answer is there.
  private func wait(until deadline: ContinuousClock.Instant) throws(PostgresFailure) {
    while true {
      let unsent = unsafe PQflush(pointer)
      guard unsent >= 0 else { throw .lost(reason) }
      if unsent == 0, unsafe PQisBusy(pointer) == 0 { return }
      var entry = pollfd(
        fd: unsafe PQsocket(pointer), events: Int16(POLLIN | (unsent == 1 ? POLLOUT : 0)),
        revents: 0)
      let ready = unsafe poll(&entry, 1, PollTime.milliseconds(until: deadline))
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else { throw .lost("no answer in \(limits.answer)") }
      guard unsafe PQconsumeInput(pointer) == 1 else { throw .lost(reason) }
    }
  }

  /// `?` as PostgreSQL wants it: `$1`, `$2`, …
  static func numbered(_ sql: String) -> String {
    var (text, count, isQuoted) = ("", 0, false)
    for character in sql {
      if character == "'" { isQuoted.toggle() }
      guard character == "?", !isQuoted else {
        text.append(character)
        continue
      }
      count += 1
      text += "$\(count)"
    }
    return text
  }
}
