import Documents

/// Reads prompts back from their code and facts; a code that is not known is left out, since only
/// its own program can say it.
enum PromptReader {
  static func prompt(_ fields: Fields) -> Prompt? {
    let code = fields.require("code")?.text()
    let rule = fields.require("rule")?.rule()
    guard let code, let rule, let topic = topic(code, Facts(fields: fields)) else { return nil }
    return Prompt(topic, rule: rule)
  }

  /// The facts of a prompt or of a member's line, each required where it is asked for.
  struct Facts {
    let fields: Fields

    func text(_ key: String) -> String? { fields.require(key)?.text() }
    func money(_ key: String) -> Money? { fields.require(key)?.money(upTo: Bounds.sale) }
    func count(_ key: String) -> Int64? {
      fields.require(key)?.whole(-Bounds.points...4 * Bounds.points)
    }
    /// Empty where a member has no form of address.
    var title: String {
      guard let value = fields.optional("title") else { return "" }
      if case .scalar("", .quoted) = value.node.content { return "" }
      return value.text() ?? ""
    }
    var missing: (missing: Int64, counted: LevelMeasure)? {
      guard let counted = fields.require("counted")?.choice(LevelMeasure.self) else { return nil }
      let missing = counted == .spentInPeriod ? money("missing")?.fen : count("missing")
      return missing.map { ($0, counted) }
    }
  }

  private static func topic(_ code: String, _ facts: Facts) -> Prompt.Topic? {
    plain[code] ?? withFacts(code, facts)
  }

  private static let plain: [String: Prompt.Topic] = [
    "askForCard": .askForCard, "cardAfterPayment": .cardAfterPayment,
    "cardReplaced": .cardReplaced, "discountOnly": .discountOnly, "exchangeCard": .exchangeCard,
    "welcomeGift": .welcomeGift, "birthdayGift": .birthdayGift, "quarterlyGift": .quarterlyGift,
    "memberDay": .memberDay, "discountWaived": .discountWaived,
  ]

  private static func withFacts(_ code: String, _ facts: Facts) -> Prompt.Topic? {
    switch code {
    case "greeting":
      return facts.text("familyName").map { .greeting(familyName: $0, title: facts.title) }
    case "identityCard": return facts.money("saves").map { .identityCard(saves: $0) }
    case "registrationDue": return facts.count("days").map { .registrationDue(days: Int($0)) }
    case "welcomeBack": return facts.count("days").map { .welcomeBack(days: Int($0)) }
    case "lotteryDraw": return facts.count("balance").map { .lotteryDraw(balance: $0) }
    case "rewardInReach":
      guard let points = facts.count("points"), let tagPrice = facts.money("tagPrice") else {
        return nil
      }
      return .rewardInReach(points: points, tagPrice: tagPrice)
    case "upgrade": return facts.text("level").map { .upgrade(to: $0) }
    case "qualifies": return facts.text("level").map { .qualifies(level: $0) }
    case "nearlyUpgraded":
      guard let level = facts.text("level"), let (missing, counted) = facts.missing else {
        return nil
      }
      return .nearlyUpgraded(to: level, missing: missing, counted: counted)
    case "nearlyQualifies":
      guard let level = facts.text("level"), let missing = facts.money("missing") else {
        return nil
      }
      return .nearlyQualifies(level: level, missing: missing)
    case "moneyOffAvailable", "moneyOffCapped":
      guard let points = facts.count("points"), let amount = facts.money("amount") else {
        return nil
      }
      return code == "moneyOffCapped"
        ? .moneyOffCapped(points: points, amount: amount)
        : .moneyOffAvailable(points: points, amount: amount)
    case "pointsOwed": return facts.count("points").map { .pointsOwed(points: $0) }
    case "earlyAccess":
      return facts.fields.require("opens")?.date().map { .earlyAccess(until: $0) }
    case "yearlyFeeDue": return facts.money("amount").map { .yearlyFeeDue(amount: $0) }
    default: return nil
    }
  }
}

/// Reads the member's lines back from their kind and facts; an unknown kind is left out.
enum MemberLineReader {
  static func line(_ fields: Fields) -> MemberLine? {
    let facts = PromptReader.Facts(fields: fields)
    guard let kind = facts.text("kind") else { return nil }
    switch kind {
    case "greeting":
      return facts.text("familyName").map { .greeting(familyName: $0, title: facts.title) }
    case "pending":
      guard let points = facts.count("points"), let day = fields.require("registerBy")?.date()
      else { return nil }
      return .pending(points: points, registerBy: day)
    case "redeemed":
      guard let points = facts.count("points"), let amount = facts.money("amount") else {
        return nil
      }
      return .redeemed(points: points, amount: amount)
    case "balance": return facts.count("points").map { .balance(points: $0) }
    case "expiring":
      guard let points = facts.count("points"), let day = fields.require("on")?.date() else {
        return nil
      }
      return .expiring(points: points, on: day)
    case "level": return facts.text("level").map { .level(id: $0) }
    case "notice": return PromptReader.prompt(fields).map { .notice($0) }
    default: return withRule(kind, facts)
    }
  }

  private static func withRule(_ kind: String, _ facts: PromptReader.Facts) -> MemberLine? {
    let known = [
      "earned", "bonus", "upgrade", "nextLevel", "counterDiscount", "memberDiscount",
      "birthdayDiscount", "memberDayDiscount", "signature",
    ]
    guard known.contains(kind), let rule = facts.fields.require("rule")?.rule() else { return nil }
    switch kind {
    case "earned":
      guard let points = facts.count("points"), let basis = facts.money("basis") else { return nil }
      return .earned(points: points, basis: basis, rule: rule)
    case "bonus": return facts.count("points").map { .bonus(points: $0, rule: rule) }
    case "upgrade": return facts.text("level").map { .upgrade(to: $0, rule: rule) }
    case "nextLevel":
      guard let level = facts.text("level"), let (missing, counted) = facts.missing else {
        return nil
      }
      return .nextLevel(id: level, missing: missing, counted: counted, rule: rule)
    case "signature": return .signature(rule: rule)
    default: return discount(kind, rule, facts)
    }
  }

  private static func discount(
    _ kind: String, _ rule: RuleID, _ facts: PromptReader.Facts
  ) -> MemberLine? {
    guard let amount = facts.money("amount") else { return nil }
    let rate = facts.fields.optional("rate")?.rate()
    switch kind {
    case "counterDiscount": return .counterDiscount(amount: amount, rule: rule)
    case "birthdayDiscount": return .birthdayDiscount(amount: amount, rate: rate, rule: rule)
    case "memberDayDiscount": return .memberDayDiscount(amount: amount, rate: rate, rule: rule)
    default: return .memberDiscount(amount: amount, rate: rate, rule: rule)
    }
  }
}
