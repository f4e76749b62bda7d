public import Wording

/// Points that were given for a gift, as their slip says it.
public struct SlipRedemption: Sendable, Hashable {
  /// The gift's id, or the single item's.
  public var gift: String
  /// The gift's name; `nil` for a single item.
  public var name: Sentence?
  /// The points it cost.
  public var points: Int64
  /// Valid points afterwards.
  public var balance: Int64

  /// Makes a redemption's facts.
  public init(gift: String, name: Sentence? = nil, points: Int64, balance: Int64) {
    self.gift = gift
    self.name = name
    self.points = points
    self.balance = balance
  }
}

extension Slip {
  /// The slip of a redemption: what was given, what it cost, what is left, and, on both copies, that it is
  /// final (rules A21, A22).
  ///
  /// - Parameters:
  ///   - redemption: what was given.
  ///   - card: the member's card.
  ///   - header: store, lane, number, date, time, cashier.
  ///   - language: the language of the slip.
  public static func compose(
    redemption: SlipRedemption, card: SlipCard, header: SlipHeader, language: Language
  ) -> Receipt {
    let words = SlipWords(language: language, program: nil)
    var lines = heading(
      header, title: words.say("积分换领单", "積分換領單", "POINTS REDEEMED"), words)
    let name = redemption.name?[language]
    lines.append(
      .pair(
        left: words.say("换领", "換領", "Redeemed"), right: name ?? redemption.gift,
        TextStyle(bold: true)))
    if name != nil {
      lines.append(.pair(left: words.say("礼品号", "禮品號", "Gift"), right: redemption.gift))
    }
    lines += [
      .pair(left: words.say("使用积分", "使用積分", "Points spent"), right: signed(-redemption.points)),
      .pair(
        left: words.say("积分余额", "積分餘額", "Points balance"), right: "\(redemption.balance)",
        TextStyle(bold: true)),
      .rule(),
    ]
    lines += cardLines(card, words)
    lines.append(
      .text(
        words.say(
          "换领后不可取消、不可退换。", "換領後不可取消、不可退換。",
          "A redemption is final: no cancelling, no refund, no swap."), TextStyle(bold: true)))
    let statement = words.say(
      "本人确认以上换领。", "本人確認以上換領。", "I confirm this redemption.")
    lines += closing(signature: statement, header: header, words)
    return Receipt(number: header.receiptNumber, language: language, lines: lines)
  }
}
