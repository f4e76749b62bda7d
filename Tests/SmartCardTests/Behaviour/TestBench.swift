import Scenarios
import SmartCard
import Testing
import VirtualCards

/// One private pcscd for all tests of this process, because libpcsclite knows one socket per process.
/// Every test borrows a slot of its own, so that they run side by side.
actor TestBench {
  static let shared = TestBench()

  private var daemon: Task<PrivatePCSCD, any Error>?
  private var free: [PrivatePCSCD.Slot] = []
  private var waiting: [CheckedContinuation<PrivatePCSCD.Slot, Never>] = []

  /// The daemon, started once.
  func running() async throws -> PrivatePCSCD {
    if let daemon { return try await daemon.value }
    let starting = Task {
      // One slot stays out of the pool, so that pcscd has no more than pcsc-lite's limit in use.
      let daemon = try PrivatePCSCD(readers: 7)
      daemon.adopt()
      try await daemon.start()
      return daemon
    }
    daemon = starting
    let started = try await starting.value
    for slot in started.slots { giveBack(slot) }
    return started
  }

  private func borrow() async throws -> PrivatePCSCD.Slot {
    _ = try await running()
    if let slot = free.popLast() { return slot }
    return await withCheckedContinuation { waiting.append($0) }
  }

  private func giveBack(_ slot: PrivatePCSCD.Slot) {
    if waiting.isEmpty { free.append(slot) } else { waiting.removeFirst().resume(returning: slot) }
  }

  /// Lends a slot in which pcscd has seen no card, and gets it back empty.
  @discardableResult
  nonisolated static func withSlot<Value>(
    _ body: (PrivatePCSCD.Slot) async throws -> Value
  ) async throws -> Value {
    let slot = try await shared.borrow()
    let result: Result<Value, any Error>
    do { result = .success(try await body(slot)) } catch { result = .failure(error) }
    slot.remove()
    await waitUntilEmpty(slot.reader)
    await shared.giveBack(slot)
    return try result.get()
  }

  /// Puts a card into a borrowed slot and connects to it once pcscd has seen it.
  @discardableResult
  nonisolated static func withCard<Value>(
    _ card: any VirtualCard, options: ConnectionOptions = .init(),
    _ body: (CardConnection, PrivatePCSCD.Slot) async throws -> Value
  ) async throws -> Value {
    try await withSlot { slot async throws in
      try slot.insert(card)
      try await waitForCard(slot.reader)
      let connection = try await CardConnection.connect(to: slot.reader, options: options)
      let result: Result<Value, any Error>
      do { result = .success(try await body(connection, slot)) } catch { result = .failure(error) }
      try? await connection.disconnect()
      return try result.get()
    }
  }

  /// Waits until pcscd has seen a card in a reader.
  nonisolated static func waitForCard(_ reader: String) async throws {
    for await event in ReaderMonitor().events() {
      switch event {
      case .cardInserted(reader, _), .cardUnresponsive(reader): return
      default: continue
      }
    }
    throw SmartCardError(.noCard, reader: reader)
  }

  /// Waits until pcscd has seen that a reader is empty.
  nonisolated static func waitUntilEmpty(_ reader: String) async {
    var isThere = false
    for await event in ReaderMonitor().events() {
      switch event {
      case .cardInserted(reader, _), .cardUnresponsive(reader): isThere = true
      case .cardRemoved(reader): return
      // A stream begins with all readers and then all cards; a later event of any reader means
      // that the beginning is over, and so does a moment without events.
      default: break
      }
      if !isThere, await !hasCard(reader) { return }
    }
  }

  private nonisolated static func hasCard(_ reader: String) async -> Bool {
    let health = await PCSCHealth.check()
    return health.readers.contains {
      $0.name == reader && ($0.card != nil || $0.isCardUnresponsive)
    }
  }
}

/// Gives a body a limit, so that a mistake shows as a failure and not as a suite that hangs.
func within<Value: Sendable>(
  _ limit: Duration, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
  try await withThrowingTaskGroup(of: Value?.self) { group in
    group.addTask { try await body() }
    group.addTask {
      try await Task.sleep(for: limit)
      return nil
    }
    defer { group.cancelAll() }
    let first = try await group.next()
    return try #require(first ?? nil, "not done after \(limit)")
  }
}
