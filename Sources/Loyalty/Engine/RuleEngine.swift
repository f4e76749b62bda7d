/// The built-in rules: prices a sale by a loaded program, as a pure function.
///
/// No clock, no store, no randomness: the same program and sale give the same quote. Safe to share
/// between threads.
public struct RuleEngine: LoyaltyRules {
  /// The program that decides.
  public let program: LoyaltyProgram
  /// What the program says, laid out for pricing without look-ups.
  let plan: PricingPlan

  /// Makes an engine for a program.
  public init(_ program: LoyaltyProgram) {
    self.program = program
    self.plan = PricingPlan(program)
  }

  /// Prices a sale without side effects.
  ///
  /// - Throws: ``SaleError``; its nature is `refusal` where a rule forbids the sale (member-only goods
  ///   to others, not enough points), and `input` where the sale is malformed or contradictory.
  public func quote(_ sale: Sale) throws(SaleError) -> Quote {
    let member = sale.member.map { MemberState($0, on: sale.date, program: program) }
    try SaleCheck(program: program, sale: sale, member: member).run()

    var settlement = Settlement(
      engine: self, sale: sale, member: member, level: member?.level ?? 0)
    var levelAfter = member?.level ?? 0
    if member != nil {
      levelAfter = max(levelAfter, advancedLevel(settlement, member: member))
      if levelAfter > member?.level ?? 0, program.advancement?.starts == .thisSale {
        settlement = Settlement(engine: self, sale: sale, member: member, level: levelAfter)
      }
    }
    return Statement(
      engine: self, sale: sale, member: member, settlement: settlement, levelAfter: levelAfter
    ).quote()
  }

  /// The highest level whose threshold is reached once this sale counts.
  private func advancedLevel(_ settlement: Settlement, member: MemberState?) -> Int {
    guard let advancement = program.advancement, let member else { return 0 }
    let reached = member.counted(advancement.counted) + settlement.counts(advancement.counted)
    return program.levels.lastIndex { level in
      level.threshold.map { $0 <= reached } ?? false
    } ?? 0
  }
}
