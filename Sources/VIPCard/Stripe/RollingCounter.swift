/// The counter on track 3 that a lane with an encoder raises at every use: six digits.
public struct RollingCounter: RawRepresentable, Sendable, Hashable, Comparable {
  /// 0 to 999,999.
  public let rawValue: Int

  /// Takes a counter; `nil` outside 0 to 999,999.
  public init?(rawValue: Int) {
    guard (0...999_999).contains(rawValue) else { return nil }
    self.rawValue = rawValue
  }

  /// The counter of a new card.
  public static let zero = RollingCounter(checked: 0)

  private init(checked value: Int) { rawValue = value }

  /// The counter to be written next; `nil` when the card is used up.
  public var next: RollingCounter? { RollingCounter(rawValue: rawValue + 1) }

  /// Six digits.
  public var digits: String {
    let text = String(rawValue)
    return String(repeating: "0", count: 6 - text.utf8.count) + text
  }

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What the register knows of a card's rolling counter.
public struct RollingCounterState: Sendable, Hashable {
  /// The counter that the card is known to carry.
  public let committed: RollingCounter
  /// A counter that was sent to the encoder but not yet seen on the card.
  public let pending: RollingCounter?

  /// Makes a state.
  public init(committed: RollingCounter, pending: RollingCounter? = nil) {
    self.committed = committed
    self.pending = pending
  }

  /// What a counter that was read, with a right code, means.
  public enum Judgement: Sendable, Hashable {
    /// As committed: write the next one, and keep it as pending until it is seen.
    case asCommitted(writeNext: RollingCounter?)
    /// The pending one arrived on the card: it becomes the committed one; write the next.
    case promotePending(writeNext: RollingCounter?)
    /// Older than the committed one: a copy of the card from before. Block it.
    case clone
    /// Newer than anything ever written: the register or the card is not what it should be.
    case neverWritten
  }

  /// Judges a counter that was read.
  public func judge(_ read: RollingCounter) -> Judgement {
    if read == committed { return .asCommitted(writeNext: read.next) }
    if let pending, read == pending { return .promotePending(writeNext: read.next) }
    return read < committed ? .clone : .neverWritten
  }
}
