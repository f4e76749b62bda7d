/// The built-in rules: prices a sale by a loaded program, as a pure function.
///
/// No clock, no store, no randomness: the same program and sale give the same quote. Safe to share
/// between threads.
public struct RuleEngine: LoyaltyRules {
  private let book: Rulebook

  /// The program that decides.
  public var program: LoyaltyProgram { book.program }

  /// Makes an engine for a program.
  public init(_ program: LoyaltyProgram) {
    book = Rulebook(program)
  }

  /// Prices a sale without side effects.
  ///
  /// - Throws: ``SaleError``; its nature is `refusal` where a rule forbids the sale (member-only goods
  ///   to others, not enough points), and `input` where the sale is malformed or contradictory.
  public func quote(_ sale: Sale) throws(SaleError) -> Quote {
    let sale = SaleCase(sale, book: book)
    try SaleCheck(sale).run()

    let level = sale.member?.level ?? 0
    var settlement = Settlement(sale, level: level)
    var levelAfter = level
    if let member = sale.member {
      levelAfter = max(level, advancedLevel(settlement, member: member))
      if levelAfter > level, book.program.advancement?.starts == .thisSale {
        settlement = Settlement(sale, level: levelAfter)
      }
    }
    return Statement(sale, settlement: settlement, levelAfter: levelAfter).quote()
  }

  /// The highest level whose threshold is reached once this sale counts.
  private func advancedLevel(_ settlement: Settlement, member: MemberState) -> Int {
    guard let counted = book.program.advancement?.counted else { return 0 }
    let reached = member.counted(counted) + settlement.counts(counted)
    return book.program.levels.lastIndex { level in
      level.threshold.map { $0 <= reached } ?? false
    } ?? 0
  }
}
