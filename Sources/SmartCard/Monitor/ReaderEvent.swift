/// Something that happened to a reader, to the card in it, or to the PC/SC service.
///
/// Events come in an order that adds up: a reader is added before its card is inserted, every
/// insertion is followed by exactly one removal, and a removed reader's card is removed before it.
public enum ReaderEvent: Sendable, Hashable {
  /// A reader is there.
  case readerAdded(reader: String)
  /// A reader was unplugged, or its service is gone.
  case readerRemoved(reader: String)
  /// A card was inserted or tapped, and has answered a reset with `atr`.
  case cardInserted(reader: String, atr: ATR)
  /// A card is in the reader but does not answer a reset. Its end is ``cardRemoved(reader:)``.
  case cardUnresponsive(reader: String)
  /// The card was taken out.
  case cardRemoved(reader: String)
  /// A program has taken the reader for itself alone.
  case exclusiveUseBegan(reader: String)
  /// The reader is free for everyone again.
  case exclusiveUseEnded(reader: String)
  /// pcscd cannot be reached. Removals of all cards and readers follow at once.
  case serviceLost
  /// pcscd is back. Its readers follow, then their cards.
  case serviceRestored

  /// The reader that the event is about; `nil` for the service's own events.
  public var reader: String? {
    switch self {
    case .readerAdded(let reader), .readerRemoved(let reader), .cardInserted(let reader, _),
      .cardUnresponsive(let reader), .cardRemoved(let reader), .exclusiveUseBegan(let reader),
      .exclusiveUseEnded(let reader):
      reader
    case .serviceLost, .serviceRestored: nil
    }
  }

  /// The event's name as the JSON form spells it, such as `cardInserted`.
  public var name: String {
    switch self {
    case .readerAdded: "readerAdded"
    case .readerRemoved: "readerRemoved"
    case .cardInserted: "cardInserted"
    case .cardUnresponsive: "cardUnresponsive"
    case .cardRemoved: "cardRemoved"
    case .exclusiveUseBegan: "exclusiveUseBegan"
    case .exclusiveUseEnded: "exclusiveUseEnded"
    case .serviceLost: "serviceLost"
    case .serviceRestored: "serviceRestored"
    }
  }
}
