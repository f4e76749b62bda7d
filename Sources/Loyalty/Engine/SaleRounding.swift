extension LinePricing {
  /// Rounds once, on the sum of all lines that a rate touched, and spreads the sum over them by
  /// largest remainder.
  mutating func roundOnce(_ sale: SaleCase, rate: MemberRate?) {
    let scale = Int128(100_000_000)
    var touched: [Int] = []
    var whole: [Int64] = []
    var remainders: [Int128] = []
    var exact = Int128(0)
    var before = Int128(0)
    for (index, line) in sale.sale.lines.enumerated() {
      let (counter, member) = Self.rates(of: line, sale, rate: rate?.rate)
      guard counter != nil || member != nil else { continue }
      let factor = factor(counter) * factor(member)
      let amount = Int128(lines[index].gross.fen)
      let (quotient, remainder) = (amount * factor).quotientAndRemainder(dividingBy: scale)
      touched.append(index)
      whole.append(Int64(quotient))
      remainders.append(remainder)
      exact += amount * factor
      before += amount
    }
    guard !touched.isEmpty else { return }
    let total =
      switch sale.book.plan.round {
      case .price: (exact + scale / 2) / scale
      case .discount: before - (before * scale - exact + scale / 2) / scale
      }
    let missing = total - whole.reduce(Int128(0)) { $0 + Int128($1) }
    Spreading.give(Int64(missing), toLargestOf: remainders, in: &whole)
    rebuild(sale, rate: rate, touched: touched, nets: whole)
  }

  private func factor(_ rate: Rate?) -> Int128 { Int128(rate?.tenThousandths ?? 10_000) }

  private mutating func rebuild(_ sale: SaleCase, rate: MemberRate?, touched: [Int], nets: [Int64])
  {
    let plan = sale.book.plan
    let old = lines
    lines.removeAll(keepingCapacity: true)
    explanation.removeAll(keepingCapacity: true)
    (gross, counterDiscount, memberDiscount) = (0, 0, 0)
    var next = 0
    for (index, line) in sale.sale.lines.enumerated() {
      let before = old[index].gross
      let (counter, member) = Self.rates(of: line, sale, rate: rate?.rate)
      var after = before
      if next < touched.count, touched[next] == index {
        after = Money(fen: nets[next])
        next += 1
      }
      // Between two rates the line is only shown; it is held between its neighbours.
      var afterCounter = before
      if let counter {
        afterCounter = member == nil ? after : max(after, min(before, before.times(counter)))
        explain(line.id, plan.counterRule, before, counter, afterCounter)
      }
      if let member, let rule = rate?.rule {
        explain(line.id, rule, afterCounter, member, after)
      }
      if counter == nil && member == nil {
        explain(line.id, plan.ruleLeaving(line.kind), before, nil, after)
      }
      append(line.id, rate?.lists ?? plan.levelLists[0], before, afterCounter, after)
    }
  }
}
