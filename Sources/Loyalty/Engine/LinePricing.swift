/// Prices the lines: counter promotion, then the member's one rate, each step on the result of the
/// one before.
struct LinePricing {
  var lines: [QuoteLine] = []
  var explanation: [ExplanationStep] = []
  var gross: Int64 = 0
  var counterDiscount: Int64 = 0
  var memberDiscount: Int64 = 0

  /// Prices every line.
  init(plan: PricingPlan, sale: Sale, rate: MemberRate?) {
    lines.reserveCapacity(sale.lines.count)
    explanation.reserveCapacity(sale.lines.count * 2)
    for line in sale.lines { price(line, plan: plan, sale: sale, rate: rate) }
    if plan.per == .sale { roundOnce(plan: plan, sale: sale, rate: rate) }
  }

  private mutating func price(_ line: SaleLine, plan: PricingPlan, sale: Sale, rate: MemberRate?) {
    // The check has refused every line amount that cannot be computed.
    let before = Money.line(unitPrice: line.unitPrice, quantity: line.quantity) ?? .zero
    let (counter, member) = Self.rates(of: line, plan: plan, sale: sale, rate: rate)
    var after = before
    var unit = line.unitPrice
    var afterCounter = before
    if let counter {
      after = Self.step(after, &unit, line, counter, plan)
      explain(line, plan.counterRule, before, counter, after)
      afterCounter = after
    }
    if let member {
      after = Self.step(after, &unit, line, member.rate, plan)
      explain(line, member.rule, afterCounter, member.rate, after)
    }
    if counter == nil && member == nil {
      explain(line, plan.ruleLeaving(line.kind), before, nil, after)
    }
    append(line, plan: plan, rate: member, before, afterCounter, after)
  }

  /// The rates that apply to a line.
  static func rates(
    of line: SaleLine, plan: PricingPlan, sale: Sale, rate: MemberRate?
  ) -> (counter: Rate?, member: MemberRate?) {
    guard line.kind == .regular else { return (nil, nil) }
    var promotion: Rate?
    if let counter = line.counter {
      for candidate in sale.counterPromotions where candidate.counter == counter {
        promotion = candidate.rate
      }
    }
    // Without the member rate on top, a counter's promotion makes the line promotional goods.
    return (promotion, promotion == nil || plan.memberRateOnTop ? rate : nil)
  }

  private static func step(
    _ amount: Money, _ unit: inout Money, _ line: SaleLine, _ rate: Rate, _ plan: PricingPlan
  ) -> Money {
    switch plan.per {
    case .line, .sale: return amount.after(rate, rounding: plan.round)
    case .unit:
      unit = unit.after(rate, rounding: plan.round)
      return Money.line(unitPrice: unit, quantity: line.quantity) ?? amount
    }
  }

  mutating func explain(
    _ line: SaleLine, _ rule: RuleID, _ before: Money, _ rate: Rate?, _ after: Money
  ) {
    explanation.append(
      ExplanationStep(line: line.id, rule: rule, before: before, rate: rate, after: after))
  }

  mutating func append(
    _ line: SaleLine, plan: PricingPlan, rate: MemberRate?, _ before: Money, _ afterCounter: Money,
    _ after: Money
  ) {
    let counterOff = before.fen - afterCounter.fen
    let memberOff = afterCounter.fen - after.fen
    let lists = rate?.lists ?? plan.levelLists[0]
    let rules =
      switch (counterOff != 0, memberOff != 0) {
      case (false, false): [RuleID]()
      case (true, false): lists.counter
      case (false, true): lists.member
      case (true, true): lists.both
      }
    lines.append(
      QuoteLine(
        id: line.id, gross: before, counterDiscount: Money(fen: counterOff),
        memberDiscount: Money(fen: memberOff), net: after, rules: rules))
    gross += before.fen
    counterDiscount += counterOff
    memberDiscount += memberOff
  }

  var due: Int64 { gross - counterDiscount - memberDiscount }
}
