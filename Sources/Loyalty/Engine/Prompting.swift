import BusinessCalendar

/// Decides what the cashier should say or do, most important first.
struct Prompting {
  private let statement: Statement
  private let points: QuotePoints
  private var subject: SaleCase { statement.subject }

  init(_ statement: Statement, points: QuotePoints) {
    self.statement = statement
    self.points = points
  }

  func prompts() -> [Prompt] {
    guard let member = subject.member else { return withoutCard() }
    var prompts: [Prompt] = []
    if subject.sale.card?.replacedAnother == true {
      prompts.append(
        Prompt(
          .cardReplaced,
          rule: subject.book.program.courtesy.oneCard
            ?? subject.book.program.levels[member.level].rule))
    }
    if let identity = identityCard(member) { prompts.append(identity) }
    if let rule = subject.book.program.courtesy.greeting, let name = member.snapshot.familyName {
      prompts.append(
        Prompt(.greeting(familyName: name, title: member.snapshot.title ?? ""), rule: rule))
    }
    if statement.settlement.redeemed < subject.sale.redeemPoints,
      let rule = subject.book.program.redemption.moneyOff?.rule
    {
      prompts.append(
        Prompt(
          .moneyOffCapped(
            points: statement.settlement.redeemed, amount: Money(fen: statement.settlement.moneyOff)
          ),
          rule: rule))
    }
    addCard(member, to: &prompts)
    addGifts(member, to: &prompts)
    addPoints(member, to: &prompts)
    if let debt = debt() { prompts.append(debt) }
    if let opens = subject.promotions.lazy.compactMap(\.from).max(), opens > subject.sale.date {
      prompts.append(
        Prompt(
          .earlyAccess(until: opens), rule: subject.book.program.levels[member.level].rule))
    }
    if let day = subject.book.program.memberDay, day.weekday == subject.sale.date.weekday,
      !member.isDiscountOnly
    {
      prompts.append(Prompt(.memberDay, rule: day.rule))
    }
    if let dormant = subject.book.program.activity?.dormant,
      let last = member.snapshot.lastPurchase,
      last.adding(months: dormant.months) < subject.sale.date
    {
      prompts.append(
        Prompt(
          .welcomeBack(days: last.days(until: subject.sale.date)),
          rule: dormant.contactRule ?? dormant.rule))
    }
    if subject.sale.waivesDiscount {
      prompts.append(
        Prompt(.discountWaived, rule: subject.book.program.pricing.ruleLeaving(.regular)))
    }
    return prompts
  }

  /// The prompts that concern the member as well and belong on the slip.
  func notices() -> [Prompt] {
    guard let member = subject.member else { return [] }
    var prompts: [Prompt] = []
    addCard(member, to: &prompts)
    addGifts(member, to: &prompts)
    if let reward = rewardInReach() { prompts.append(reward) }
    if let debt = debt() { prompts.append(debt) }
    return prompts
  }

  /// What is still owed after this sale.
  private func debt() -> Prompt? {
    guard let balance = points.balanceAfter, balance < 0 else { return nil }
    return Prompt(.pointsOwed(points: -balance), rule: subject.book.program.points.rule)
  }

  /// The birthday rate would change the amount, but nobody has confirmed the identity card.
  private func identityCard(_ member: MemberState) -> Prompt? {
    guard member.isBirthday, !subject.sale.confirmations.identityCard,
      subject.book.program.birthday?.needsIdentityCard == true,
      let better = MemberRate.best(
        subject, level: statement.settlement.level,
        assumingIdentityCard: true), better.source == .birthday
    else { return nil }
    let now = statement.settlement.pricing.due
    let then = LinePricing(subject, rate: better).due
    guard then < now else { return nil }
    return Prompt(.identityCard(saves: Money(fen: now - then)), rule: better.rule)
  }

  private func addCard(_ member: MemberState, to prompts: inout [Prompt]) {
    if let rule = subject.book.program.registration?.rule {
      switch member.registration {
      case .registered: break
      case .pending(let deadline):
        prompts.append(
          Prompt(.registrationDue(days: subject.sale.date.days(until: deadline)), rule: rule))
      case .discountOnly: prompts.append(Prompt(.discountOnly, rule: rule))
      }
    }
    if let exchange = subject.book.program.cardExchange, subject.sale.date.month == exchange.month,
      member.snapshot.cardYear ?? 0 <= subject.sale.date.year
    {
      prompts.append(Prompt(.exchangeCard, rule: exchange.rule))
    }
    if let fee = subject.book.program.yearlyFee,
      member.snapshot.feePaidFor ?? 0 < subject.sale.date.year,
      !statement.settlement.sellsFee
    {
      prompts.append(Prompt(.yearlyFeeDue(amount: fee.amount), rule: fee.rule))
    }
  }

  private func addGifts(_ member: MemberState, to prompts: inout [Prompt]) {
    let date = subject.sale.date
    if let rule = subject.book.program.gifts.birthday, member.isBirthday,
      !member.hasClaimed(rule, where: { $0.year == date.year })
    {
      prompts.append(Prompt(.birthdayGift, rule: rule))
    }
    if let draw = subject.book.program.points.draw, let balance = points.balanceAfter,
      balance != member.balance, balance % 10 == draw.lastDigit
    {
      prompts.append(Prompt(.lotteryDraw(balance: balance), rule: draw.rule))
    }
    // Gifts that are due once are only asked for where somebody keeps count of them.
    guard member.snapshot.claims != nil else { return }
    if let rule = subject.book.program.levels[member.level].quarterlyGift,
      !member.hasClaimed(rule, where: { $0.quarter == date.quarter })
    {
      prompts.append(Prompt(.quarterlyGift, rule: rule))
    }
    if let rule = subject.book.program.gifts.welcome, !member.hasClaimed(rule, where: { _ in true })
    {
      prompts.append(Prompt(.welcomeGift, rule: rule))
    }
  }

  private func addPoints(_ member: MemberState, to prompts: inout [Prompt]) {
    if let advancement = subject.book.program.advancement {
      if statement.levelAfter > member.level {
        prompts.append(
          Prompt(
            .upgrade(to: subject.book.program.levels[statement.levelAfter].id),
            rule: advancement.rule))
      } else if let next = statement.nextLevel(), next.missing <= advancement.remindWithin {
        prompts.append(
          Prompt(
            .nearlyUpgraded(
              to: next.level.id, missing: next.missing, counted: advancement.counted),
            rule: advancement.rule))
      }
    }
    if let reward = rewardInReach() { prompts.append(reward) }
    if let rule = subject.book.program.redemption.moneyOff, subject.sale.redeemPoints == 0,
      !member.isDiscountOnly
    {
      let most = min(
        statement.settlement.mostRedeemable, member.balance / rule.points * rule.points)
      if most > 0 {
        prompts.append(
          Prompt(
            .moneyOffAvailable(
              points: most, amount: Money(fen: most / rule.points * rule.amount.fen)),
            rule: rule.rule))
      }
    }
  }

  private func rewardInReach() -> Prompt? {
    guard let ladder = subject.book.program.redemption.ladder, let rule = ladder.remindRule,
      let rung = ladder.highestRung(for: points.balanceAfter ?? 0)
    else { return nil }
    return Prompt(.rewardInReach(points: rung.points, tagPrice: rung.upTo), rule: rule)
  }

  private func withoutCard() -> [Prompt] {
    var prompts: [Prompt] = []
    if subject.sale.card?.afterPayment == true,
      let rule = subject.book.program.courtesy.beforePayment
    {
      // Whoever has a card already is not asked for it, nor to join.
      return [Prompt(.cardAfterPayment, rule: rule)]
    }
    if let rule = subject.book.program.courtesy.askForCard {
      prompts.append(Prompt(.askForCard, rule: rule))
    }
    // Fees and top-ups do not help to qualify.
    let purchases = [Purchase(date: subject.sale.date, paid: statement.settlement.spent)]
    if let joining = Eligibility.highest(
      program: subject.book.program, purchases: purchases, today: subject.sale.date)
    {
      prompts.append(Prompt(.qualifies(level: joining.level), rule: joining.rule))
    } else if let near = Eligibility.nearest(
      program: subject.book.program, purchases: purchases, today: subject.sale.date),
      near.missing <= near.rule.remindWithin
    {
      prompts.append(
        Prompt(
          .nearlyQualifies(level: near.rule.level, missing: near.missing), rule: near.rule.rule))
    }
    return prompts
  }
}

extension BusinessDate {
  /// Quarters counted from the year 0, so that equal quarters are equal numbers.
  var quarter: Int { year * 4 + (month - 1) / 3 }
}
