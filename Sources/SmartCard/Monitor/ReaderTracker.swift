/// What is known about the readers and their cards; turns what pcscd reports into events.
///
/// pcscd's counter decides, not its flags: a card that was swapped between two looks leaves the flags
/// as they were and the counter two higher.
///
/// One step is no swap. pcscd writes a reader's flags before it raises the counter, and answers clients in
/// between; so the same card is seen first with the counter of what was before it, then with its own.
struct ReaderTracker: Sendable {
  private enum Slot: Sendable, Hashable {
    case empty
    case card(ATR)
    case unresponsive

    var isEmpty: Bool { self == .empty }

    /// A card that stops or begins to answer resets is a change; another ATR of one card is not.
    var kind: Int {
      switch self {
      case .empty: 0
      case .card: 1
      case .unresponsive: 2
      }
    }
  }

  private struct Known: Sendable {
    /// `nil` until pcscd has told the state.
    var flags: ReaderFlags?
    var slot = Slot.empty
    /// The counter with which the card was seen first: its own, or still that of what was before it.
    var firstCount: UInt16 = 0
    /// Whether the reader was seen unable to tell its card's state since then.
    var isInDoubt = false
    var isExclusive = false

    /// Whether what is seen with this counter is still the card that is known.
    ///
    /// One step from the first look is the card's own insertion, seen early; or the half of a swap,
    /// whose other half pcscd counts at once.
    func isSameCard(count: UInt16) -> Bool { !isInDoubt && count &- firstCount <= 1 }
  }

  private var readers: [String: Known] = [:]
  private var order: [String] = []

  /// The state to compare with, for `SCardGetStatusChange`.
  func known(_ reader: String) -> ReaderFlags { readers[reader]?.flags ?? [] }

  /// Takes the list of readers: those that are gone, with their cards, then those that are new.
  mutating func list(_ names: [String]) -> [ReaderEvent] {
    var events: [ReaderEvent] = []
    for name in order where !names.contains(name) { events += remove(name) }
    for name in names where readers[name] == nil {
      readers[name] = Known()
      order.append(name)
      events.append(.readerAdded(reader: name))
    }
    return events
  }

  /// Takes the readers' states.
  mutating func update(_ states: [ReaderState]) -> [ReaderEvent] {
    states.flatMap { update($0) }
  }

  /// The service is gone, and every card and reader with it.
  mutating func loseAll() -> [ReaderEvent] { order.flatMap { remove($0) } }

  /// What a newcomer must be told: every reader, then every card.
  var announcement: [ReaderEvent] {
    order.map { .readerAdded(reader: $0) }
      + order.flatMap { name -> [ReaderEvent] in
        guard let known = readers[name] else { return [] }
        return (known.isExclusive ? [.exclusiveUseBegan(reader: name)] : [])
          + Self.insertion(of: known.slot, name)
      }
  }

  private mutating func remove(_ name: String) -> [ReaderEvent] {
    guard let known = readers.removeValue(forKey: name) else { return [] }
    order.removeAll { $0 == name }
    return Self.removal(of: known.slot, name)
      + (known.isExclusive ? [.exclusiveUseEnded(reader: name)] : [])
      + [.readerRemoved(reader: name)]
  }

  private mutating func update(_ state: ReaderState) -> [ReaderEvent] {
    guard var known = readers[state.name] else { return [] }
    let flags = state.now.subtracting([.changed, .ignore])
    known.flags = flags
    // A reader that is being unplugged says nothing about its card; the next list will. One that lost
    // its card for a moment switches it on anew, and counts that once.
    guard flags.isDisjoint(with: [.unknown, .unavailable]) else {
      known.isInDoubt = true
      readers[state.name] = known
      return []
    }
    var events: [ReaderEvent] = []
    let isExclusive = flags.contains(.exclusive)
    if isExclusive, !known.isExclusive { events.append(.exclusiveUseBegan(reader: state.name)) }
    let slot: Slot =
      if !flags.contains(.present) {
        .empty
      } else if flags.contains(.mute) {
        .unresponsive
      } else {
        .card(ATR(state.atr))
      }
    if slot.kind != known.slot.kind || (!slot.isEmpty && !known.isSameCard(count: flags.count)) {
      events += Self.removal(of: known.slot, state.name) + Self.insertion(of: slot, state.name)
      known.firstCount = flags.count
    }
    known.isInDoubt = false
    if !isExclusive, known.isExclusive { events.append(.exclusiveUseEnded(reader: state.name)) }
    known.slot = slot
    known.isExclusive = isExclusive
    readers[state.name] = known
    return events
  }

  private static func insertion(of slot: Slot, _ reader: String) -> [ReaderEvent] {
    switch slot {
    case .empty: []
    case .card(let atr): [.cardInserted(reader: reader, atr: atr)]
    case .unresponsive: [.cardUnresponsive(reader: reader)]
    }
  }

  private static func removal(of slot: Slot, _ reader: String) -> [ReaderEvent] {
    slot.isEmpty ? [] : [.cardRemoved(reader: reader)]
  }
}
