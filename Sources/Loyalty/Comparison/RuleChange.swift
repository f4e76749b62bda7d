import BusinessCalendar
public import Wording

/// What two versions of a program say differently about one rule.
public struct RuleChange: Sendable, Hashable {
  /// The rule; `nil` for what no article asks for.
  public var rule: RuleID?
  /// What the old version says and the new one does not.
  public var before: [Sentence]
  /// What the new version says and the old one does not.
  public var after: [Sentence]
}

extension ProgramComparison {
  /// What changes from one version to the other, in words, rule by rule in the order of the new version.
  public static func changes(from old: LoyaltyProgram, to new: LoyaltyProgram) -> [RuleChange] {
    let before = old.sections.flatMap(\.self)
    let after = new.sections.flatMap(\.self)
    let (said, says) = (Set(before), Set(after))
    var changes: [RuleChange] = []
    func change(of rule: RuleID?) -> Int {
      if let index = changes.firstIndex(where: { $0.rule == rule }) { return index }
      changes.append(RuleChange(rule: rule, before: [], after: []))
      return changes.count - 1
    }
    for statement in after where !said.contains(statement) {
      changes[change(of: statement.rule)].after.append(statement.words)
    }
    for statement in before where !says.contains(statement) {
      changes[change(of: statement.rule)].before.append(statement.words)
    }
    return changes
  }

  /// One purchase of regular-price goods by a member of a level, under both versions.
  public struct Example: Sendable, Hashable {
    /// The level by id.
    public var level: String
    /// The list price.
    public var price: Money
    /// Under the old version.
    public var old: Outcome
    /// Under the new version.
    public var new: Outcome
  }

  /// What a purchase costs and earns under both versions, for each level that both have: on an ordinary
  /// day on which both are in force.
  public static func examples(
    from old: LoyaltyProgram, to new: LoyaltyProgram,
    prices: [Money] = [Money(fen: 10_000), Money(fen: 100_000)]
  ) -> [Example] {
    var date = max(old.effective, new.effective)
    let memberDays = [old.memberDay?.weekday, new.memberDay?.weekday]
    while memberDays.contains(date.weekday) { date = date.adding(days: 1) }
    let engines = (RuleEngine(old), RuleEngine(new))
    return old.levels.filter { new.level($0.id) != nil }.flatMap { level in
      prices.map { price in
        let sale = Sale(
          id: "example", store: "-", lane: "-", date: date,
          lines: [
            SaleLine(
              id: "1", name: "-", quantity: Quantity(1), unitPrice: price, kind: .regular)
          ],
          member: MemberSnapshot(id: "-", level: level.id, joined: date, registered: date))
        return Example(
          level: level.id, price: price, old: outcome(engines.0, sale).0,
          new: outcome(engines.1, sale).0)
      }
    }
  }
}
