import BusinessCalendar

/// The one rate that a member gets on this sale: the best of member, birthday and member-day rate,
/// never two of them.
struct MemberRate {
  enum Source { case level, birthday, memberDay }

  var source: Source
  var rate: Rate
  var rule: RuleID
  var lists: RuleLists

  /// The best rate; `nil` where none is below 1.
  static func best(
    engine: RuleEngine, sale: Sale, member: MemberState?, level: Int,
    assumingIdentityCard: Bool = false
  ) -> MemberRate? {
    guard let member, !sale.waivesDiscount else { return nil }
    let program = engine.program
    let own = program.levels[level]
    var best = MemberRate(
      source: .level, rate: own.rate, rule: own.rule, lists: engine.plan.levelLists[level])
    if !member.isDiscountOnly {
      if let day = program.memberDay, day.weekday == sale.date.weekday, day.rate < best.rate {
        best = MemberRate(
          source: .memberDay, rate: day.rate, rule: day.rule, lists: engine.plan.memberDayLists)
      }
      if member.isBirthday, let birthday = program.birthday, let rule = birthday.rule,
        let rate = own.birthdayRate ?? birthday.rate, rate < best.rate,
        !birthday.needsIdentityCard || sale.confirmations.identityCard || assumingIdentityCard
      {
        best = MemberRate(
          source: .birthday, rate: rate, rule: rule, lists: engine.plan.birthdayLists)
      }
    }
    return best.rate.tenThousandths == 10_000 ? nil : best
  }
}
