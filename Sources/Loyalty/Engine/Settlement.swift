/// A sale priced at one level: lines, money off, and points.
struct Settlement {
  let rate: MemberRate?
  /// The level that prices and earns.
  let level: Int
  private(set) var pricing: LinePricing
  /// Points spent on the sale, and what they take off.
  private(set) var redeemed: Int64 = 0
  private(set) var moneyOff: Int64 = 0
  /// The most points that the cap allows on this sale, whatever the balance.
  private(set) var mostRedeemable: Int64 = 0
  /// What points are counted on.
  private(set) var basis: Money = .zero
  private(set) var earned: Int64 = 0
  private(set) var bonus: Int64 = 0
  /// What was paid for goods, by whatever tender: what levels count that count spending.
  private(set) var spent: Money = .zero
  /// Whether a fee is among the lines.
  private(set) var sellsFee = false

  init(_ sale: SaleCase, level: Int) {
    self.level = level
    rate = MemberRate.best(sale, level: level)
    pricing = LinePricing(sale, rate: rate)
    if let rule = sale.book.program.redemption.moneyOff, sale.member != nil {
      takeMoneyOff(rule, sale: sale.sale)
    }
    var fen: Int64 = 0
    var paid: Int64 = 0
    let goods = sale.sale.lines
    let span = goods.span
    for index in pricing.lines.indices {
      let kind = span[index].kind
      if sale.book.plan.earns(kind) { fen += pricing.lines[index].net.fen }
      if kind.takesMoneyOff { paid += pricing.lines[index].net.fen }
      if kind == .fee { sellsFee = true }
    }
    spent = Money(fen: paid)
    if !sale.sale.specialTenders.isEmpty {
      fen = PointsBasis(sale.sale, pricing.lines, rules: sale.book.program.points).sum
    }
    basis = Money(fen: fen)
    if let member = sale.member, !member.isDiscountOnly {
      earned = sale.book.program.points.earned(
        on: basis, multiplier: sale.book.program.levels[level].pointsMultiplier)
      bonus = sale.book.program.points.bonus(onEarned: earned)
    }
  }

  /// Takes redeemed points off the lines that can be paid with points (rule C2).
  private mutating func takeMoneyOff(_ rule: MoneyOff, sale: Sale) {
    var eligible: Int64 = 0
    for index in sale.lines.indices where sale.lines[index].kind.takesMoneyOff {
      eligible += pricing.lines[index].net.fen
    }
    let steps = rule.mostSteps(onDue: Money(fen: eligible))
    mostRedeemable = steps.multipliedReportingOverflow(by: rule.points).partialValue
    guard sale.redeemPoints > 0 else { return }
    let taken = min(sale.redeemPoints / rule.points, steps)
    redeemed = taken * rule.points
    moneyOff = taken * rule.amount.fen
    guard moneyOff > 0 else { return }
    let weights = sale.lines.indices.map {
      sale.lines[$0].kind.takesMoneyOff ? pricing.lines[$0].net.fen : 0
    }
    let shares = Spreading.spread(moneyOff, over: weights)
    for (index, share) in shares.enumerated() where share > 0 {
      let before = pricing.lines[index].net
      pricing.lines[index].moneyOff = Money(fen: share)
      pricing.lines[index].net = Money(fen: before.fen - share)
      if !pricing.lines[index].rules.contains(rule.rule) {
        pricing.lines[index].rules.append(rule.rule)
      }
      pricing.explain(sale.lines[index].id, rule.rule, before, nil, pricing.lines[index].net)
    }
    let due = Money(fen: pricing.due)
    pricing.explain(nil, rule.rule, due, nil, Money(fen: due.fen - moneyOff))
  }

  var due: Int64 { pricing.due - moneyOff }

  /// What this sale adds to what levels count: the same that the member's history will say of it.
  func counts(_ measure: LevelMeasure) -> Int64 {
    switch measure {
    case .pointsEverEarned, .pointsInPeriod: earned + bonus
    case .spentInPeriod: spent.fen
    }
  }
}

extension PointsRules {
  /// Points earned on an amount: full steps only, the remainder dropped (rules A11, B5).
  ///
  /// - Parameters:
  ///   - basis: the amount paid for goods that earn; 0 or less earns nothing.
  ///   - multiplier: the level's, in hundredths.
  public func earned(on basis: Money, multiplier: Int64 = 100) -> Int64 {
    guard basis > .zero else { return 0 }
    let points = Int128(basis.fen / every.fen) * Int128(earn) * Int128(multiplier) / 100
    return Int64(min(max(points, 0), Int128(Bounds.points)))
  }

  /// The extra points of a purchase that earned so many (rule B11).
  public func bonus(onEarned points: Int64) -> Int64 {
    guard let bonus, points >= bonus.fromPoints else { return 0 }
    return bonus.points
  }
}

extension MoneyOff {
  /// The most whole steps that the cap allows on an amount due.
  func mostSteps(onDue due: Money) -> Int64 {
    let cap = Int128(due.fen) * Int128(atMost.tenThousandths) / 10_000
    return Int64(cap / Int128(amount.fen))
  }
}
