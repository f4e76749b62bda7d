/// Puts the keys of a reader together to swipes.
///
/// A swipe ends with Enter, but some readers send one behind each track: if a start sentinel follows at
/// once, it is the next track of the same swipe. Silence without Enter ends a swipe that broke off.
struct SwipeAssembler: Sendable {
  /// The most characters of a swipe that are kept.
  static let longest = 4_096
  /// How soon the next track follows the Enter behind the one before.
  static let betweenTracks = Duration.milliseconds(100)

  /// How long a reader may be silent in the middle of a swipe.
  let patience: Duration
  private var line: [UInt8] = []
  private var hasEnded = false
  private var last: ContinuousClock.Instant?

  init(patience: Duration) {
    self.patience = patience
    line.reserveCapacity(Self.longest)
  }

  /// When ``expire(at:)`` has something to do; `nil` if nothing is waiting.
  var deadline: ContinuousClock.Instant? {
    guard !line.isEmpty, let last else { return nil }
    return last + (hasEnded ? Self.betweenTracks : patience)
  }

  /// Takes a character, 13 being Enter; gives a swipe that it shows to have ended.
  mutating func take(_ character: UInt8, at now: ContinuousClock.Instant) -> TypedSwipe? {
    let isEnter = character == 0x0D || character == 0x0A
    var ended: TypedSwipe?
    if let deadline, now >= deadline {
      ended = expire(at: now)
    } else if hasEnded, !isEnter, !Self.beginsTrack(character) {
      ended = finish(isCut: false)
    }
    last = now
    if isEnter {
      if !line.isEmpty { hasEnded = true }
    } else {
      if hasEnded, line.count < Self.longest { line.append(0x0D) }
      hasEnded = false
      if line.count < Self.longest { line.append(character) }
    }
    return ended
  }

  /// Gives the swipe that silence has ended.
  mutating func expire(at now: ContinuousClock.Instant) -> TypedSwipe? {
    guard let deadline, now >= deadline else { return nil }
    return finish(isCut: !hasEnded)
  }

  /// Gives what is there: no more will come.
  mutating func flush() -> TypedSwipe? { finish(isCut: !hasEnded) }

  /// Drops what is there; whether there was anything.
  @discardableResult
  mutating func drop() -> Bool {
    let isEmpty = line.isEmpty
    for index in line.indices { line[index] = 0 }
    line.removeAll(keepingCapacity: true)
    hasEnded = false
    last = nil
    return !isEmpty
  }

  private mutating func finish(isCut: Bool) -> TypedSwipe? {
    guard !line.isEmpty, let last else { return nil }
    // The buffer goes to the swipe, which overwrites it.
    let finished = line
    line = []
    line.reserveCapacity(Self.longest)
    hasEnded = false
    self.last = nil
    return TypedSwipe(finished, isCut: isCut, arrival: last)
  }

  /// Whether a character goes on with a swipe behind Enter: a start sentinel, or `|` before what an
  /// encrypting head types.
  private static func beginsTrack(_ character: UInt8) -> Bool {
    "%;+#&@|".utf8.contains(character)
  }
}
