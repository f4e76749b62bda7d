import Loyalty

extension Slip {
  /// Every line with quantity, list price, what is paid for it, and what it was.
  static func goods(_ sale: Sale, _ quote: Quote, _ words: SlipWords) -> [ReceiptLine] {
    let quoted = Dictionary(
      quote.lines.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let entries = sale.lines.map { line in
      GoodsEntry(
        name: line.name, quantity: line.quantity.description, unitPrice: line.unitPrice,
        list: quoted[line.id]?.gross, paid: quoted[line.id]?.net,
        remarks: remarks(on: line, quoted[line.id], quote, words))
    }
    let paid =
      sale.member == nil
      ? words.say("金额", "金額", "Amount") : words.say("会员价", "會員價", "Member")
    return table(entries, paidTitle: paid, words)
  }

  /// The table of goods: a name with its remarks, below it quantity, list price and price paid.
  static func table(
    _ entries: [GoodsEntry], paidTitle: String, _ words: SlipWords
  ) -> [ReceiptLine] {
    let titles = [words.say("原价", "原價", "List"), paidTitle]
    let amounts = entries.flatMap { [$0.list, $0.paid] }.compactMap { $0?.description }
    let width = ((titles + amounts).map(CellWidth.of).max() ?? 0) + 2
    func row(_ left: String, _ list: String, _ paid: String) -> ReceiptLine {
      .columns([
        ReceiptCell(left),
        ReceiptCell(list, width: .columns(width), alignment: .trailing),
        ReceiptCell(paid, width: .columns(width), alignment: .trailing),
      ])
    }
    var lines = [row(words.say("商品", "商品", "Article"), titles[0], titles[1]), .rule()]
    for entry in entries {
      lines.append(.pair(left: entry.name, right: entry.remarks.joined(separator: " ")))
      lines.append(
        row(
          "  \(entry.quantity) x \(entry.unitPrice)", entry.list?.description ?? "",
          entry.paid?.description ?? ""))
    }
    lines.append(.rule())
    return lines
  }

  /// What a line was: its kind, then the rates in the order in which they applied.
  private static func remarks(
    on line: SaleLine, _ quoted: QuoteLine?, _ quote: Quote, _ words: SlipWords
  ) -> [String] {
    var remarks = [words.kind(line.kind)].compactMap(\.self)
    guard let quoted else { return remarks }
    if quoted.counterDiscount.fen > 0 {
      let promotion = counterRate(on: line, in: quote)
      remarks.append(words.say("专柜", "專櫃", "counter ") + (promotion.map(words.rate) ?? ""))
    }
    guard quoted.memberDiscount.fen > 0 else { return remarks }
    let steps = rates(on: line, in: quote).dropFirst(quoted.counterDiscount.fen > 0 ? 1 : 0)
    if steps.isEmpty { remarks.append(words.say("会员价", "會員價", "member price")) }
    for step in steps {
      let name =
        switch Occasion(of: step.rule, in: quote) {
        case .birthday: words.say("生日", "生日", "birthday ")
        case .memberDay: words.say("会员日", "會員日", "member day ")
        case .membership: words.say("会员", "會員", "member ")
        }
      if let rate = step.rate { remarks.append(name + words.rate(rate)) }
    }
    return remarks
  }

  /// The steps on a line that took something off by a rate, in order: the counter's comes first.
  private static func rates(on line: SaleLine, in quote: Quote) -> [ExplanationStep] {
    quote.explanation.filter {
      $0.line == line.id && $0.rate != nil && $0.before.fen > $0.after.fen
    }
  }

  private static func counterRate(on line: SaleLine, in quote: Quote) -> Rate? {
    rates(on: line, in: quote).first?.rate
  }
}

/// One line of the table of goods.
struct GoodsEntry {
  var name: String
  var quantity: String
  var unitPrice: Money
  var list: Money?
  var paid: Money?
  var remarks: [String]
}

/// Why the member paid less.
enum Occasion {
  case membership, birthday, memberDay

  /// The occasion of a rule, as the quote's own discount lines name it.
  init(of rule: RuleID, in quote: Quote) {
    self = .membership
    for line in quote.memberLines {
      if case .birthdayDiscount(_, _, rule) = line { self = .birthday }
      if case .memberDayDiscount(_, _, rule) = line { self = .memberDay }
    }
  }
}
