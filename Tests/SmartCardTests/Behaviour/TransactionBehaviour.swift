import Scenarios
import SmartCard
import Testing
import VirtualCards

/// What pcsc-lite's own tests prove about transactions, as rules for our client.
@Suite("Transactions among several connections, through the real pcscd")
struct TransactionBehaviour {
  static let ok: [UInt8] = [0x90, 0x00]
  static let brief = ConnectionOptions(
    connectDeadline: .seconds(2), commandDeadline: .milliseconds(200),
    transactionDeadline: .milliseconds(200))

  /// A connection that is impatient from then on; to have it may take several tries on a busy machine.
  static func impatient(_ reader: String) async throws -> CardConnection {
    let end = ContinuousClock.now + .seconds(60)
    while true {
      do throws(SmartCardError) {
        return try await CardConnection.connect(to: reader, options: brief)
      } catch {
        guard error.reason == .timedOut, ContinuousClock.now < end else { throw error }
      }
    }
  }

  static func card(_ transcript: CardTranscript = .init()) -> ScriptedCard {
    ScriptedCard(rules: [.on([0x00], .message(ok))], transcript: transcript)
  }

  @Test("A connection that ends inside transactions, even nested ones, lets the others in")
  func endsInside() async throws {
    try await TestBench.withCard(Self.card()) { other, slot async throws in
      let mine = try await CardConnection.connect(to: slot.reader)
      try await mine.perform(within: .seconds(5)) { card throws(SmartCardError) in
        try card.beginTransaction()
        try card.beginTransaction()
      }
      try await mine.disconnect(.reset)
      // It was reset, which the other is told; nobody holds the card any more.
      try await other.reconnect()
      #expect(try await other.transmit(raw: [0, 1, 2, 3]) == Self.ok)
    }
  }

  @Test("A bystander may leave while a transaction is held; then the card can be had exclusively")
  func bystanderLeaves() async throws {
    try await TestBench.withCard(Self.card()) { mine, slot async throws in
      let bystander = try await CardConnection.connect(to: slot.reader)
      try await mine.withTransaction { _ async throws in try await bystander.disconnect() }
      try await mine.disconnect()
      let alone = try await CardConnection.connect(
        to: slot.reader, options: .init(share: .exclusive))
      #expect(try await alone.transmit(raw: [0, 1, 2, 3]) == Self.ok)
      try await alone.disconnect()
    }
  }

  @Test("Whoever does not hold the transaction cannot end it, nor reset the card by trying")
  func notMine() async throws {
    let transcript = CardTranscript()
    try await TestBench.withCard(Self.card(transcript)) { mine, slot async throws in
      let other = try await CardConnection.connect(to: slot.reader)
      try await mine.withTransaction { held async throws in
        transcript.clear()
        await #expect(throws: SmartCardError(.readerInUse)) {
          try await other.perform(within: .seconds(5)) { card throws(SmartCardError) in
            try card.endTransaction(.unpower)
          }
        }
        #expect(try await held.transmit(.init(cla: 0, ins: 1, p1: 0, p2: 0)).isSuccess)
      }
      #expect(!transcript.messages.contains(.powerOff))
      #expect(!transcript.messages.contains(.reset))
    }
  }

  @Test("Ending more often than beginning is an error, and harms nothing")
  func extraEnd() async throws {
    try await TestBench.withCard(Self.card()) { card, _ async throws in
      try await card.withTransaction { _ in }
      let error = await #expect(throws: SmartCardError.self) {
        try await card.perform(within: .seconds(5)) { card throws(SmartCardError) in
          try card.endTransaction()
        }
      }
      #expect(error?.status == .notTransacted)
      #expect(try await card.transmit(raw: [0, 1, 2, 3]) == Self.ok)
    }
  }

  @Test(
    "A card that is reset at the end of a transaction is told so, and stays usable by its holder")
  func endWithReset() async throws {
    let transcript = CardTranscript()
    try await TestBench.withCard(Self.card(transcript)) { mine, slot async throws in
      let other = try await CardConnection.connect(to: slot.reader)
      transcript.clear()
      try await mine.withTransaction(end: .reset) { held async throws in
        _ = try await held.transmit(.init(cla: 0, ins: 1, p1: 0, p2: 0))
      }
      #expect(transcript.messages.contains(.reset))
      await #expect(throws: SmartCardError(.cardReset)) {
        try await other.transmit(raw: [0, 1, 2, 3])
      }
    }
  }

  /// A call that pcscd keeps waiting while someone else holds the card.
  enum Waiting: String, CaseIterable {
    case connecting, transmitting, beginning, reconnecting
  }

  @Test(
    "Whatever waits for another's transaction comes back at its deadline",
    arguments: Waiting.allCases)
  func waits(_ call: Waiting) async throws {
    try await TestBench.withCard(Self.card()) { mine, slot async throws in
      let reader = slot.reader
      let other = try await Self.impatient(reader)
      try await mine.withTransaction { _ async throws in
        await #expect(throws: SmartCardError(.timedOut)) {
          switch call {
          case .connecting: _ = try await CardConnection.connect(to: reader, options: Self.brief)
          case .transmitting: _ = try await other.transmit(raw: [0, 1, 2, 3])
          case .beginning: try await other.withTransaction { _ in }
          case .reconnecting: try await other.reconnect()
          }
        }
      }
      // What was given up holds nobody up.
      #expect(try await mine.transmit(raw: [0, 1, 2, 3]) == Self.ok)
      let next = try await CardConnection.connect(to: reader)
      #expect(try await next.transmit(raw: [0, 1, 2, 3]) == Self.ok)
    }
  }

  @Test("Who waits for himself, on one thread and in one task, is told at the deadline too")
  func waitsForHimself() async throws {
    try await TestBench.withCard(Self.card()) { mine, slot async throws in
      let other = try await Self.impatient(slot.reader)
      try await mine.onCardThread { _ in
        try await mine.withTransaction { held async throws in
          await #expect(throws: SmartCardError(.timedOut)) {
            try await other.transmit(raw: [0, 1, 2, 3])
          }
          #expect(try await held.transmit(.init(cla: 0, ins: 1, p1: 0, p2: 0)).isSuccess)
        }
      }
    }
  }

  @Test("A shared connection waits to become exclusive until it is alone")
  func becomeExclusive() async throws {
    try await TestBench.withCard(Self.card()) { mine, slot async throws in
      let (other, impatient) = try await (
        CardConnection.connect(to: slot.reader), Self.impatient(slot.reader)
      )
      await #expect(throws: SmartCardError(.timedOut)) {
        try await impatient.reconnect(share: .exclusive)
      }
      let waiting = Task { try await mine.reconnect(share: .exclusive) }
      #expect(try await other.transmit(raw: [0, 1, 2, 3]) == Self.ok)
      try await other.disconnect()
      try await waiting.value
      #expect(try await mine.transmit(raw: [0, 1, 2, 3]) == Self.ok)
      await #expect(throws: SmartCardError(.readerInUse)) {
        try await CardConnection.connect(to: slot.reader)
      }
      try await mine.disconnect()
      let again = try await CardConnection.connect(to: slot.reader)
      #expect(try await again.transmit(raw: [0, 1, 2, 3]) == Self.ok)
    }
  }

  @Test("Twelve connections to one card at once each get their own answers")
  func crowd() async throws {
    let echo = ScriptedCard(rules: [.on([], compute: { .message($0 + Self.ok) })])
    try await TestBench.withCard(echo) { _, slot async throws in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in UInt8(0)..<12 {
          group.addTask {
            // pcscd lets waiting programs try again ten times a second, in no order.
            let card = try await CardConnection.connect(
              to: slot.reader,
              options: .init(
                connectDeadline: .seconds(120), commandDeadline: .seconds(120),
                transactionDeadline: .seconds(120)))
            for turn in UInt8(0)..<10 {
              try await card.withTransaction { _ async throws in
                for step in UInt8(0)..<3 {
                  let command = [0x00, number, turn, step]
                  #expect(try await card.transmit(raw: command) == command + Self.ok)
                }
              }
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }
}
