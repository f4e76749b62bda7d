import Scenarios
import SmartCard
import Testing
import VirtualCards
import Wording

@Suite("Connections, through the real pcscd")
struct ConnectionBehaviour {
  static let ok: [UInt8] = [0x90, 0x00]
  static let echo = ScriptedCard(rules: [.on([], compute: { .message($0 + Self.ok) })])

  @Test("A command reaches the card as it is, and its answer comes back as it is")
  func roundTrip() async throws {
    try await TestBench.withCard(Self.echo) { card, _ async throws in
      for length in [0, 1, 255, 256, 300, 5_000] {
        let data = [UInt8](repeating: 0x5A, count: length)
        let command = CommandAPDU(cla: 0, ins: 0xD6, p1: 1, p2: 2, data: data)
        #expect(try await card.transmit(command).data == (try command.encoded()))
      }
      #expect(card.activeProtocol == .t1 || card.activeProtocol == .t0)
      #expect(card.atr == ATR(ScriptedCard.t1))
    }
  }

  @Test("The longest command and the longest answer that vpcd carries pass: 65,535 bytes")
  func longest() async throws {
    let answer = [UInt8](repeating: 0x33, count: 65_533) + Self.ok
    let card = ScriptedCard(rules: [.on([0x00], .message(answer))])
    try await TestBench.withCard(card) { card, _ async throws in
      let command = [0x00, 0xD6, 0, 0, 0, 0xFF, 0xF8] + [UInt8](repeating: 1, count: 65_528)
      #expect(command.count == 65_535)
      #expect(try await card.transmit(raw: command) == answer)
    }
  }

  @Test("A longer one fails with a typed error, and the next connection works")
  func tooLong() async throws {
    try await TestBench.withCard(Self.echo) { card, slot async throws in
      let command = CommandAPDU(
        cla: 0, ins: 0xD6, p1: 0, p2: 0, data: [UInt8](repeating: 1, count: 65_535),
        expectedLength: 65_536)
      let error = await #expect(throws: SmartCardError.self) { try await card.transmit(command) }
      #expect(error?.reason == .communicationFailed)
      let answer = try await within(.seconds(20)) { [reader = slot.reader] in
        try await Self.transmitPatiently([0, 0xB0, 0, 0], to: reader)
      }
      #expect(answer == [0, 0xB0, 0, 0] + Self.ok)
    }
  }

  @Test("Whether a card is still there: any answer will do, and a card that has left gives none")
  func presence() async throws {
    let question = CommandAPDU(cla: 0, ins: 0xA4, p1: 4, p2: 0, expectedLength: 256)
    let refusing = ScriptedCard(rules: [.on([], .message([0x6E, 0x00]))])
    try await TestBench.withCard(refusing) { card, slot async throws in
      try await card.confirmPresence(by: question)
      slot.remove()
      let error = await #expect(throws: SmartCardError.self) {
        try await card.confirmPresence(by: question)
      }
      #expect([.cardRemoved, .noCard].contains(error?.reason), "\(String(describing: error))")
    }
  }

  @Test(
    "Fewer than four bytes are refused before they are sent",
    arguments: [[], [0x04], [0x00, 0xA4], [0x00, 0xA4, 0x04]] as [[UInt8]])
  func tooShort(_ command: [UInt8]) async throws {
    let card = ScriptedCard()
    try await TestBench.withCard(card) { connection, _ async throws in
      await #expect(throws: SmartCardError(.malformedCommand)) {
        try await connection.transmit(raw: command)
      }
      #expect(card.transcript.commands.isEmpty)
    }
  }

  @Test("An answer of one byte is malformed")
  func oneByteAnswer() async throws {
    try await TestBench.withCard(ScriptedCard(rules: [.on([0x00], .message([0x90]))])) {
      card, _ async throws in
      await #expect(throws: SmartCardError(.malformedAnswer)) {
        try await card.transmit(raw: [0, 0xB0, 0, 0])
      }
    }
  }

  @Test("A card torn out in the middle of a command is a removal")
  func tornOut() async throws {
    try await TestBench.withCard(ScriptedCard(rules: [.on([0x00], .leave(after: []))])) {
      card, slot async throws in
      let error = await #expect(throws: SmartCardError.self) {
        try await card.transmit(raw: [0, 0xB0, 0, 0])
      }
      #expect(error?.reason == .cardRemoved)
      #expect(error?.reader == slot.reader)
      let next = await #expect(throws: SmartCardError.self) {
        try await card.transmit(raw: [0, 0xB0, 0, 0])
      }
      #expect([.communicationFailed, .cardRemoved].contains(next?.reason))
    }
  }

  @Test("An answer torn in the middle is not believed, though its tail looks like 9000")
  func tornAnswer() async throws {
    let torn: [UInt8] = [0x00, 0x12, 1, 2, 3, 4, 0x90, 0x00]
    try await TestBench.withCard(ScriptedCard(rules: [.on([0xFF, 0xB0], .leave(after: torn))])) {
      card, _ async throws in
      await #expect(throws: SmartCardError(.malformedAnswer)) {
        try await ContactlessCard(card).read(block: 4)
      }
    }
  }

  @Test("Two connections share a card; an exclusive one is refused meanwhile, and says so")
  func sharing() async throws {
    try await TestBench.withCard(Self.echo) { first, slot async throws in
      let second = try await connected(slot.reader)
      #expect(try await first.transmit(raw: [0, 1, 2, 3]).starts(with: [0, 1, 2, 3]))
      #expect(try await second.transmit(raw: [0, 4, 5, 6]).starts(with: [0, 4, 5, 6]))
      let error = await #expect(throws: SmartCardError.self) {
        try await CardConnection.connect(
          to: slot.reader, options: .init(share: .exclusive, connectDeadline: .seconds(60)))
      }
      #expect(error?.reason == .readerInUse)
      #expect(error?.message.english.contains(slot.reader) == true)
      #expect(error?.hint != nil)
    }
  }

  @Test("While one connection is exclusive, others are refused")
  func exclusive() async throws {
    try await TestBench.withCard(Self.echo, options: .init(share: .exclusive)) {
      first, slot async throws in
      await #expect(throws: SmartCardError(.readerInUse)) {
        try await CardConnection.connect(
          to: slot.reader, options: .init(connectDeadline: .seconds(60)))
      }
      try await first.disconnect()
      _ = try await connected(slot.reader)
    }
  }

  @Test("A card that someone else has reset says so until it is reconnected")
  func resetByOther() async throws {
    try await TestBench.withCard(Self.echo) { mine, slot async throws in
      let other = try await connected(slot.reader)
      try await other.disconnect(.reset)
      for _ in 0..<2 {
        await #expect(throws: SmartCardError(.cardReset)) {
          try await mine.transmit(raw: [0, 1, 2, 3])
        }
      }
      try await mine.reconnect()
      #expect(try await mine.transmit(raw: [0, 1, 2, 3]).count == 6)
    }
  }

  @Test(
    "Leaving tells the card what the disposition says",
    arguments: [(Disposition.leave, nil), (.reset, .reset), (.unpower, .powerOff)]
      as [(Disposition, VPCDMessage?)])
  func dispositions(_ disposition: Disposition, _ message: VPCDMessage?) async throws {
    let transcript = CardTranscript()
    try await TestBench.withCard(ScriptedCard(transcript: transcript)) { card, _ async throws in
      _ = try await card.transmit(raw: [0, 1, 2, 3])
      transcript.clear()
      try await card.disconnect(disposition)
      if let message {
        #expect(await transcript.wait(within: .seconds(5)) { $0.contains(message) })
      } else {
        #expect(!transcript.messages.contains(.reset))
      }
    }
  }

  @Test("After its end a connection refuses everything")
  func afterTheEnd() async throws {
    try await TestBench.withCard(Self.echo) { card, _ async throws in
      try await card.disconnect()
      await #expect(throws: SmartCardError(.connectionClosed)) {
        try await card.transmit(raw: [0, 1, 2, 3])
      }
      await #expect(throws: SmartCardError(.connectionClosed)) { try await card.reconnect() }
      await #expect(throws: SmartCardError(.connectionClosed)) { try await card.disconnect() }
    }
  }

  @Test("An empty reader, an unknown one and names that are none are told apart")
  func names() async throws {
    try await TestBench.withSlot { slot async throws in
      await #expect(throws: SmartCardError(.noCard)) {
        try await CardConnection.connect(to: slot.reader)
      }
    }
    for name in ["", "No such reader 00 00", String(repeating: "x", count: 500), "Virtual\0 PCD"] {
      let error = await #expect(throws: SmartCardError.self) {
        try await CardConnection.connect(to: name)
      }
      #expect(error?.reason == .unknownReader || error?.status == .invalidValue)
    }
  }

  @Test("Many tasks on one connection each get their own answer")
  func manyTasks() async throws {
    try await TestBench.withCard(Self.echo) { card, _ async throws in
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in UInt8(0)..<100 {
          group.addTask {
            try await card.transmit(raw: [0x00, number, 7, 7]) == [0x00, number, 7, 7] + Self.ok
          }
        }
        for try await isRight in group { #expect(isRight) }
      }
    }
  }

  /// pcscd throws the card out, which comes back at once; meanwhile anything may fail.
  static func transmitPatiently(
    _ command: [UInt8], to reader: String
  ) async throws -> [UInt8] {
    while true {
      do throws(SmartCardError) {
        return try await CardConnection.connect(to: reader).transmit(raw: command)
      } catch {
        #expect(error.reason != .serviceLost)
        try await Task.sleep(for: .milliseconds(20))
      }
    }
  }

  private func connected(_ reader: String) async throws -> CardConnection {
    try await CardConnection.connect(to: reader)
  }
}
