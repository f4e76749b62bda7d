import TestSupport
import Testing

@testable import SmartCard

@Suite("From pcscd's states to events")
struct ReaderTrackerTests {
  static let atr: [UInt8] = [0x3B, 0x00]
  static let card = ATR(atr)

  func state(_ flags: ReaderFlags, count: UInt16 = 0, name: String = "R") -> ReaderState {
    ReaderState(
      name: name, now: ReaderFlags(rawValue: flags.rawValue | UInt32(count) << 16),
      atr: flags.contains(.present) ? Self.atr : [])
  }

  func tracker(_ states: ReaderState...) -> ReaderTracker {
    var tracker = ReaderTracker()
    _ = tracker.list(["R"])
    for state in states { _ = tracker.update([state]) }
    return tracker
  }

  @Test("Readers are added before their cards are inserted")
  func order() {
    var tracker = ReaderTracker()
    #expect(tracker.list(["A", "B"]) == [.readerAdded(reader: "A"), .readerAdded(reader: "B")])
    #expect(
      tracker.update([state(.present, name: "A"), state(.empty, name: "B")])
        == [.cardInserted(reader: "A", atr: Self.card)])
    #expect(
      tracker.announcement
        == [
          .readerAdded(reader: "A"), .readerAdded(reader: "B"),
          .cardInserted(reader: "A", atr: Self.card),
        ])
  }

  @Test("A swap within one poll, seen in the counter only, is a removal and an insertion")
  func swap() {
    var tracker = tracker(state(.present, count: 5))
    #expect(
      tracker.update([state(.present, count: 7)])
        == [.cardRemoved(reader: "R"), .cardInserted(reader: "R", atr: Self.card)])
  }

  @Test("The counter may wrap")
  func wrap() {
    var tracker = tracker(state(.present, count: 65_535))
    #expect(tracker.update([state(.present, count: 1)]).count == 2)
  }

  @Test("The same state again is no event, nor is a connection by some program")
  func noEvent() {
    var tracker = tracker(state(.present, count: 5))
    #expect(tracker.update([state(.present, count: 5)]).isEmpty)
    #expect(tracker.update([state([.present, .inUse], count: 5)]).isEmpty)
  }

  @Test("A mute card is unresponsive, and its removal is a removal")
  func mute() {
    var tracker = tracker()
    #expect(
      tracker.update([state([.present, .mute], count: 1)]) == [.cardUnresponsive(reader: "R")])
    #expect(tracker.update([state(.empty, count: 2)]) == [.cardRemoved(reader: "R")])
  }

  @Test("Exclusive use begins and ends once each")
  func exclusive() {
    var tracker = tracker(state(.present))
    #expect(tracker.update([state([.present, .exclusive])]) == [.exclusiveUseBegan(reader: "R")])
    #expect(tracker.update([state([.present, .exclusive])]).isEmpty)
    #expect(tracker.update([state([.present])]) == [.exclusiveUseEnded(reader: "R")])
  }

  @Test("A reader that goes takes its card with it")
  func removal() {
    var tracker = tracker(state([.present, .exclusive]))
    #expect(
      tracker.list([])
        == [
          .cardRemoved(reader: "R"), .exclusiveUseEnded(reader: "R"), .readerRemoved(reader: "R"),
        ])
    #expect(tracker.announcement.isEmpty)
  }

  @Test("A reader that is being unplugged says nothing about its card")
  func unplugging() {
    var tracker = tracker(state(.present))
    #expect(tracker.update([state([.unknown, .unavailable])]).isEmpty)
    #expect(tracker.list([]) == [.cardRemoved(reader: "R"), .readerRemoved(reader: "R")])
  }

  @Test("Whatever pcscd reports, insertions and removals alternate")
  func alternation() {
    var random = SplitMix64(seed: 400)
    var tracker = ReaderTracker()
    var isPresent = false
    for _ in 0..<5_000 {
      var events = tracker.list(Int.random(in: 0..<10, using: &random) == 0 ? [] : ["R"])
      let flags = ReaderFlags(rawValue: UInt32.random(in: 0...0x7FF, using: &random))
      events += tracker.update([state(flags, count: .random(in: 0...3, using: &random))])
      for event in events {
        switch event {
        case .cardInserted, .cardUnresponsive:
          #expect(!isPresent)
          isPresent = true
        case .cardRemoved:
          #expect(isPresent)
          isPresent = false
        case .readerRemoved: #expect(!isPresent)
        default: break
        }
      }
    }
  }
}
