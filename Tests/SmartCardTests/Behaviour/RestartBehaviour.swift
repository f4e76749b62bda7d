import Glibc
import Scenarios
import SmartCard
import TestSupport
import Testing
import VirtualCards

/// Each of these needs a pcscd that it may kill, and libpcsclite knows one socket per process: each
/// runs in a process of its own.
@Suite("pcscd killed, restarted and late")
struct RestartBehaviour {
  static let ok: [UInt8] = [0x90, 0x00]

  @Test("One loss, one return, and every reader and card once more, at each of three restarts")
  func restarts() async {
    await #expect(processExitsWith: .success) {
      let daemon = try PrivatePCSCD()
      daemon.adopt()
      try await daemon.start()
      let (a, b) = (daemon.slots[0].reader, daemon.slots[1].reader)
      let inserted = ReaderEvent.cardInserted(reader: a, atr: ATR(ScriptedCard.t1))
      try daemon.slots[0].insert(ScriptedCard())
      let events = ReaderMonitor().events()
      try await expect([.readerAdded(reader: a), .readerAdded(reader: b), inserted], from: events)
      for _ in 0..<3 {
        try await daemon.restart()
        try await expect(
          [
            .serviceLost, .cardRemoved(reader: a), .readerRemoved(reader: a),
            .readerRemoved(reader: b), .serviceRestored, .readerAdded(reader: a),
            .readerAdded(reader: b), inserted,
          ], from: events)
      }
      daemon.slots[0].remove()
      try await expect([.cardRemoved(reader: a)], from: events)
      await daemon.stop()
    }
  }

  @Test("A monitor that is there before pcscd says so, and waits for it")
  func lateStart() async {
    await #expect(processExitsWith: .success) {
      let daemon = try PrivatePCSCD()
      daemon.adopt()
      let (a, b) = (daemon.slots[0].reader, daemon.slots[1].reader)
      let events = ReaderMonitor().events()
      try await expect([.serviceLost], from: events)
      let health = await PCSCHealth.check()
      #expect(!health.isReachable)
      #expect(health.problems.first?.kind == .serviceNotRunning)
      await #expect(throws: SmartCardError(.serviceNotRunning)) {
        try await CardConnection.connect(to: a)
      }
      try await daemon.start()
      try await expect(
        [.serviceRestored, .readerAdded(reader: a), .readerAdded(reader: b)], from: events)
      await daemon.stop()
    }
  }

  @Test("A connection whose pcscd is slow to answer is waited for at its end, too")
  func slowness() async {
    await #expect(processExitsWith: .success) {
      let daemon = try PrivatePCSCD()
      daemon.adopt()
      try await daemon.start()
      let reader = daemon.slots[0].reader
      let transcript = CardTranscript()
      try daemon.slots[0].insert(ScriptedCard(transcript: transcript))
      try await TestBench.waitForCard(reader)
      let card = try await CardConnection.connect(to: reader)
      transcript.clear()
      // It stands still for longer than a card that hangs would be waited for.
      let process = try #require(daemon.processID)
      kill(process, SIGSTOP)
      let going = Task {
        try await Task.sleep(for: .milliseconds(1_500))
        kill(process, SIGCONT)
      }
      try await card.disconnect(.reset)
      try await going.value
      #expect(await transcript.wait(within: .seconds(30)) { $0.contains(.reset) })
      await daemon.stop()
    }
  }

  @Test("A connection learns of the loss, the next one works, and nothing is left behind")
  func connections() async {
    await #expect(processExitsWith: .success) {
      let daemon = try PrivatePCSCD()
      daemon.adopt()
      try await daemon.start()
      let reader = daemon.slots[0].reader
      let transcript = CardTranscript()
      let silent = ScriptedCard(
        rules: [.on([0x00, 0x88], .silence), .on([0x00], .message(Self.ok))],
        transcript: transcript)
      try daemon.slots[0].insert(silent)
      try await TestBench.waitForCard(reader)
      var filesBefore = 0
      for round in 0..<4 {
        let card = try await CardConnection.connect(to: reader)
        #expect(try await card.transmit(raw: [0, 1, 2, 3]) == Self.ok)
        transcript.clear()
        let hanging = Task { try await card.transmit(raw: [0, 0x88, 0, 0]) }
        #expect(
          await transcript.wait(within: .seconds(30)) { $0.contains(.command([0, 0x88, 0, 0])) })
        if round.isMultiple(of: 2) {
          await daemon.kill()
          await #expect(throws: SmartCardError(.serviceLost)) { try await hanging.value }
          await #expect(throws: SmartCardError(.serviceLost)) {
            try await card.transmit(raw: [0, 1, 2, 3])
          }
          try await daemon.start()
        } else {
          hanging.cancel()
          await #expect(throws: SmartCardError(.cancelled)) { try await hanging.value }
          daemon.slots[0].remove()
          try daemon.slots[0].insert(silent)
        }
        try? await card.disconnect()
        _ = try await ConnectionBehaviour.transmitPatiently([0, 1, 2, 3], to: reader)
        if round == 0 {
          filesBefore = await settled(limit: .max)
        }
      }
      // As many files and threads as after the first round, once what is ending has ended.
      #expect(await settled(limit: filesBefore) <= filesBefore)
      await daemon.stop()
    }
  }

  @Test("A reader that was taken out of pcscd's hands is an error of the reader, told in words")
  func serviceGoneWhileWaiting() async {
    await #expect(processExitsWith: .success) {
      let daemon = try PrivatePCSCD()
      daemon.adopt()
      try await daemon.start()
      let reader = daemon.slots[0].reader
      try daemon.slots[0].insert(ScriptedCard(rules: [.on([0x00], .message(Self.ok))]))
      try await TestBench.waitForCard(reader)
      let holder = try await CardConnection.connect(to: reader)
      let other = try await CardConnection.connect(to: reader)
      let outcome = await Task {
        try await holder.withTransaction { _ in
          let (begun, beginning) = AsyncStream.makeStream(of: String.self)
          let waiting = Task {
            try await other.perform(within: .seconds(60)) { card throws(SmartCardError) in
              beginning.yield(threadFolder())
              try card.beginTransaction()
            }
          }
          for await thread in begun {
            // It is in the library now, or just before.
            #expect(await isAsleep(thread: thread))
            break
          }
          await daemon.kill()
          await #expect(throws: SmartCardError(.serviceLost)) { try await waiting.value }
        }
      }.result
      // The transaction could not be ended, because the service that held it is gone.
      #expect(throws: SmartCardError(.serviceLost)) { try outcome.get() }
      await daemon.stop()
    }
  }

  @Test("A process may end while its connections and monitors are being closed", arguments: 0..<5)
  func endOfProcess(round: Int) async {
    await #expect(processExitsWith: .success) {
      let daemon = try PrivatePCSCD()
      daemon.adopt()
      try await daemon.start()
      let reader = daemon.slots[0].reader
      try daemon.slots[0].insert(ScriptedCard(rules: [.on([0x00], .message(Self.ok))]))
      try await TestBench.waitForCard(reader)
      for _ in 0..<4 { _ = try await CardConnection.connect(to: reader) }
      // Four threads are disconnecting, and a monitor is ending, when `exit` runs.
      exit(EXIT_SUCCESS)
    }
  }

  @Test("Files, threads and memory are steady over 1,000 connections, however they end")
  func connectionsThatEnd() async {
    await #expect(processExitsWith: .success) {
      let daemon = try PrivatePCSCD()
      daemon.adopt()
      try await daemon.start()
      let reader = daemon.slots[0].reader
      try daemon.slots[0].insert(ScriptedMemoryCard())
      try await TestBench.waitForCard(reader)
      var (used, settledSize) = (0, 0)
      for round in 0..<1_000 {
        let card = try await CardConnection.connect(to: reader)
        switch round % 4 {
        case 0: try await card.disconnect()
        case 1: try await card.disconnect(.unpower)
        case 2: try await card.onCardThread { _ in _ = try await card.transmit(raw: [0, 1, 2, 3]) }
        default: break
        }
        if round == 99 { (used, settledSize) = (await settled(limit: .max), residentPages()) }
      }
      #expect(await settled(limit: used) <= used)
      // Pages of 4 KiB; four MiB are allowed for what the allocator keeps in reserve.
      #expect(residentPages() <= settledSize + 1_024 || isSanitized())
      await daemon.stop()
    }
  }

  @Test("Nothing grows over 100,000 commands")
  func memory() async {
    await #expect(processExitsWith: .success) {
      let daemon = try PrivatePCSCD()
      daemon.adopt()
      try await daemon.start()
      let reader = daemon.slots[0].reader
      try daemon.slots[0].insert(ScriptedMemoryCard())
      try await TestBench.waitForCard(reader)
      let card = try await CardConnection.connect(to: reader)
      var settledSize = 0
      for round in 0..<10 {
        try await card.perform(within: .seconds(120)) { card throws(SmartCardError) in
          for _ in 0..<10_000 { _ = try card.transmit(raw: [0, 0xB0, 0, 0, 0x20]) }
        }
        if round == 1 { settledSize = residentPages() }
      }
      // Pages of 4 KiB; one MiB is allowed for what the allocator keeps in reserve.
      #expect(residentPages() <= settledSize + 256 || isSanitized())
      await daemon.stop()
    }
  }
}

/// Answers at once and keeps no record of what it heard.
struct ScriptedMemoryCard: VirtualCard {
  let atr = ScriptedCard.t1
  mutating func respond(to command: [UInt8]) -> [UInt8] {
    [UInt8](repeating: 0x20, count: 32) + [0x90, 0x00]
  }
}

/// Takes as many events as are expected and compares them one by one.
func expect(
  _ expected: [ReaderEvent], from events: AsyncStream<ReaderEvent>,
  _ location: SourceLocation = #_sourceLocation
) async throws {
  var seen: [ReaderEvent] = []
  for await event in events {
    seen.append(event)
    if seen.count == expected.count { break }
  }
  #expect(seen == expected, sourceLocation: location)
  try #require(seen.count == expected.count, sourceLocation: location)
}
