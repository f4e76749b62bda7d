/// Prices the lines: counter promotion, then the member's one rate, each step on the result of the
/// one before.
struct LinePricing {
  var lines: [QuoteLine] = []
  var explanation: [ExplanationStep] = []
  var gross: Int64 = 0
  var counterDiscount: Int64 = 0
  var memberDiscount: Int64 = 0

  /// Prices every line.
  init(_ sale: SaleCase, rate: MemberRate?) {
    let count = sale.sale.lines.count
    lines.reserveCapacity(count)
    explanation.reserveCapacity(count + count / 2 + 2)
    let plan = sale.book.plan
    let lists = rate?.lists ?? plan.levelLists[0]
    // A span lends each line where it lies; iterating the array would copy its texts.
    let goods = sale.sale.lines
    let span = goods.span
    for index in span.indices {
      price(span[index], sale, plan, rate: rate?.rate, rule: rate?.rule, lists)
    }
    if sale.book.plan.per == .sale { roundOnce(sale, rate: rate) }
  }

  private mutating func price(
    _ line: borrowing SaleLine, _ sale: SaleCase, _ plan: PricingPlan, rate: Rate?, rule: RuleID?,
    _ lists: RuleLists
  ) {
    // The check has refused every line amount that cannot be computed.
    let before = Money.line(unitPrice: line.unitPrice, quantity: line.quantity) ?? .zero
    let rates = Self.rates(of: line, sale, rate: rate)
    var after = before
    var unit = line.unitPrice
    var afterCounter = before
    if let counter = rates.counter {
      after = Self.step(after, &unit, line.quantity, counter, plan.round, plan.per)
      explain(line.id, plan.counterRule, before, counter, after)
      afterCounter = after
    }
    if let member = rates.member, let rule {
      after = Self.step(after, &unit, line.quantity, member, plan.round, plan.per)
      explain(line.id, rule, afterCounter, member, after)
    }
    if rates.counter == nil && rates.member == nil {
      explain(line.id, plan.ruleLeaving(line.kind), before, nil, after)
    }
    append(line.id, lists, before, afterCounter, after)
  }

  /// The rates that apply to a line.
  static func rates(
    of line: borrowing SaleLine, _ sale: SaleCase, rate: Rate?
  ) -> (counter: Rate?, member: Rate?) {
    guard line.kind == .regular else { return (nil, nil) }
    var promotion: Rate?
    if !sale.promotions.isEmpty, let counter = line.counter {
      for candidate in sale.promotions where candidate.counter == counter {
        promotion = candidate.rate
      }
    }
    // Without the member rate on top, a counter's promotion makes the line promotional goods.
    return (promotion, promotion == nil || sale.book.plan.memberRateOnTop ? rate : nil)
  }

  private static func step(
    _ amount: Money, _ unit: inout Money, _ quantity: Quantity, _ rate: Rate,
    _ round: RoundingTarget, _ per: RoundingScope
  ) -> Money {
    switch per {
    case .line, .sale: return amount.after(rate, rounding: round)
    case .unit:
      unit = unit.after(rate, rounding: round)
      return Money.line(unitPrice: unit, quantity: quantity) ?? amount
    }
  }

  mutating func explain(
    _ line: String?, _ rule: RuleID, _ before: Money, _ rate: Rate?, _ after: Money
  ) {
    explanation.append(
      ExplanationStep(line: line, rule: rule, before: before, rate: rate, after: after))
  }

  mutating func append(
    _ line: String, _ lists: RuleLists, _ before: Money, _ afterCounter: Money, _ after: Money
  ) {
    let counterOff = before.fen - afterCounter.fen
    let memberOff = afterCounter.fen - after.fen
    let rules =
      switch (counterOff != 0, memberOff != 0) {
      case (false, false): [RuleID]()
      case (true, false): lists.counter
      case (false, true): lists.member
      case (true, true): lists.both
      }
    lines.append(
      QuoteLine(
        id: line, gross: before, counterDiscount: Money(fen: counterOff),
        memberDiscount: Money(fen: memberOff), net: after, rules: rules))
    gross += before.fen
    counterDiscount += counterOff
    memberDiscount += memberOff
  }

  var due: Int64 { gross - counterDiscount - memberDiscount }
}
