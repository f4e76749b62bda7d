/// When a card is pulled out of the reader: around which command since it was put in, and how far the
/// card has come with it.
public struct CardTear: Sendable, Hashable {
  /// The number of the command, from 0.
  public let command: Int
  /// How far.
  public let moment: Moment

  /// How far the card has come with the command.
  public enum Moment: Sendable, Hashable {
    /// It has not begun.
    case before
    /// Its power fails while it writes, after this many bytes that change.
    case during(Int)
    /// It has done everything; only its answer is lost.
    case after
  }

  /// Names a moment.
  public init(command: Int, _ moment: Moment) {
    self.command = command
    self.moment = moment
  }
}

/// A virtual card that can be told when to be pulled out.
public protocol TornCard: FaultyVirtualCard {
  /// Has the card be pulled out at a moment of its next stay; `nil` for not any more.
  func tear(at tear: CardTear?)

  /// Another card with the same memory, without power: for a second reader, since no card is in two.
  func twin() -> any TornCard
}
