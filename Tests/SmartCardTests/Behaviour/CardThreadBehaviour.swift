import Glibc
import Scenarios
import SmartCard
import Testing
import VirtualCards

@Suite("On the card's own thread, through the real pcscd")
struct CardThreadBehaviour {
  static let ok: [UInt8] = [0x90, 0x00]

  static func card(_ transcript: CardTranscript = .init()) -> ScriptedCard {
    ScriptedCard(
      rules: [.on([0x00, 0x88], .silence), .on([0x00], .message(ok))], transcript: transcript)
  }

  @Test("Commands awaited one by one stay on one thread, which is not of the cooperative pool")
  func oneThread() async throws {
    try await TestBench.withCard(Self.card()) { card, slot async throws in
      let names = try await card.onCardThread { _ in
        var names = [threadName()]
        for number in UInt8(0)..<20 {
          _ = try await card.transmit(.init(cla: 0, ins: 1, p1: 0, p2: number))
          names.append(threadName())
        }
        names.append(
          try await card.perform(within: .seconds(5)) { _ throws(SmartCardError) in threadName() })
        try await card.withTransaction { held in
          names.append(threadName())
          _ = try await held.transmit(.init(cla: 0, ins: 1, p1: 0, p2: 0))
          names.append(threadName())
        }
        return names
      }
      #expect(Set(names) == ["card-" + slot.reader.suffix(9)])
    }
  }

  @Test("Other tasks and actors are served between the commands")
  func others() async throws {
    let transcript = CardTranscript()
    try await TestBench.withCard(Self.card(transcript)) { card, _ async throws in
      let counter = Counter()
      try await card.onCardThread { _ in
        async let other = card.transmit(raw: [0, 0xEE, 0, 0])
        for _ in 0..<10 {
          await counter.count()
          _ = try await card.transmit(raw: [0, 1, 2, 3])
        }
        #expect(try await other == Self.ok)
      }
      #expect(await counter.value == 10)
      #expect(transcript.commands.filter { $0 == [0, 0xEE, 0, 0] }.count == 1)
      #expect(transcript.commands.count == 11)
    }
  }

  @Test("A card that hangs is given up at the deadline, and the body goes on")
  func deadline() async throws {
    // Long enough for a good command on a busy machine.
    let options = ConnectionOptions(commandDeadline: .seconds(3))
    try await TestBench.withCard(Self.card(), options: options) { card, _ async throws in
      try await card.onCardThread { _ in
        #expect(try await card.transmit(raw: [0, 1, 2, 3]) == Self.ok)
        await #expect(throws: SmartCardError(.timedOut)) {
          try await card.transmit(raw: [0, 0x88, 0, 1])
        }
        await #expect(throws: SmartCardError(.connectionClosed)) {
          try await card.transmit(raw: [0, 1, 2, 3])
        }
        try await Task.sleep(for: .milliseconds(1))
      }
      // Also a body that begins after the end runs, and is told.
      await #expect(throws: SmartCardError(.connectionClosed)) {
        try await card.onCardThread { _ in try await card.transmit(raw: [0, 1, 2, 3]) }
      }
    }
  }

  @Test("A cancelled body comes back while the card still hangs")
  func cancellation() async throws {
    let transcript = CardTranscript()
    try await TestBench.withCard(Self.card(transcript)) { card, _ async throws in
      let task = Task {
        try await card.onCardThread { _ in try await card.transmit(raw: [0, 0x88, 0, 1]) }
      }
      #expect(
        await transcript.wait(within: .seconds(10)) { $0.contains(.command([0, 0x88, 0, 1])) })
      task.cancel()
      await #expect(throws: SmartCardError(.cancelled)) { try await task.value }
      await #expect(throws: SmartCardError(.connectionClosed)) {
        try await card.transmit(raw: [0, 1, 2, 3])
      }
    }
  }

  @Test(
    "A body that is cancelled between commands sends no further one, and the connection stays good")
  func cancelledBefore() async throws {
    let transcript = CardTranscript()
    try await TestBench.withCard(Self.card(transcript)) { card, _ async throws in
      let task = Task {
        try await card.onCardThread { _ in
          unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
          return try await card.transmit(raw: [0, 7, 7, 7])
        }
      }
      await #expect(throws: SmartCardError(.cancelled)) { try await task.value }
      #expect(try await card.transmit(raw: [0, 1, 2, 3]) == Self.ok)
      #expect(transcript.commands == [[0, 1, 2, 3]])
    }
  }

  @Test("A body may disconnect its own card, and go on without it")
  func disconnecting() async throws {
    try await TestBench.withCard(Self.card()) { card, _ async throws in
      try await card.onCardThread { _ in
        #expect(try await card.transmit(raw: [0, 1, 2, 3]) == Self.ok)
        try await card.disconnect()
        try await Task.sleep(for: .milliseconds(20))
        await #expect(throws: SmartCardError(.connectionClosed)) {
          try await card.transmit(raw: [0, 1, 2, 3])
        }
      }
    }
  }

  @Test("A task that prefers the card's thread runs on it, and so do its child tasks")
  func preferring() async throws {
    try await TestBench.withCard(Self.card()) { card, slot async throws in
      let task = Task(executorPreference: card.executor) {
        var names = [threadName()]
        for number in UInt8(0)..<10 {
          #expect(try await card.transmit(raw: [0, 1, 2, number]) == Self.ok)
          names.append(threadName())
        }
        async let child = { () async throws in
          _ = try await card.transmit(raw: [0, 1, 2, 3])
          return threadName()
        }()
        names.append(try await child)
        return names
      }
      #expect(Set(try await task.value) == ["card-" + slot.reader.suffix(9)])
    }
  }

  @Test("Deadlines and cancellation hold for a task that prefers the card's thread")
  func preferringAndHanging() async throws {
    let options = ConnectionOptions(commandDeadline: .milliseconds(200))
    try await TestBench.withCard(Self.card(), options: options) { card, _ async throws in
      await withTaskExecutorPreference(card.executor) {
        await #expect(throws: SmartCardError(.timedOut)) {
          try await card.transmit(raw: [0, 0x88, 0, 1])
        }
      }
    }
    let transcript = CardTranscript()
    try await TestBench.withCard(Self.card(transcript)) { card, _ async throws in
      let task = Task(executorPreference: card.executor) {
        try await card.transmit(raw: [0, 0x88, 0, 1])
      }
      #expect(
        await transcript.wait(within: .seconds(30)) { $0.contains(.command([0, 0x88, 0, 1])) })
      task.cancel()
      await #expect(throws: SmartCardError(.cancelled)) { try await task.value }
    }
  }

  @Test("A task that prefers the card's thread goes on after the end of the connection")
  func preferringTheEnd() async throws {
    try await TestBench.withSlot { slot async throws in
      try slot.insert(Self.card())
      try await TestBench.waitForCard(slot.reader)
      let task = try await {
        let card = try await CardConnection.connect(to: slot.reader)
        return Task(executorPreference: card.executor) {
          #expect(try await card.transmit(raw: [0, 1, 2, 3]) == Self.ok)
          try await card.disconnect()
          await #expect(throws: SmartCardError(.connectionClosed)) {
            try await card.transmit(raw: [0, 1, 2, 3])
          }
          // Away, and back to a thread that has ended meanwhile.
          try await Task.sleep(for: .milliseconds(20))
          return threadName()
        }
      }()
      #expect(try await task.value == "card-" + slot.reader.suffix(9))
    }
  }

  private actor Counter {
    private(set) var value = 0
    func count() { value += 1 }
  }
}

/// The kernel's name of the thread that runs this.
func threadName() -> String {
  guard let file = unsafe fopen("/proc/thread-self/comm", "re") else { return "" }
  defer { unsafe fclose(file) }
  var bytes = [UInt8](repeating: 0, count: 32)
  let count = unsafe fread(&bytes, 1, bytes.count, file)
  return String(decoding: bytes[..<count].prefix { $0 != 0x0A }, as: UTF8.self)
}
