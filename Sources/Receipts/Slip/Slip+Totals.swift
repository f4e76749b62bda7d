import Loyalty

extension Slip {
  /// Subtotal, what was taken off and why, amount due. The rows always add up.
  static func totals(_ sale: Sale, _ quote: Quote, _ words: SlipWords) -> [ReceiptLine] {
    var lines: [ReceiptLine] = [
      .pair(left: words.say("小计", "小計", "Subtotal") + count(sale, words), right: "\(quote.gross)")
    ]
    func off(_ label: String, _ rate: Rate?, _ amount: Money) {
      let label = rate.map { label + " " + words.rate($0) } ?? label
      lines.append(.pair(left: label, right: "\(-amount)"))
    }
    let counter = sum(quote.lines, \.counterDiscount)
    if counter != .zero {
      off(words.say("专柜促销", "專櫃促銷", "Counter promotion"), nil, counter)
    }
    var member = sum(quote.lines, \.memberDiscount)
    let membership = words.say("会员折扣", "會員折扣", "Member discount")
    for line in quote.memberLines {
      switch line {
      case .memberDiscount(let amount, let rate, _):
        off(membership, rate, amount)
        member -= amount
      case .birthdayDiscount(let amount, let rate, _):
        off(words.say("生日", "生日", "Birthday"), rate, amount)
        member -= amount
      case .memberDayDiscount(let amount, let rate, _):
        off(words.say("会员日", "會員日", "Member day"), rate, amount)
        member -= amount
      case .greeting, .earned, .bonus, .pending, .redeemed, .balance, .expiring, .level, .upgrade,
        .nextLevel, .counterDiscount, .notice, .signature:
        continue
      }
    }
    if member != .zero { off(membership, nil, member) }
    let points = sum(quote.lines, \.moneyOff)
    if points != .zero { off(words.say("积分抵扣", "積分折抵", "Paid with points"), nil, points) }
    return lines
  }

  /// Amount due, tenders, change.
  static func payment(_ due: Money, _ tenders: [Tender], _ words: SlipWords) -> [ReceiptLine] {
    var lines: [ReceiptLine] = [
      .rule(.double),
      .pair(
        left: words.say("应付", "應付", "Due"), right: "¥\(due)",
        TextStyle(size: .double, bold: true)),
    ]
    lines += tenders.map { .pair(left: words.tender($0.kind), right: "\($0.amount)") }
    lines += drawer(tenders)
    let change = tenders.reduce(Money.zero) { $0 + $1.amount } - due
    if change.fen > 0, !tenders.isEmpty {
      lines.append(.pair(left: words.say("找零", "找零", "Change"), right: "\(change)"))
    }
    return lines
  }

  /// Where cash goes in or out the drawer opens.
  static func drawer(_ tenders: [Tender]) -> [ReceiptLine] {
    tenders.contains { $0.kind == .cash && $0.amount != .zero } ? [.drawer] : []
  }

  /// How many pieces; lines where something is sold by weight.
  private static func count(_ sale: Sale, _ words: SlipWords) -> String {
    let isWhole = sale.lines.allSatisfy { $0.quantity.thousandths % 1000 == 0 }
    guard isWhole else {
      return words.say(
        " (\(sale.lines.count)项)", " (\(sale.lines.count)項)", " (\(sale.lines.count) lines)")
    }
    let pieces = Quantity(thousandths: sale.lines.reduce(0) { $0 &+ $1.quantity.thousandths })
    return words.say(" (\(pieces)件)", " (\(pieces)件)", " (\(pieces) pcs)")
  }

  private static func sum(_ lines: [QuoteLine], _ part: KeyPath<QuoteLine, Money>) -> Money {
    lines.reduce(.zero) { $0 + $1[keyPath: part] }
  }
}
