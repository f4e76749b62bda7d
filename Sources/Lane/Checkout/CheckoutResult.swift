public import Loyalty
public import MemberStore
public import Receipts
public import VIPCard
public import Wording

/// A sale from card to slip, as the cashier and the till see it.
public struct CheckoutResult: Sendable {
  /// The sale as stored: state, frozen lines, points.
  public var record: SaleRecord
  /// What the rules said; `nil` when the answer comes from an earlier checkout of the same sale, whose
  /// quote is `record.quote`.
  public var quote: Quote?
  /// The card that counted.
  public var card: CardIdentity?
  /// The rolling counter to be written onto the card, where the lane has an encoder; `nil` for a card
  /// without one.
  public var nextCounter: RollingCounter?
  /// The slip; its copies are ``slips``.
  public var receipt: Receipt
  /// Every copy with what became of it on paper.
  public var slips: [SlipCopy]
  /// Slips of earlier business that had waited for the printer and were printed after these.
  public var caughtUp: [SlipCopy] = []

  /// Whether the sale was booked before this call: nothing was booked twice.
  public var isRepeated: Bool

  /// The receipt number: the sale's id.
  public var receiptNumber: String { receipt.number }
  /// Where the sale stands.
  public var state: SaleState { record.state }
}

extension CheckoutResult {
  /// What the cashier is told of a sale that was entered late; `nil` for others.
  ///
  /// - Parameter program: names the levels.
  public func lateSentence(in program: LoyaltyProgram?) -> Sentence? {
    record.lateSentence(in: program)
  }
}

/// One copy of a slip.
public struct SlipCopy: Sendable {
  /// The copy, its reprint count included.
  public var receipt: Receipt
  /// What became of it; `nil` where the lane has no printer.
  public var job: PrintJobRecord?
  /// What the printer said, where it did not simply print.
  public var problem: (any ExplainedError)?

  /// Whose copy it is.
  public var copy: Receipt.Copy { receipt.copy }
}
