import Scenarios
import SmartCard
import Testing
import VirtualCards

@Suite("Power, removal and the reader's own functions, through the real pcscd")
struct PowerBehaviour {
  static let ok: [UInt8] = [0x90, 0x00]

  static func card(_ transcript: CardTranscript) -> ScriptedCard {
    ScriptedCard(rules: [.on([0x00], .message(ok))], transcript: transcript)
  }

  @Test("An idle card loses its power after its last use, and the next connection gives it back")
  func idle() async throws {
    let transcript = CardTranscript()
    try await TestBench.withSlot { slot async throws in
      try slot.insert(Self.card(transcript))
      try await TestBench.waitForCard(slot.reader)
      for _ in 0..<2 {
        let card = try await CardConnection.connect(to: slot.reader)
        #expect(try await card.transmit(raw: [0, 1, 2, 3]) == Self.ok)
        transcript.clear()
        try await card.disconnect()
        #expect(await transcript.wait(within: .seconds(10)) { $0.contains(.powerOff) })
        transcript.clear()
        let again = try await CardConnection.connect(to: slot.reader)
        #expect(try await again.transmit(raw: [0, 1, 2, 3]) == Self.ok)
        #expect(transcript.messages.contains(.powerOn))
        try await again.disconnect()
      }
    }
  }

  @Test("A card that is in use keeps its power")
  func inUse() async throws {
    let transcript = CardTranscript()
    try await TestBench.withCard(Self.card(transcript)) { card, _ async throws in
      _ = try await card.transmit(raw: [0, 1, 2, 3])
      transcript.clear()
      // pcscd looks for the card now and then; four looks are three times the idle time.
      #expect(
        await transcript.wait(within: .seconds(10)) { $0.filter { $0 == .atr }.count >= 4 })
      #expect(!transcript.messages.contains(.powerOff))
    }
  }

  @Test("Once its removal was seen, a connection says nothing but that its card was removed")
  func afterRemoval() async throws {
    try await TestBench.withCard(ScriptedCard(rules: [.on([0x00], .leave(after: []))])) {
      card, slot async throws in
      let reader = slot.reader
      let events = ReaderMonitor().events()
      #expect(await MonitorBehaviour.cards(in: events, of: reader, count: 1).count == 1)
      await #expect(throws: SmartCardError(.cardRemoved)) {
        try await card.transmit(raw: [0, 1, 2, 3])
      }
      #expect(
        await MonitorBehaviour.cards(in: events, of: reader, count: 1)
          == [.cardRemoved(reader: reader)])
      for _ in 0..<3 {
        await #expect(throws: SmartCardError(.cardRemoved)) {
          try await card.transmit(raw: [0, 1, 2, 3])
        }
      }
      await #expect(throws: SmartCardError.self) { try await card.reconnect() }
      // A card that comes is another card; the connection stays with the one that went.
      try slot.insert(Self.card(CardTranscript()))
      try await TestBench.waitForCard(reader)
      await #expect(throws: SmartCardError(.cardRemoved)) {
        try await card.transmit(raw: [0, 1, 2, 3])
      }
      let next = try await CardConnection.connect(to: reader)
      #expect(try await next.transmit(raw: [0, 1, 2, 3]) == Self.ok)
    }
  }

  @Test(
    "Between two shared connections the reader may be had directly, without disturbing the card")
  func directBetween() async throws {
    let transcript = CardTranscript()
    try await TestBench.withCard(Self.card(transcript)) { card, slot async throws in
      _ = try await card.transmit(raw: [0, 1, 2, 3])
      try await card.disconnect()
      transcript.clear()
      let direct = try await CardConnection.connect(to: slot.reader, options: .init(share: .direct))
      try await direct.disconnect()
      let shared = try await CardConnection.connect(to: slot.reader)
      #expect(try await shared.transmit(raw: [0, 4, 5, 6]) == Self.ok)
      #expect(!transcript.messages.contains(.reset))
      try await shared.disconnect()
    }
  }

  @Test("More than the service can carry is refused in words, and the connection stays good")
  func tooMuch() async throws {
    try await TestBench.withCard(Self.card(CardTranscript())) { card, _ async throws in
      let error = await #expect(throws: SmartCardError.self) {
        try await card.control(0x4200_0001, [UInt8](repeating: 0xA5, count: 300_000))
      }
      #expect(error?.reason != .timedOut)
      await #expect(throws: SmartCardError.self) {
        try await card.attribute(ReaderAttribute(rawValue: 0xFFFF_FFFF))
      }
      #expect(try await card.transmit(raw: [0, 1, 2, 3]) == Self.ok)
    }
  }
}
