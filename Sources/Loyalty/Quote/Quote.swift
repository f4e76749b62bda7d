/// What the rules say about a sale: prices, points, level, prompts, and why.
///
/// A pure function of program, member snapshot and sale: the same input gives the same quote.
public struct Quote: Sendable, Hashable {
  /// The sale it answers.
  public var saleID: String
  /// The program and version that decided.
  public var program: ProgramVersion
  /// One entry a sale line, in the same order.
  public var lines: [QuoteLine]
  /// The sum of the line amounts at list price.
  public var gross: Money
  /// Everything taken off.
  public var discount: Money
  /// What is to be paid: gross − discount.
  public var due: Money
  /// What happens to the points; all zero and no balance without a member.
  public var points: QuotePoints
  /// The level before and after; `nil` without a member.
  public var level: LevelChange?
  /// What the cashier should say or do, most important first.
  public var prompts: [Prompt]
  /// Whether the member has to sign the slip (rule A39).
  public var signatureRequired: Bool
  /// Each step on each line, in order.
  public var explanation: [ExplanationStep]
  /// The member's lines for the slip, as meaning; layout is decided elsewhere.
  public var memberLines: [MemberLine]

  /// Makes one from its parts.
  public init(
    saleID: String, program: ProgramVersion, lines: [QuoteLine], gross: Money, discount: Money,
    due: Money, points: QuotePoints, level: LevelChange?, prompts: [Prompt] = [],
    signatureRequired: Bool, explanation: [ExplanationStep] = [], memberLines: [MemberLine] = []
  ) {
    self.saleID = saleID
    self.program = program
    self.lines = lines
    self.gross = gross
    self.discount = discount
    self.due = due
    self.points = points
    self.level = level
    self.prompts = prompts
    self.signatureRequired = signatureRequired
    self.explanation = explanation
    self.memberLines = memberLines
  }
}

/// A program's id and version.
public struct ProgramVersion: Sendable, Hashable {
  /// Such as `chain-store`.
  public var id: String
  /// Such as `2026-01`.
  public var version: String

  /// Names a version of a program.
  public init(id: String, version: String) {
    self.id = id
    self.version = version
  }
}

/// The price of one line; `net` = `gross` − `counterDiscount` − `memberDiscount` − `moneyOff`.
public struct QuoteLine: Sendable, Hashable {
  /// The sale line's id.
  public var id: String
  /// Unit price × quantity, rounded half-up to the fen.
  public var gross: Money
  /// What the counter's promotion takes off.
  public var counterDiscount: Money
  /// What the member or birthday rate takes off.
  public var memberDiscount: Money
  /// The line's share of points redeemed as money off.
  public var moneyOff: Money
  /// What is paid for the line; frozen with the sale.
  public var net: Money
  /// The rules that changed the price, in order; empty for an untouched line.
  public var rules: [RuleID]

  /// Makes one from its parts.
  public init(
    id: String, gross: Money, counterDiscount: Money = .zero, memberDiscount: Money = .zero,
    moneyOff: Money = .zero, net: Money, rules: [RuleID] = []
  ) {
    self.id = id
    self.gross = gross
    self.counterDiscount = counterDiscount
    self.memberDiscount = memberDiscount
    self.moneyOff = moneyOff
    self.net = net
    self.rules = rules
  }
}

/// What a sale does to the member's points.
public struct QuotePoints: Sendable, Hashable {
  /// The amount that points are counted on.
  public var basis: Money
  /// Points earned by this sale, pending ones included, bonus excluded.
  public var earned: Int64
  /// Extra points (rule B11).
  public var bonus: Int64
  /// How many of these points, bonus included, wait for registration (rule A7).
  public var pending: Int64
  /// Points spent on this sale.
  public var redeemed: Int64
  /// Valid points after the sale, pending ones left out; `nil` without a member.
  public var balanceAfter: Int64?
  /// The rules that decided.
  public var rules: [RuleID]
  /// How the points came about, step by step.
  public var steps: [PointsStep]

  /// Makes one from its parts.
  public init(
    basis: Money = .zero, earned: Int64 = 0, bonus: Int64 = 0, pending: Int64 = 0,
    redeemed: Int64 = 0, balanceAfter: Int64? = nil, rules: [RuleID] = [], steps: [PointsStep] = []
  ) {
    self.basis = basis
    self.earned = earned
    self.bonus = bonus
    self.pending = pending
    self.redeemed = redeemed
    self.balanceAfter = balanceAfter
    self.rules = rules
    self.steps = steps
  }
}

/// One step of the points of a sale: so many points by this rule on this amount.
public struct PointsStep: Sendable, Hashable {
  /// The rule that decided.
  public var rule: RuleID
  /// The amount that the rule looked at.
  public var basis: Money
  /// What it added; negative where it took points.
  public var points: Int64

  /// Makes one from its parts.
  public init(
    rule: RuleID, basis: Money, points: Int64
  ) {
    self.rule = rule
    self.basis = basis
    self.points = points
  }
}

/// A level before and after a sale, by id.
public struct LevelChange: Sendable, Hashable {
  /// The level that this sale is priced with.
  public var before: String
  /// The level from the next sale on.
  public var after: String

  /// Makes one from its parts.
  public init(
    before: String, after: String
  ) {
    self.before = before
    self.after = after
  }
}

/// One step of the price of a line, or the reason why nothing happened.
public struct ExplanationStep: Sendable, Hashable {
  /// The line's id; `nil` for a step on the whole sale.
  public var line: String?
  /// The rule that decided.
  public var rule: RuleID
  /// The amount before the step.
  public var before: Money
  /// The rate, where one applied.
  public var rate: Rate?
  /// The amount after the step.
  public var after: Money

  /// Makes one from its parts.
  public init(
    line: String?, rule: RuleID, before: Money, rate: Rate?, after: Money
  ) {
    self.line = line
    self.rule = rule
    self.before = before
    self.rate = rate
    self.after = after
  }
}
