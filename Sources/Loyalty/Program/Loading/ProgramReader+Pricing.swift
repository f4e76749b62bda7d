import Documents
import Wording

extension ProgramReader {
  static func pricing(_ fields: Fields) -> PricingRules? {
    let round = fields.optional("round").map { $0.choice(RoundingTarget.self) } ?? .price
    let per = fields.optional("per").map { $0.choice(RoundingScope.self) } ?? .line
    var counterRule: RuleID?
    var onTop: Bool?
    if let counter = fields.require("counterPromotion")?.fields() {
      counterRule = counter.require("rule")?.rule()
      onTop = counter.require("memberRateOnTop")?.flag()
      counter.finish()
    }
    var leftAlone: [LineKind: RuleID] = [:]
    if let kinds = fields.require("leftAlone")?.fields() {
      for kind in LineKind.allCases {
        leftAlone[kind] = kinds.require(kind.rawValue)?.rule()
      }
      kinds.finish()
    }
    fields.finish()
    guard let round, let per, let counterRule, let onTop else { return nil }
    return PricingRules(
      round: round, per: per, counterRule: counterRule, memberRateOnTop: onTop,
      leftAlone: leftAlone)
  }

  /// Reads the levels; their thresholds are points or, where spending counts, amounts.
  static func levels(_ items: [Value], counting: LevelMeasure?) -> [Level]? {
    let levels = items.map { $0.fields().flatMap { level($0, counting: counting) } }
    if items.isEmpty { return nil }
    let complete = levels.compactMap(\.self)
    return complete.count == items.count ? complete : nil
  }

  private static func level(_ fields: Fields, counting: LevelMeasure?) -> Level? {
    let id = fields.require("id")?.identifier()
    let name = fields.require("name")?.sentence()
    let rate = fields.require("rate")?.rate()
    let rule = fields.require("rule")?.rule()
    let multiplier = fields.optional("pointsMultiplier")?.money(upTo: Money(fen: 10_000))
    if multiplier == .zero {
      fields.optional("pointsMultiplier")?.refuse(
        "outOfRange",
        .init(
          zhHans: "倍数须大于 0，否则该等级没有积分。", zhHant: "倍數須大於 0，否則該等級沒有積分。",
          en: "The multiplier must be above 0; with 0 the level would earn nothing."))
    }
    let multiplierRule = fields.optional("multiplierRule")?.rule()
    let birthdayRate = fields.optional("birthdayRate")?.rate()
    let threshold = fields.optional("from")?.threshold(counting: counting)
    let gift = fields.optional("quarterlyGift")?.rule()
    let early = fields.optional("earlyAccessDays")?.whole(0...60)
    fields.finish()
    guard let id, let name, let rate, let rule else { return nil }
    return Level(
      id: id, name: name, rate: rate, rule: rule, pointsMultiplier: multiplier?.fen ?? 100,
      multiplierRule: multiplierRule, birthdayRate: birthdayRate, threshold: threshold,
      quarterlyGift: gift, earlyAccessDays: Int(early ?? 0))
  }

  static func advancement(_ fields: Fields) -> Advancement? {
    let rule = fields.require("rule")?.rule()
    let counted = fields.require("counted")?.choice(LevelMeasure.self)
    let period = fields.optional("period")?.period()
    let starts = fields.require("starts")?.choice(Advancement.Start.self)
    let remind = fields.optional("remindWithin")?.threshold(counting: counted)
    let after =
      fields.optional("afterPeriod").map { $0.choice(Advancement.AfterPeriod.self) } ?? .recount
    if counted == .pointsEverEarned {
      for key in ["period", "afterPeriod"] {
        fields.optional(key)?.refuse(
          "contradiction",
          .init(
            zhHans: "pointsEverEarned 一直累计，没有周期。", zhHant: "pointsEverEarned 一直累計，沒有週期。",
            en: "pointsEverEarned counts for ever; there is no period."),
          suggestion: .init(
            zhHans: "请删去，或改用 pointsInPeriod。", zhHant: "請刪去，或改用 pointsInPeriod。",
            en: "Leave it out, or count pointsInPeriod."))
      }
    }
    fields.finish()
    guard let rule, let counted, let starts, let after else { return nil }
    var months: Int?
    if case .months(let count) = period { months = count }
    return Advancement(
      rule: rule, counted: counted, months: months, starts: starts, remindWithin: remind ?? 0,
      afterPeriod: after)
  }

  static func birthday(_ fields: Fields) -> BirthdayRules? {
    let rate = fields.optional("rate")?.rate()
    // A rate without the rule behind it could not be explained on the slip.
    let rule = rate == nil ? fields.optional("rule")?.rule() : fields.require("rule")?.rule()
    let identity = fields.optional("identityCard").map { $0.flag() } ?? false
    let leapDay =
      fields.optional("leapDay").map { $0.choice(BirthdayRules.LeapDay.self) } ?? .february28
    fields.finish()
    guard let identity, let leapDay else { return nil }
    return BirthdayRules(rule: rule, rate: rate, needsIdentityCard: identity, leapDay: leapDay)
  }

  static func memberDay(_ fields: Fields) -> MemberDay? {
    let rule = fields.require("rule")?.rule()
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    let weekday = fields.require("weekday")?.choice(of: names).flatMap(names.firstIndex)
    let rate = fields.require("rate")?.rate()
    fields.finish()
    guard let rule, let weekday, let rate else { return nil }
    return MemberDay(rule: rule, weekday: weekday + 1, rate: rate)
  }
}
