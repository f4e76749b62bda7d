import Scenarios
import SmartCard
import Testing
import VirtualCards

@Suite("Deadlines, cancellation and transactions, through the real pcscd")
struct DeadlineBehaviour {
  static let ok: [UInt8] = [0x90, 0x00]

  static func hanging(_ transcript: CardTranscript = .init()) -> ScriptedCard {
    ScriptedCard(
      rules: [.on([0x00, 0x88], .silence), .on([0x00], .message(ok))], transcript: transcript)
  }

  @Test("A card that hangs is given up at the deadline, and a new card works in the same reader")
  func deadline() async throws {
    let options = ConnectionOptions(commandDeadline: .milliseconds(300))
    try await TestBench.withCard(Self.hanging(), options: options) { card, slot async throws in
      await #expect(throws: SmartCardError(.timedOut)) {
        try await card.transmit(raw: [0, 0x88, 0, 1])
      }
      await #expect(throws: SmartCardError(.connectionClosed)) {
        try await card.transmit(raw: [0, 1, 2, 3])
      }
      try slot.insert(Self.hanging())
      try await TestBench.waitForCard(slot.reader)
      let answer = try await within(.seconds(20)) { [reader = slot.reader] in
        try await ConnectionBehaviour.transmitPatiently([0, 1, 2, 3], to: reader)
      }
      #expect(answer == Self.ok)
    }
  }

  @Test("The end of a connection does not wait for a card that hangs")
  func disconnecting() async throws {
    let transcript = CardTranscript()
    try await TestBench.withCard(Self.hanging(transcript)) { card, _ async throws in
      let hanging = Task { try await card.transmit(raw: [0, 0x88, 0, 1]) }
      #expect(
        await transcript.wait(within: .seconds(30)) { $0.contains(.command([0, 0x88, 0, 1])) })
      await #expect(throws: SmartCardError(.timedOut)) { try await card.disconnect() }
      // It would have had half a minute by itself; it is ended with the connection.
      let end = await hanging.result
      let error = #expect(throws: SmartCardError.self) { try end.get() }
      #expect(error?.reason != .timedOut)
    }
  }

  @Test("A message without content from the card hangs the reader, not the program")
  func emptyMessage() async throws {
    let card = ScriptedCard(rules: [.on([0x00], .raw([0, 0]))])
    let options = ConnectionOptions(commandDeadline: .milliseconds(300))
    try await TestBench.withCard(card, options: options) { card, _ async throws in
      let error = await #expect(throws: SmartCardError.self) {
        try await card.transmit(raw: [0, 0x88, 0, 1])
      }
      #expect([.timedOut, .cardRemoved].contains(error?.reason))
    }
  }

  @Test("A cancelled task comes back while the card still hangs")
  func cancellation() async throws {
    let transcript = CardTranscript()
    try await TestBench.withCard(Self.hanging(transcript)) { card, _ async throws in
      let task = Task { try await card.transmit(raw: [0, 0x88, 0, 1]) }
      #expect(
        await transcript.wait(within: .seconds(10)) { $0.contains(.command([0, 0x88, 0, 1])) })
      task.cancel()
      await #expect(throws: SmartCardError(.cancelled)) { try await task.value }
    }
  }

  @Test("A cancelled task leaves the connection good if the card answers soon after")
  func harmlessCancellation() async throws {
    let transcript = CardTranscript()
    let script = ScriptedCard(
      rules: [
        .on([0x00, 0x88], .delayed(.milliseconds(30), .message(Self.ok))),
        .on([0x00], .message(Self.ok)),
      ], transcript: transcript)
    try await TestBench.withCard(script) { card, _ async throws in
      let task = Task { try await card.transmit(raw: [0, 0x88, 0, 1]) }
      #expect(
        await transcript.wait(within: .seconds(10)) { $0.contains(.command([0, 0x88, 0, 1])) })
      task.cancel()
      _ = await task.result
      #expect(try await card.transmit(raw: [0, 1, 2, 3]) == Self.ok)
    }
  }

  @Test("What waits behind a card that hangs is dropped at its own deadline, unsent")
  func queued() async throws {
    let transcript = CardTranscript()
    try await TestBench.withCard(Self.hanging(transcript)) { card, _ async throws in
      let hanging = Task { try await card.transmit(raw: [0, 0x88, 0, 1]) }
      #expect(
        await transcript.wait(within: .seconds(10)) { $0.contains(.command([0, 0x88, 0, 1])) })
      await #expect(throws: SmartCardError(.timedOut)) {
        try await card.perform(within: .milliseconds(50)) { card throws(SmartCardError) in
          _ = try card.transmit(raw: [0, 1, 2, 3])
        }
      }
      hanging.cancel()
      _ = await hanging.result
      #expect(!transcript.commands.contains([0, 1, 2, 3]))
    }
  }

  @Test("While a transaction is held, others wait; when it ends, they go on")
  func transaction() async throws {
    let transcript = CardTranscript()
    let script = ScriptedCard(rules: [.on([0x00], .message(Self.ok))], transcript: transcript)
    try await TestBench.withCard(script) { mine, slot async throws in
      let other = try await CardConnection.connect(to: slot.reader)
      let waiting = try await mine.withTransaction { held async throws in
        let waiting = Task { try await other.transmit(raw: [0, 0xEE, 0, 0]) }
        for number in UInt8(0)..<50 {
          _ = try await held.transmit(.init(cla: 0, ins: 1, p1: 0, p2: number))
        }
        return waiting
      }
      #expect(try await waiting.value == Self.ok)
      #expect(transcript.commands.last == [0, 0xEE, 0, 0])
      #expect(transcript.commands.count == 51)
    }
  }

  @Test("Waiting for another's transaction ends at the deadline")
  func transactionDeadline() async throws {
    let script = ScriptedCard(rules: [.on([0x00], .message(Self.ok))])
    try await TestBench.withCard(script) { mine, slot async throws in
      let options = ConnectionOptions(transactionDeadline: .milliseconds(200))
      let other = try await CardConnection.connect(to: slot.reader, options: options)
      try await mine.withTransaction { _ async throws in
        await #expect(throws: SmartCardError(.timedOut)) {
          try await other.withTransaction { _ in }
        }
      }
      let again = try await CardConnection.connect(to: slot.reader)
      try await again.withTransaction { held async throws in
        #expect(try await held.transmit(.init(cla: 0, ins: 1, p1: 0, p2: 0)).isSuccess)
      }
    }
  }

  struct Mishap: Error {}

  @Test("A transaction ends when its body throws, and when its task is cancelled")
  func transactionEnds() async throws {
    let script = ScriptedCard(rules: [.on([0x00], .message(Self.ok))])
    try await TestBench.withCard(script) { mine, slot async throws in
      let other = try await CardConnection.connect(to: slot.reader)
      await #expect(throws: Mishap.self) {
        try await mine.withTransaction { _ in throw Mishap() }
      }
      #expect(try await other.transmit(raw: [0, 1, 2, 3]) == Self.ok)
      let (started, starting) = AsyncStream.makeStream(of: Void.self)
      let task = Task {
        try await mine.withTransaction { _ async throws in
          starting.yield()
          try await Task.sleep(for: .seconds(600))
        }
      }
      for await _ in started { break }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(try await other.transmit(raw: [0, 1, 2, 3]) == Self.ok)
    }
  }
}
