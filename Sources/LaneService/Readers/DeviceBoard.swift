import CardReaders
import Desk
import VIPCard

/// Which readers are there just now, and which good card was shown last at each.
actor DeviceBoard {
  /// A reader that is present.
  struct Reader: Sendable, Hashable {
    let name: String
    let kind: ReaderKind
    /// Whether a chip card lies in it.
    var hasCard: Bool
  }

  /// How long a card that was shown may be used for what is no sale.
  static let cardLife = Duration.seconds(60)

  private var readers: [String: Reader] = [:]
  private var cards: [String: (card: CardJudgement, time: ContinuousClock.Instant)] = [:]
  /// Whether the PC/SC service answers; `nil` until it was heard of.
  private(set) var isServiceThere = true

  /// Every reader, by name.
  var all: [Reader] { readers.values.sorted { $0.name < $1.name } }

  /// The reader of a name.
  func reader(_ name: String) -> Reader? { readers[name] }

  /// Takes note of what happened at a reader.
  func note(_ event: CardEvent) {
    switch event.happening {
    case .serviceLost: isServiceThere = false
    case .serviceRestored: isServiceThere = true
    case .readerAdded:
      if let name = event.reader {
        readers[name] = Reader(name: name, kind: event.kind, hasCard: false)
      }
    case .readerRemoved:
      guard let name = event.reader else { break }
      readers[name] = nil
      cards[name] = nil
    case .cardInserted: event.reader.map { readers[$0]?.hasCard = true }
    case .cardRemoved: event.reader.map { readers[$0]?.hasCard = false }
    default: break
    }
  }

  /// Takes note of a card that was judged: a good one takes the place of what was shown before, another one leaves
  /// none. It is kept in memory, and for ``cardLife``.
  func show(_ card: CardJudgement?, at reader: String, now: ContinuousClock.Instant) {
    cards[reader] = card.map { ($0, now) }
  }

  /// The good card that was shown last, at one reader or at any.
  func shown(at reader: String?, now: ContinuousClock.Instant) -> CardJudgement? {
    cards = cards.filter { now - $0.value.time <= Self.cardLife }
    guard let reader else { return cards.values.max { $0.time < $1.time }?.card }
    return cards[reader]?.card
  }

  /// Forgets the cards that were shown: the next customer is there.
  func putCardsAway() { cards = [:] }
}
