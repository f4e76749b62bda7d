import Scenarios
import SmartCard
import Testing
import VirtualCards

@Suite("Reader and card events, through the real pcscd")
struct MonitorBehaviour {
  @Test("A stream begins with every reader, then every card, also for one who comes late")
  func announcement() async throws {
    let daemon = try await TestBench.shared.running()
    let all = Set(daemon.slots.map(\.reader))
    try await TestBench.withSlot { slot async throws in
      try slot.insert(ScriptedCard())
      try await TestBench.waitForCard(slot.reader)
      let monitor = ReaderMonitor()
      for _ in 0..<2 {
        var added: Set<String> = []
        var lastReader: String?
        for await event in monitor.events() {
          if case .readerAdded(let reader) = event {
            #expect(added.insert(reader).inserted)
            lastReader = reader
          } else {
            // Whatever else there is comes after the readers.
            #expect(added == all)
          }
          if case .cardInserted(slot.reader, let atr) = event {
            #expect(atr.bytes == ScriptedCard.t1)
            break
          }
        }
        #expect(lastReader != nil)
      }
    }
  }

  @Test("Insertion, removal and another insertion come once each, to every listener")
  func lifeOfACard() async throws {
    try await TestBench.withSlot { slot async throws in
      let monitor = ReaderMonitor()
      let reader = slot.reader
      let streams = (monitor.events(), monitor.events())
      async let first = Self.cards(in: streams.0, of: reader, count: 3)
      async let second = Self.cards(in: streams.1, of: reader, count: 3)
      try slot.insert(ScriptedCard())
      try await TestBench.waitForCard(reader)
      slot.remove()
      try slot.insert(ScriptedCard(atr: ScriptedCard.t0))
      let expected: [ReaderEvent] = [
        .cardInserted(reader: reader, atr: ATR(ScriptedCard.t1)), .cardRemoved(reader: reader),
        .cardInserted(reader: reader, atr: ATR(ScriptedCard.t0)),
      ]
      #expect(await first == expected)
      #expect(await second == expected)
    }
  }

  @Test(
    "A card that is swapped while nobody looks is a removal and an insertion, and the old connection is over"
  )
  func swap() async throws {
    try await TestBench.withCard(ScriptedCard()) { card, slot async throws in
      let reader = slot.reader
      let stream = ReaderMonitor().events()
      // The card that is there is announced first; only then it is swapped.
      #expect(await Self.cards(in: stream, of: reader, count: 1).count == 1)
      async let events = Self.cards(in: stream, of: reader, count: 2)
      try slot.insert(ScriptedCard())
      #expect(
        await events == [
          .cardRemoved(reader: reader), .cardInserted(reader: reader, atr: ATR(ScriptedCard.t1)),
        ])
      let error = await #expect(throws: SmartCardError.self) {
        try await card.transmit(raw: [0, 1, 2, 3])
      }
      #expect(error?.reason == .cardRemoved)
    }
  }

  @Test(
    "A listener may be cancelled at the very moment at which it is told something",
    .timeLimit(.minutes(20)))
  func cancelledWhileTold() async throws {
    _ = try await TestBench.shared.running()
    for round in 0..<50 {
      let (begun, beginning) = AsyncStream.makeStream(of: Void.self)
      let monitor = ReaderMonitor()
      let listening = Task {
        for await _ in monitor.events() { beginning.yield() }
      }
      // The readers come one after the other: the next is on its way when the first has arrived.
      var heard = 0
      for await _ in begun {
        heard += 1
        if heard > round % 3 { break }
      }
      listening.cancel()
      await listening.value
    }
  }

  @Test("A monitor that nobody listens to any more lets go of pcscd, while nothing happens")
  func stopping() async {
    await #expect(processExitsWith: .success) {
      let daemon = try PrivatePCSCD()
      daemon.adopt()
      try await daemon.start()
      let monitor = ReaderMonitor()
      // The first round opens what the process keeps.
      var files = Int.max
      for round in 0..<4 {
        let (begun, beginning) = AsyncStream.makeStream(of: Void.self)
        let listening = Task {
          for await _ in monitor.events() { beginning.yield() }
        }
        for await _ in begun { break }
        if round > 0 { #expect(await hasOpenFiles(moreThan: files, true)) }
        // Its thread waits in the library, for a change that does not come.
        listening.cancel()
        await listening.value
        if round == 0 {
          _ = await settled(limit: .max)
          files = openFiles()
        }
        #expect(await hasOpenFiles(moreThan: files, false))
      }
      await daemon.stop()
    }
  }

  @Test("Exclusive use is announced when it begins and when it ends")
  func exclusive() async throws {
    try await TestBench.withSlot { slot async throws in
      let reader = slot.reader
      try slot.insert(ScriptedCard())
      try await TestBench.waitForCard(reader)
      var card: CardConnection?
      var seen: [ReaderEvent] = []
      for await event in ReaderMonitor().events() where event.reader == reader {
        switch event {
        case .cardInserted:
          card = try await CardConnection.connect(to: reader, options: .init(share: .exclusive))
        case .exclusiveUseBegan, .exclusiveUseEnded:
          seen.append(event)
          try? await card?.disconnect()
        default: break
        }
        if seen.count == 2 { break }
      }
      #expect(seen == [.exclusiveUseBegan(reader: reader), .exclusiveUseEnded(reader: reader)])
    }
  }

  @Test("A second card for an occupied slot waits outside until the first has left")
  func occupied() async throws {
    try await TestBench.withSlot { slot async throws in
      let transcript = CardTranscript()
      try slot.insert(ScriptedCard())
      try await TestBench.waitForCard(slot.reader)
      let door = VPCDSlot(port: slot.card.port)
      try door.insert(ScriptedCard(atr: ScriptedCard.t0, transcript: transcript))
      let card = try await CardConnection.connect(to: slot.reader)
      #expect(card.atr.bytes == ScriptedCard.t1)
      #expect(transcript.messages.isEmpty)
      slot.remove()
      #expect(await transcript.wait(within: .seconds(10)) { !$0.isEmpty })
      door.remove()
    }
  }

  @Test("Health shows readers, cards and who uses them")
  func health() async throws {
    try await TestBench.withCard(ScriptedCard(), options: .init(share: .exclusive)) {
      _, slot async throws in
      let health = await PCSCHealth.check()
      #expect(health.isReachable)
      let reader = try #require(health.readers.first { $0.name == slot.reader })
      #expect(reader.card?.bytes == ScriptedCard.t1)
      #expect(reader.isExclusive)
      #expect(health.problems.contains { $0.kind == .readerExclusive && $0.subject == slot.reader })
    }
  }

  /// The first events about cards in a reader.
  static func cards(
    in stream: AsyncStream<ReaderEvent>, of reader: String, count: Int
  ) async -> [ReaderEvent] {
    var events: [ReaderEvent] = []
    for await event in stream where event.reader == reader {
      switch event {
      case .cardInserted, .cardRemoved, .cardUnresponsive: events.append(event)
      default: continue
      }
      if events.count == count { break }
    }
    return events
  }
}
