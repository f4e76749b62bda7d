public import FoundationEssentials
public import MagneticStripe
public import Wording

/// Something that happened at a reader. Every kind of reader reports in this one form.
public struct CardEvent: Sendable, Equatable {
  /// What happened.
  public let happening: Happening
  /// The reader's name; `nil` where the event is about the PC/SC service itself.
  public let reader: String?
  /// The kind of reader.
  public let kind: ReaderKind
  /// When it happened, as the machine's clock has it.
  public let time: Date
  /// When it reached the program, by a clock that never jumps: ``DeviceGate`` tells by it what was
  /// swiped before a claim.
  public let arrival: ContinuousClock.Instant

  /// Makes an event.
  public init(
    _ happening: Happening, reader: String?, kind: ReaderKind, time: Date,
    arrival: ContinuousClock.Instant = .now
  ) {
    self.happening = happening
    self.reader = reader
    self.kind = kind
    self.time = time
    self.arrival = arrival
  }

  /// Whether two say the same; when they reached the program does not count.
  public static func == (left: Self, right: Self) -> Bool {
    left.happening == right.happening && left.reader == right.reader && left.kind == right.kind
      && left.time == right.time
  }

  /// What can happen at a reader.
  public enum Happening: Sendable, Equatable {
    /// A reader is there.
    case readerAdded
    /// A reader was unplugged, or its service is gone.
    case readerRemoved
    /// A card was inserted or tapped; its answer to reset, and what kind of card that names.
    case cardInserted(atr: [UInt8], card: Sentence)
    /// The card was taken out.
    case cardRemoved
    /// A card was swiped.
    case swipe(StripeRead)
    /// A reader or its card failed.
    case error(CardReaderError)
    /// A program has taken the reader for itself alone: no other can use its card.
    case readerBusy
    /// The reader is free for everyone again.
    case readerFree
    /// The PC/SC service cannot be reached. Its readers are gone until it is back.
    case serviceLost
    /// The PC/SC service is back.
    case serviceRestored
  }

  /// The event's name as the JSON form spells it, such as `cardInserted`.
  public var name: String {
    switch happening {
    case .readerAdded: "readerAdded"
    case .readerRemoved: "readerRemoved"
    case .cardInserted: "cardInserted"
    case .cardRemoved: "cardRemoved"
    case .swipe: "swipe"
    case .error: "error"
    case .readerBusy: "readerBusy"
    case .readerFree: "readerFree"
    case .serviceLost: "serviceLost"
    case .serviceRestored: "serviceRestored"
    }
  }
}
