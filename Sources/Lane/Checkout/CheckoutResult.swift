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
  /// The decision on the member's level that had been made before this sale was entered, where its date
  /// lies in a period that is over and decided (rule C1): it was priced at the level of that time.
  public var lateForPeriod: LevelEntry?
  /// The slip; its copies are ``slips``.
  public var receipt: Receipt
  /// Every copy with what became of it on paper.
  public var slips: [SlipCopy]

  /// The receipt number: the sale's id.
  public var receiptNumber: String { receipt.number }
  /// Where the sale stands.
  public var state: SaleState { record.state }
  /// Whether this answer repeats an earlier one.
  public var isRepeated: Bool { quote == nil }
}

extension CheckoutResult {
  /// What the cashier is told of a sale that was entered after its period was decided; `nil` for others.
  ///
  /// - Parameter program: names the levels.
  public func lateSentence(in program: LoyaltyProgram?) -> Sentence? {
    guard let entry = lateForPeriod else { return nil }
    func name(_ id: String) -> Sentence {
      program?.levelName(id) ?? Sentence(zhHans: id, zhHant: id, en: id)
    }
    let then = name(entry.before)
    let now =
      record.newLevel.map(name).map { raised in
        Sentence(
          zhHans: "会员因此升为\(raised.simplifiedChinese)。",
          zhHant: "會員因此升為\(raised.traditionalChinese)。",
          en: "It raises the member to \(raised.english).")
      } ?? Sentence(zhHans: "核定结果不变。", zhHant: "核定結果不變。", en: "The decision stands.")
    return Sentence(
      zhHans: "补录：本单日期属于截至 \(entry.periodEnd) 的期间，等级已于 \(entry.date) 核定；"
        + "本单按当时的\(then.simplifiedChinese)计价，\(now.simplifiedChinese)",
      zhHant: "補錄：本單日期屬於截至 \(entry.periodEnd) 的期間，等級已於 \(entry.date) 核定；"
        + "本單按當時的\(then.traditionalChinese)計價，\(now.traditionalChinese)",
      en: "Late entry: the period to \(entry.periodEnd) was decided on \(entry.date); this sale is "
        + "priced at the level of that time (\(then.english)). \(now.english)")
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
