public import Loyalty
public import Wording

/// Turns a priced sale into the slip that the member signs.
public enum Slip {
  /// The slip of one sale.
  ///
  /// Pure: the same sale, quote, card and header give the same receipt. The merchant and the customer
  /// copy are the same receipt: use ``Receipt/copy(for:)`` and ``Receipt/reprinted(_:)`` for the others.
  ///
  /// - Parameters:
  ///   - sale: what was sold.
  ///   - quote: what the rules made of it; its lines are matched to the sale's by id.
  ///   - card: the member's card; `nil` when none was shown.
  ///   - header: store, lane, number, date, time, cashier.
  ///   - tenders: how it was paid; what exceeds the amount due is the change.
  ///   - language: the language of the slip.
  ///   - copy: whose copy it is.
  ///   - reprint: how many times it was printed before.
  ///   - program: names the levels; without it their ids are shown.
  public static func compose(
    sale: Sale, quote: Quote, card: SlipCard?, header: SlipHeader, tenders: [Tender],
    language: Language, copy: Receipt.Copy = .merchant, reprint: Int = 0,
    program: LoyaltyProgram? = nil
  ) -> Receipt {
    let words = SlipWords(language: language, program: program)
    var lines: [ReceiptLine] = []
    lines += heading(header, title: nil, words)
    lines += goods(sale, quote, words)
    lines += totals(sale, quote, words)
    lines += payment(quote.due, tenders, words)
    lines += memberPart(quote, card: card, words)
    let statement = words.say(
      "本人确认本次消费及会员卡无误。", "本人確認本次消費及會員卡無誤。",
      "I confirm this purchase and this card.")
    lines += closing(
      signature: quote.signatureRequired ? statement : nil, header: header, words)
    return Receipt(
      number: header.receiptNumber, language: language, copy: copy, reprint: reprint,
      lines: lines)
  }
}
