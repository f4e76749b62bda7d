import BusinessCalendar

/// Puts a settled sale into the form of a quote: points, level, prompts, the member's lines.
///
/// A class, so that prompts look at it without copying the settled subject.sale.
final class Statement {
  let subject: SaleCase
  let settlement: Settlement
  let levelAfter: Int

  init(_ subject: SaleCase, settlement: Settlement, levelAfter: Int) {
    self.subject = subject
    self.settlement = settlement
    self.levelAfter = levelAfter
  }

  func quote() -> Quote {
    let points = points()
    let gross = settlement.pricing.gross
    return Quote(
      saleID: subject.sale.id, program: subject.book.program.identity,
      lines: settlement.pricing.lines,
      gross: Money(fen: gross), discount: Money(fen: gross - settlement.due),
      due: Money(fen: settlement.due), points: points,
      level: subject.member.map {
        LevelChange(before: $0.snapshot.level, after: subject.book.program.levels[levelAfter].id)
      },
      prompts: Prompting(self, points: points).prompts(), signatureRequired: subject.member != nil,
      explanation: settlement.pricing.explanation, memberLines: memberLines(points))
  }

  private func points() -> QuotePoints {
    guard let member = subject.member else { return QuotePoints(basis: settlement.basis) }
    var points = QuotePoints(
      basis: settlement.basis, earned: settlement.earned, bonus: settlement.bonus,
      redeemed: settlement.redeemed)
    let rules = subject.book.program.points
    let level = subject.book.program.levels[settlement.level]
    func add(_ rule: RuleID, _ count: Int64, always: Bool = false) {
      guard count != 0 || always else { return }
      if !points.rules.contains(rule) { points.rules.append(rule) }
      points.steps.append(PointsStep(rule: rule, basis: settlement.basis, points: count))
    }
    if member.isDiscountOnly, let rule = subject.book.program.registration?.rule {
      add(rule, 0, always: true)
    } else {
      let plain = rules.earned(on: settlement.basis)
      add(rules.rule, plain, always: true)
      add(level.multiplierRule ?? level.rule, settlement.earned - plain)
      if let bonus = rules.bonus { add(bonus.rule, settlement.bonus) }
    }
    if let moneyOff = subject.book.program.redemption.moneyOff {
      add(moneyOff.rule, -settlement.redeemed)
    }
    if case .pending = member.registration {
      points.pending = points.earned.saturating(plus: points.bonus)
      if points.pending > 0, let rule = subject.book.program.registration?.rule {
        points.rules.append(rule)
      }
    }
    points.balanceAfter =
      member.balance + points.earned + points.bonus - points.pending - points.redeemed
    return points
  }

  /// The member's lines for the slip, in the order in which they are printed.
  private func memberLines(_ points: QuotePoints) -> [MemberLine] {
    guard let member = subject.member else { return [] }
    var lines: [MemberLine] = []
    lines.reserveCapacity(10)
    if let name = member.snapshot.familyName, subject.book.program.courtesy.greeting != nil {
      lines.append(.greeting(familyName: name, title: member.snapshot.title ?? ""))
    }
    addDiscounts(to: &lines)
    if points.redeemed > 0 {
      lines.append(.redeemed(points: points.redeemed, amount: Money(fen: settlement.moneyOff)))
    }
    let rules = subject.book.program.points
    lines.append(
      .earned(
        points: points.earned, basis: points.basis, rule: points.rules.first ?? rules.rule))
    if points.bonus > 0, let bonus = rules.bonus {
      lines.append(.bonus(points: points.bonus, rule: bonus.rule))
    }
    if case .pending(let deadline) = member.registration, points.pending > 0 {
      lines.append(.pending(points: points.pending, registerBy: deadline))
    }
    lines.append(.balance(points: points.balanceAfter ?? 0))
    if let expiring = expiring(points) { lines.append(expiring) }
    addLevel(to: &lines)
    for prompt in Prompting(self, points: points).notices() { lines.append(.notice(prompt)) }
    lines.append(.signature(rule: subject.book.program.courtesy.signature))
    return lines
  }

  private func addDiscounts(to lines: inout [MemberLine]) {
    let counterDiscount = settlement.pricing.counterDiscount
    if counterDiscount > 0 {
      lines.append(
        .counterDiscount(
          amount: Money(fen: counterDiscount), rule: subject.book.plan.counterRule))
    }
    guard let rate = settlement.rate, settlement.pricing.memberDiscount > 0 else { return }
    let amount = Money(fen: settlement.pricing.memberDiscount)
    switch rate.source {
    case .level: lines.append(.memberDiscount(amount: amount, rate: rate.rate, rule: rate.rule))
    case .birthday:
      lines.append(.birthdayDiscount(amount: amount, rate: rate.rate, rule: rate.rule))
    case .memberDay:
      lines.append(.memberDayDiscount(amount: amount, rate: rate.rate, rule: rate.rule))
    }
  }

  /// The next expiry, counted after this sale: spent points come from the lots that expire first.
  private func expiring(_ points: QuotePoints) -> MemberLine? {
    guard let member = subject.member else { return nil }
    var lots = member.snapshot.lots
    let counts = member.registration == .registered
    if points.redeemed > 0 {
      for use in LotArithmetic.take(
        points.redeemed, from: lots, on: subject.sale.date, pendingCounts: counts)
      {
        lots[use.lot].remaining -= use.points
      }
    }
    let new = points.earned + points.bonus - points.pending
    if new > 0 {
      lots.append(
        PointLot(
          earned: subject.sale.date,
          expires: subject.book.program.points.expiry.lastDay(ofPointsEarned: subject.sale.date),
          remaining: new))
    }
    guard let next = LotArithmetic.nextExpiry(lots, on: subject.sale.date, pendingCounts: counts)
    else {
      return nil
    }
    return .expiring(points: next.points, on: next.on)
  }

  private func addLevel(to lines: inout [MemberLine]) {
    guard let member = subject.member else { return }
    lines.append(.level(id: member.snapshot.level))
    guard let advancement = subject.book.program.advancement else { return }
    if levelAfter > member.level {
      lines.append(.upgrade(to: subject.book.program.levels[levelAfter].id, rule: advancement.rule))
    }
    if let next = nextLevel() {
      lines.append(
        .nextLevel(
          id: next.level.id, missing: next.missing, counted: advancement.counted,
          rule: advancement.rule))
    }
  }

  /// The next level above the one after this sale, and what is missing for it.
  func nextLevel() -> (level: Level, missing: Int64)? {
    guard let member = subject.member, let advancement = subject.book.program.advancement else {
      return nil
    }
    let reached =
      member.counted(advancement.counted) + settlement.counts(advancement.counted)
    for level in subject.book.program.levels.dropFirst(levelAfter + 1) {
      if let threshold = level.threshold, threshold > reached {
        return (level, threshold - reached)
      }
    }
    return nil
  }
}
