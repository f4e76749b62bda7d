import Scenarios
import SmartCard
import Testing
import VirtualCards

@Suite("A thousand cards")
struct CycleBehaviour {
  @Test("Over 1,000 quick insertions and removals, no event is lost and none comes twice")
  func thousand() async {
    await #expect(processExitsWith: .success) {
      let daemon = try PrivatePCSCD(readers: 8)
      daemon.adopt()
      try await daemon.start()
      // A card's ATR carries its number, so that every single card can be told from all others.
      let cycles = 63
      let monitor = ReaderMonitor()
      try await withThrowingTaskGroup(of: Int.self) { group in
        for slot in daemon.slots {
          group.addTask {
            let events = monitor.events()
            var seen = 0
            for cycle in 0..<cycles {
              let atr: [UInt8] = [0x3B, 0x02, UInt8(cycle), 0x55]
              try slot.insert(ScriptedCard(atr: atr))
              let insertion = try await next(about: slot.reader, in: events)
              // On a busy machine pcscd now and then fails to switch a card on: an insertion, too.
              var isTold =
                insertion == .cardInserted(reader: slot.reader, atr: ATR(atr))
                || insertion == .cardUnresponsive(reader: slot.reader)
              // It says so by no ATR as well, and then has none.
              var said: ATR?
              if insertion == .cardInserted(reader: slot.reader, atr: ATR([])) {
                said = await PCSCHealth.check().readers.first { $0.name == slot.reader }?.card
                isTold = said?.bytes.isEmpty ?? true
              }
              #expect(isTold, "\(cycle): \(insertion), pcscd: \(String(describing: said?.bytes))")
              slot.remove()
              let removal = try await next(about: slot.reader, in: events)
              #expect(
                removal == .cardRemoved(reader: slot.reader),
                "\(cycle): \(removal)")
              seen += 1
            }
            return seen
          }
        }
        let total = try await group.reduce(0, +)
        #expect(total == 16 * cycles)
        #expect(total >= 1_000)
      }
      await daemon.stop()
    }
  }

  @Test("Cards that come and go faster than pcscd looks leave insertions and removals in turn")
  func fasterThanPolls() async {
    await #expect(processExitsWith: .success) {
      let daemon = try PrivatePCSCD()
      daemon.adopt()
      try await daemon.start()
      let slot = daemon.slots[0]
      let last: [UInt8] = [0x3B, 0x02, 0xEE, 0xEE]
      let stream = ReaderMonitor().events()
      let hurry = Task {
        for number in UInt8(0)..<200 {
          try slot.insert(ScriptedCard(atr: [0x3B, 0x02, number, 0x00]))
          try await Task.sleep(for: .milliseconds(Int(number % 7)))
          if !number.isMultiple(of: 3) { slot.remove() }
        }
        // pcscd now and then fails to switch a card on when the machine is busy.
        repeat {
          slot.remove()
          await TestBench.waitUntilEmpty(slot.reader)
          try slot.insert(ScriptedCard(atr: last))
          try await TestBench.waitForCard(slot.reader)
        } while await PCSCHealth.check().readers.contains {
          $0.name == slot.reader && $0.card?.bytes != last
        }
      }
      var isPresent = false
      for await event in stream where event.reader == slot.reader {
        switch event {
        case .cardInserted(_, let atr):
          #expect(!isPresent)
          isPresent = true
          if atr.bytes == last { break }
          continue
        case .cardUnresponsive:
          #expect(!isPresent)
          isPresent = true
          continue
        case .cardRemoved:
          #expect(isPresent)
          isPresent = false
          continue
        default: continue
        }
        break
      }
      #expect(isPresent)
      try await hurry.value
      await daemon.stop()
    }
  }
}

/// The next event about a reader's card; a failure if there is none for two minutes, in which pcscd looks
/// three hundred times.
func next(
  about reader: String, in events: AsyncStream<ReaderEvent>
) async throws -> ReaderEvent {
  try await within(.seconds(120)) {
    for await event in events {
      switch event {
      case .cardInserted(reader, _), .cardRemoved(reader), .cardUnresponsive(reader): return event
      default: continue
      }
    }
    throw CancellationError()
  }
}
