/// What a program says about prices, laid out so that pricing a line needs no look-up, builds no
/// string and allocates no list.
final class PricingPlan: Sendable {
  let round: RoundingTarget
  let per: RoundingScope
  let counterRule: RuleID
  let memberRateOnTop: Bool
  /// By the kind's index: the rule that leaves its price alone, and whether it earns.
  private let leftAlone: [RuleID]
  private let earning: [Bool]
  /// The rule lists of a line, shared by all lines that they fit.
  let levelLists: [RuleLists]
  let birthdayLists: RuleLists
  let memberDayLists: RuleLists

  init(_ program: LoyaltyProgram) {
    let pricing = program.pricing
    round = pricing.round
    per = pricing.per
    counterRule = pricing.counterRule
    memberRateOnTop = pricing.memberRateOnTop
    leftAlone = LineKind.allCases.map(pricing.ruleLeaving)
    earning = LineKind.allCases.map(program.points.earnedBy.contains)
    func lists(_ rule: RuleID?) -> RuleLists {
      RuleLists(counter: pricing.counterRule, member: rule ?? pricing.counterRule)
    }
    levelLists = program.levels.map { lists($0.rule) }
    birthdayLists = lists(program.birthday?.rule)
    memberDayLists = lists(program.memberDay?.rule)
  }

  func ruleLeaving(_ kind: LineKind) -> RuleID { leftAlone[kind.index] }
  func earns(_ kind: LineKind) -> Bool { earning[kind.index] }
}

/// A program and its plan behind one reference, so that pricing passes on a pointer instead of
/// copying a program of many fields.
final class Rulebook: Sendable {
  let program: LoyaltyProgram
  let plan: PricingPlan

  init(_ program: LoyaltyProgram) {
    self.program = program
    self.plan = PricingPlan(program)
  }
}

/// The rules of a line for each way its price can come about.
final class RuleLists: Sendable {
  let counter: [RuleID]
  let member: [RuleID]
  let both: [RuleID]

  init(counter: RuleID, member: RuleID) {
    self.counter = [counter]
    self.member = [member]
    self.both = counter == member ? [counter] : [counter, member]
  }
}

extension LineKind {
  /// The position among all cases.
  var index: Int {
    switch self {
    case .regular: 0
    case .promotional: 1
    case .special: 2
    case .memberOnly: 3
    case .fee: 4
    case .prepaid: 5
    }
  }

  /// Whether points can be spent on it as money off: a fee or top-up would turn points into cash.
  var takesMoneyOff: Bool { self != .fee && self != .prepaid }
}
