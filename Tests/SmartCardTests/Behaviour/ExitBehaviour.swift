import Glibc
import Scenarios
import SmartCard
import Testing
import VirtualCards

/// What a process is in the middle of when it calls `exit`.
enum LastDeed: String, CaseIterable, Codable {
  /// A monitor waits for something to happen.
  case watching
  /// Three monitors are told of cards that come and go.
  case hearing
  /// A card does not answer.
  case hanging
  /// A card does not answer a task on its own thread.
  case hangingOnThread
  /// Another process holds the card.
  case waitingForOthers
  /// Commands go back and forth.
  case talking
  /// Connections are made and dropped.
  case connecting
  /// There is no service, and a monitor tries to reach it again and again.
  case serviceless

  /// Begins the deed in tasks of their own, and comes back in the midst of it.
  func begin(reader: String) async throws {
    switch self {
    case .watching, .hearing:
      for _ in 0..<(self == .watching ? 1 : 3) {
        let events = ReaderMonitor().events()
        for await _ in events { break }
        Task { for await _ in events {} }
      }
    case .hanging:
      let card = try await CardConnection.connect(to: reader)
      _ = try await card.transmit(raw: [0, 1, 2, 3])
      Task { try await card.transmit(raw: [0, 0x88, 0, 0]) }
      await Task.yield()
    case .hangingOnThread:
      let card = try await CardConnection.connect(to: reader)
      let (begun, beginning) = AsyncStream.makeStream(of: Void.self)
      Task {
        try await card.onCardThread { _ in
          beginning.yield()
          return try await card.transmit(raw: [0, 0x88, 0, 0])
        }
      }
      for await _ in begun { break }
    case .waitingForOthers:
      Task { try await CardConnection.connect(to: reader) }
      await Task.yield()
    case .talking:
      let card = try await CardConnection.connect(to: reader)
      _ = try await card.transmit(raw: [0, 1, 2, 3])
      Task { while true { _ = try await card.transmit(raw: [0, 1, 2, 3]) } }
      Task {
        try await card.onCardThread { _ in
          while true { _ = try await card.transmit(raw: [0, 1, 2, 3]) }
        }
      }
    case .connecting:
      for _ in 0..<3 {
        Task { while true { _ = try? await CardConnection.connect(to: reader) } }
      }
      _ = try await CardConnection.connect(to: reader)
    case .serviceless:
      unsafe setenv("PCSCLITE_CSOCK_NAME", "/nonexistent/pcscd.comm", 1)
      let events = ReaderMonitor().events()
      for await _ in events { break }
      Task { for await _ in events {} }
      Task { while true { _ = try? await CardConnection.connect(to: reader) } }
    }
  }

  /// What the card does meanwhile.
  func card() -> ScriptedCard {
    ScriptedCard(rules: [.on([0x00, 0x88], .silence), .on([0x00], .message([0x90, 0x00]))])
  }
}

@Suite("The end of a process, in the middle of anything")
struct ExitBehaviour {
  @Test(
    "A process may call exit whatever its monitors and cards are doing",
    arguments: LastDeed.allCases
  )
  func anywhere(_ deed: LastDeed) async throws {
    try await TestBench.withSlot { slot async throws in
      let reader = slot.reader
      try slot.insert(deed.card())
      try await TestBench.waitForCard(reader)
      let holder =
        deed == .waitingForOthers ? try await CardConnection.connect(to: reader) : nil
      try await holder?.perform(within: .seconds(5)) { card throws(SmartCardError) in
        try card.beginTransaction()
      }
      // Each is a process of its own that uses this one's pcscd; more by CARDLANE_EXIT_ROUNDS.
      for round in 0..<Self.rounds {
        if deed == .hearing { slot.remove() }
        if round > 0, deed == .hanging || deed == .hangingOnThread {
          // For pcscd the card still hangs: it makes room for another.
          slot.remove()
          await TestBench.waitUntilEmpty(reader)
          try slot.insert(deed.card())
          try await TestBench.waitForCard(reader)
        }
        await #expect(processExitsWith: .success) {
          [deed = deed as LastDeed, reader = reader as String, round = round as Int] in
          try await deed.begin(reader: reader)
          // Some are just in the library, some on their way there.
          usleep(useconds_t(round % 5) * 700)
          exit(EXIT_SUCCESS)
        }
        if deed == .hearing { try slot.insert(deed.card()) }
      }
      try await holder?.disconnect()
    }
  }

  private static var rounds: Int {
    guard let value = unsafe getenv("CARDLANE_EXIT_ROUNDS") else { return 5 }
    return Int(unsafe String(cString: value)) ?? 5
  }
}
