public import Documents
import Wording

extension Quote {
  /// Everything in which this quote does not answer a sale; empty when it does.
  ///
  /// A quote that comes from elsewhere is believed only after this: it names the sale, has the sale's
  /// lines in order with unit price × quantity as their gross, nothing is negative, each line's net is
  /// its gross less its discounts, the totals are the sums of the lines, and points and level are there
  /// for a member only.
  public func contradictions(of sale: Sale) -> [Mistake] {
    let log = MistakeLog()
    if saleID != sale.id { log.refuse("otherSale", "saleId", .otherSale(saleID, wanted: sale.id)) }
    checkLines(sale, log)
    checkTotals(log)
    checkMember(sale, log)
    return log.mistakes
  }

  private func checkLines(_ sale: Sale, _ log: MistakeLog) {
    guard lines.map(\.id) == sale.lines.map(\.id) else {
      log.refuse("otherLines", "lines", .otherLines)
      return
    }
    for (index, (line, sold)) in zip(lines, sale.lines).enumerated() {
      let path = "lines[\(index)]"
      let amounts = [
        line.gross, line.counterDiscount, line.memberDiscount, line.moneyOff, line.net,
      ]
      guard amounts.allSatisfy({ $0 >= .zero && $0 <= Bounds.sale }) else {
        log.refuse("negativeAmount", path, .negative)
        continue
      }
      if line.gross != Money.line(unitPrice: sold.unitPrice, quantity: sold.quantity) {
        log.refuse("otherLines", path + ".gross", .otherLines)
      }
      if line.gross != line.net + line.counterDiscount + line.memberDiscount + line.moneyOff {
        log.refuse("wrongSum", path, .wrongSum)
      }
    }
  }

  private func checkTotals(_ log: MistakeLog) {
    for (path, total) in [("gross", gross), ("discount", discount), ("due", due)]
    where total < .zero || total > Bounds.sale {
      log.refuse("negativeAmount", path, .negative)
      return
    }
    func sum(_ amount: KeyPath<QuoteLine, Money>) -> Int64 {
      lines.reduce(0) { $0.saturating(plus: $1[keyPath: amount].fen) }
    }
    if sum(\.gross) != gross.fen { log.refuse("wrongSum", "gross", .wrongSum) }
    if sum(\.net) != due.fen { log.refuse("wrongSum", "due", .wrongSum) }
    if gross - due != discount { log.refuse("wrongSum", "discount", .wrongSum) }
  }

  private func checkMember(_ sale: Sale, _ log: MistakeLog) {
    let counts = [points.basis.fen, points.earned, points.bonus, points.pending, points.redeemed]
    if counts.contains(where: { $0 < 0 || $0 > Bounds.points }) {
      log.refuse("negativeAmount", "points", .negative)
      return
    }
    if points.pending > points.earned.saturating(plus: points.bonus) {
      log.refuse("wrongSum", "points.pending", .wrongSum)
    }
    if points.redeemed > sale.redeemPoints { log.refuse("wrongSum", "points.redeemed", .wrongSum) }
    let given = [points.earned, points.bonus, points.redeemed].contains { $0 != 0 }
    if sale.member == nil, level != nil || points.balanceAfter != nil || given {
      log.refuse("otherMember", "points", .otherMember)
    }
    if sale.member != nil, level == nil || points.balanceAfter == nil {
      log.refuse("otherMember", "level", .otherMember)
    }
    let known = Set(sale.lines.map(\.id))
    for (index, step) in explanation.enumerated() {
      if let line = step.line, !known.contains(line) {
        log.refuse("otherLines", "explanation[\(index)].line", .otherLines)
      }
    }
  }
}

extension MistakeLog {
  fileprivate func refuse(_ code: String, _ path: String, _ sentence: Sentence) {
    add(code, path: path, place: nil, sentence)
  }
}

extension Sentence {
  fileprivate static func otherSale(_ answered: String, wanted: String) -> Sentence {
    Sentence(
      zhHans: "回答的是“\(answered)”，不是“\(wanted)”。", zhHant: "回答的是「\(answered)」，不是「\(wanted)」。",
      en: "This answers \"\(answered)\", not \"\(wanted)\".")
  }
  fileprivate static var otherLines: Sentence {
    Sentence(
      zhHans: "与销售的各行不相符。", zhHant: "與銷售的各行不相符。", en: "This does not match the sale's lines.")
  }
  fileprivate static var otherMember: Sentence {
    Sentence(
      zhHans: "与销售的会员不相符。", zhHant: "與銷售的會員不相符。",
      en: "This does not match the sale's member.")
  }
  fileprivate static var negative: Sentence {
    Sentence(
      zhHans: "数值为负或过大。", zhHant: "數值為負或過大。", en: "A number is negative or too large.")
  }
  fileprivate static var wrongSum: Sentence {
    Sentence(zhHans: "数目不相符。", zhHant: "數目不相符。", en: "The numbers do not add up.")
  }
}
