import Testing

@testable import SmartCard

/// pcscd writes a reader's flags first and raises its event counter after, and answers clients in between:
/// every change can be seen with the counter of what was before it.
@Suite("One card is told once, however early it is seen")
struct CounterTests {
  /// What pcscd says of the reader at one look.
  enum Look: Sendable {
    case empty(UInt16)
    case card(UInt16)
    case mute(UInt16)
    case exclusive(UInt16)
    case connected(UInt16)
    case unknown(UInt16)

    private var said: (flags: ReaderFlags, count: UInt16) {
      switch self {
      case .empty(let count): (.empty, count)
      case .card(let count): (.present, count)
      case .mute(let count): ([.present, .mute], count)
      case .exclusive(let count): ([.present, .exclusive], count)
      case .connected(let count): ([.present, .inUse], count)
      case .unknown(let count): ([.unknown, .unavailable], count)
      }
    }

    func state(number: Int) -> ReaderState {
      let (flags, count) = said
      return ReaderState(
        name: "R", now: ReaderFlags(rawValue: flags.rawValue | UInt32(count) << 16),
        atr: flags.contains(.present) ? [0x3B, 0x01, UInt8(number)] : [])
    }
  }

  struct Way: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let looks: [Look]
    let told: [String]

    init(_ name: String, _ looks: [Look], _ told: [String]) {
      testDescription = name
      self.looks = looks
      self.told = told
    }
  }

  static let ways: [Way] = [
    Way("an insertion seen early", [.empty(4), .card(4), .card(5)], ["cardInserted"]),
    Way("an insertion seen in time", [.empty(4), .card(5), .card(5)], ["cardInserted"]),
    Way("a card that was there, seen early", [.card(4), .card(5)], ["cardInserted"]),
    Way(
      "a removal seen early", [.card(5), .empty(5), .empty(6)], ["cardInserted", "cardRemoved"]),
    Way(
      "all four changes seen early",
      [.empty(0), .card(0), .card(1), .empty(1), .empty(2), .card(2), .card(3), .empty(3)],
      ["cardInserted", "cardRemoved", "cardInserted", "cardRemoved"]),
    Way(
      "all changes seen early only", [.empty(0), .card(0), .empty(1), .card(2), .empty(3)],
      ["cardInserted", "cardRemoved", "cardInserted", "cardRemoved"]),
    Way(
      "a swap between two looks", [.card(5), .card(7)],
      ["cardInserted", "cardRemoved", "cardInserted"]),
    Way(
      "a swap between two looks, both cards seen early", [.card(4), .card(5), .card(6), .card(7)],
      ["cardInserted", "cardRemoved", "cardInserted"]),
    Way(
      "a swap of which the half is seen", [.card(5), .card(6), .card(7)],
      ["cardInserted", "cardRemoved", "cardInserted"]),
    Way(
      "two swaps, one after the other", [.card(5), .card(7), .card(9)],
      ["cardInserted", "cardRemoved", "cardInserted", "cardRemoved", "cardInserted"]),
    Way(
      "a mute card seen early", [.empty(4), .mute(4), .mute(5), .empty(5), .empty(6)],
      ["cardUnresponsive", "cardRemoved"]),
    Way(
      "a good card swapped for a mute one, seen early", [.card(5), .mute(6), .mute(7)],
      ["cardInserted", "cardRemoved", "cardUnresponsive"]),
    Way(
      "a mute card swapped for a good one", [.mute(5), .card(7)],
      ["cardUnresponsive", "cardRemoved", "cardInserted"]),
    Way(
      "a card that falls silent where it lies", [.card(5), .mute(5)],
      ["cardInserted", "cardRemoved", "cardUnresponsive"]),
    Way(
      "taken for one program while it is seen early",
      [.card(4), .exclusive(4), .exclusive(5), .card(5)],
      ["cardInserted", "exclusiveUseBegan", "exclusiveUseEnded"]),
    Way("used by a program meanwhile", [.card(4), .connected(5), .card(5)], ["cardInserted"]),
    Way(
      "swapped while a program has it", [.exclusive(5), .card(7)],
      [
        "exclusiveUseBegan", "cardInserted", "cardRemoved", "cardInserted", "exclusiveUseEnded",
      ]),
    Way(
      "a reader that lost its card for a moment and counts that once",
      [.card(5), .unknown(5), .card(5), .card(6)], ["cardInserted", "cardRemoved", "cardInserted"]),
    Way(
      "a reader that lost its card for good", [.card(5), .unknown(5), .empty(5), .empty(6)],
      ["cardInserted", "cardRemoved"]),
    Way("a counter that wraps under one card", [.card(65_535), .card(0)], ["cardInserted"]),
    Way(
      "a counter that wraps in a swap", [.card(65_535), .card(1)],
      ["cardInserted", "cardRemoved", "cardInserted"]),
    Way(
      "a counter that begins anew, as with a reader that was plugged in again",
      [.card(9), .card(1)],
      ["cardInserted", "cardRemoved", "cardInserted"]),
  ]

  @Test("What is told is what happened", arguments: ways)
  func told(_ way: Way) {
    var tracker = ReaderTracker()
    _ = tracker.list(["R"])
    let events = way.looks.enumerated().flatMap { tracker.update([$1.state(number: $0)]) }
    #expect(events.map(\.name) == way.told)
  }

  @Test("The swap's second card is the one that is told")
  func secondCard() {
    var tracker = ReaderTracker()
    _ = tracker.list(["R"])
    let looks: [Look] = [.card(5), .card(6), .card(7)]
    let events = looks.enumerated().flatMap { tracker.update([$1.state(number: $0)]) }
    #expect(events.last == .cardInserted(reader: "R", atr: ATR([0x3B, 0x01, 2])))
  }
}
