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
    _ sale: SaleCase, level: Int, assumingIdentityCard: Bool = false
  ) -> MemberRate? {
    guard let member = sale.member, !sale.sale.waivesDiscount else { return nil }
    let book = sale.book
    var best = MemberRate(
      source: .level, rate: book.program.levels[level].rate, rule: book.program.levels[level].rule,
      lists: book.plan.levelLists[level])
    if !member.isDiscountOnly {
      if let day = book.program.memberDay, day.weekday == sale.sale.date.weekday,
        day.rate < best.rate
      {
        best = MemberRate(
          source: .memberDay, rate: day.rate, rule: day.rule, lists: book.plan.memberDayLists)
      }
      if member.isBirthday, let birthday = book.program.birthday, let rule = birthday.rule,
        let rate = book.program.levels[level].birthdayRate ?? birthday.rate, rate < best.rate,
        !birthday.needsIdentityCard || sale.sale.confirmations.identityCard
          || assumingIdentityCard
      {
        best = MemberRate(
          source: .birthday, rate: rate, rule: rule, lists: book.plan.birthdayLists)
      }
    }
    return best.rate.tenThousandths == 10_000 ? nil : best
  }
}
