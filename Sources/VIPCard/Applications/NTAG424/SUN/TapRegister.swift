/// What a register must know so that a tap by telephone can be judged: whose chip it is, and the last
/// counter.
public protocol TapRegister: Sendable {
  /// The card that was issued on the chip with this UID; `nil` if none was.
  func card(onChip uid: [UInt8], year: CardYear) async throws -> CardIdentity?

  /// Stores the counter of a tap if it is above the last stored one, as one step that nobody else can
  /// come between. `false` if it is not: the message has been seen, or a later one has.
  func advanceReadCounter(ofChip uid: [UInt8], to counter: UInt32) async throws -> Bool
}

/// A tap register in memory. Its counters are gone with the process, and every URL is new again: for
/// trying, not for a store.
public actor MemoryTapRegister: TapRegister {
  private var cards: [[UInt8]: CardIdentity] = [:]
  private var counters: [[UInt8]: UInt32] = [:]

  /// Makes an empty register.
  public init() {}

  /// Records that a card was issued on a chip.
  public func record(_ card: CardIdentity, onChip uid: [UInt8]) { cards[uid] = card }

  public func card(onChip uid: [UInt8], year: CardYear) -> CardIdentity? {
    cards[uid].flatMap { $0.year == year ? $0 : nil }
  }

  public func advanceReadCounter(ofChip uid: [UInt8], to counter: UInt32) -> Bool {
    if let last = counters[uid], counter <= last { return false }
    counters[uid] = counter
    return true
  }
}
