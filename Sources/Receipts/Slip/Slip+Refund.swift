public import BusinessCalendar
public import Loyalty
public import Wording

/// A return as its slip shows it: what came back, what is paid out, what happens to the points.
public struct SlipRefund: Sendable, Hashable {
  /// The receipt number of the sale that is returned, wholly or in part.
  public var originalNumber: String
  /// The business date of that sale.
  public var originalDate: BusinessDate
  /// What came back.
  public var lines: [Line]
  /// What is paid out, above 0.
  public var amount: Money
  /// The family name and form of address, such as 王女士; `nil` without a member.
  public var greeting: String?
  /// What happens to the member's points; `nil` without a member.
  public var points: Points?

  /// Makes a refund.
  public init(
    originalNumber: String, originalDate: BusinessDate, lines: [Line], amount: Money,
    greeting: String? = nil, points: Points? = nil
  ) {
    self.originalNumber = originalNumber
    self.originalDate = originalDate
    self.lines = lines
    self.amount = amount
    self.greeting = greeting
    self.points = points
  }

  /// One line that came back.
  public struct Line: Sendable, Hashable {
    /// The article's name.
    public var name: String
    /// How much came back.
    public var quantity: Quantity
    /// The list price of one unit.
    public var unitPrice: Money
    /// The list price of what came back.
    public var gross: Money
    /// What was paid for it and is paid out now: the frozen share.
    public var refund: Money

    /// Makes a line.
    public init(
      name: String, quantity: Quantity, unitPrice: Money, gross: Money, refund: Money
    ) {
      self.name = name
      self.quantity = quantity
      self.unitPrice = unitPrice
      self.gross = gross
      self.refund = refund
    }
  }

  /// What a return does to the member's points.
  public struct Points: Sendable, Hashable {
    /// Points that were earned with the sale and are taken back.
    public var taken: Int64
    /// Points that were spent on the sale and come back.
    public var givenBack: Int64
    /// Valid points after the return.
    public var balance: Int64

    /// Makes a change of points.
    public init(taken: Int64, givenBack: Int64 = 0, balance: Int64) {
      self.taken = taken
      self.givenBack = givenBack
      self.balance = balance
    }
  }
}

extension Slip {
  /// The slip of a return; it mirrors the slip of the sale, with everything negative.
  ///
  /// - Parameters:
  ///   - refund: what came back.
  ///   - card: the member's card; `nil` when none was shown.
  ///   - header: store, lane, number, date, time, cashier of the return itself.
  ///   - tenders: how it was paid out, as amounts above 0.
  ///   - language: the language of the slip.
  ///   - copy: whose copy it is.
  ///   - reprint: how many times it was printed before.
  public static func compose(
    refund: SlipRefund, card: SlipCard?, header: SlipHeader, tenders: [Tender],
    language: Language, copy: Receipt.Copy = .merchant, reprint: Int = 0
  ) -> Receipt {
    let words = SlipWords(language: language, program: nil)
    var lines = heading(header, title: words.say("退货单", "退貨單", "RETURN"), words)
    lines.append(
      .pair(
        left: words.say("原单号", "原單號", "Original No.") + " " + refund.originalNumber,
        right: refund.originalDate.description))
    lines.append(.rule())
    lines += table(
      refund.lines.map { line in
        GoodsEntry(
          name: line.name, quantity: "-\(line.quantity)", unitPrice: line.unitPrice,
          list: -line.gross, paid: -line.refund, remarks: [words.say("退货", "退貨", "returned")])
      }, paidTitle: words.say("退款", "退款", "Refund"), words)
    lines.append(.rule(.double))
    lines.append(
      .pair(
        left: words.say("应退", "應退", "Refund"), right: "-¥\(refund.amount)",
        TextStyle(size: .double, bold: true)))
    lines += tenders.map { .pair(left: words.tender($0.kind), right: "\(-$0.amount)") }
    lines += drawer(tenders)
    lines += memberPart(refund, card: card, words)
    let statement = words.say(
      "本人确认以上退货及退款。", "本人確認以上退貨及退款。", "I confirm this return and the refund.")
    let isMember = card != nil || refund.points != nil
    lines += closing(signature: isMember ? statement : nil, header: header, words)
    return Receipt(
      number: header.receiptNumber, language: language, copy: copy, reprint: reprint,
      lines: lines)
  }

  private static func memberPart(
    _ refund: SlipRefund, card: SlipCard?, _ words: SlipWords
  ) -> [ReceiptLine] {
    var lines: [ReceiptLine] =
      refund.greeting.map {
        [greeting(Sentence(zhHans: $0, zhHant: $0, en: $0), words)]
      } ?? []
    if let card { lines += cardLines(card, words) }
    if let points = refund.points {
      lines.append(
        .pair(
          left: words.say("扣回积分", "扣回積分", "Points taken back"), right: signed(-points.taken)))
      if points.givenBack != 0 {
        lines.append(
          .pair(
            left: words.say("退回已用积分", "退回已用積分", "Points given back"),
            right: signed(points.givenBack)))
      }
      lines.append(
        .pair(
          left: words.say("积分余额", "積分餘額", "Points balance"), right: "\(points.balance)",
          TextStyle(bold: true)))
    }
    return lines.isEmpty ? [] : [.rule()] + lines
  }
}
