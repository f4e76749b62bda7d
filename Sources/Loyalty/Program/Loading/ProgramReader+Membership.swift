import Documents
import Wording

extension ProgramReader {
  static func joining(_ fields: Fields, levels: [Level]?) -> JoiningRule? {
    let rule = fields.require("rule")?.rule()
    // With mistakes in the levels, any name may be right.
    let level = fields.require("level").flatMap { value in
      levels.map { value.choice(of: $0.map(\.id)) } ?? value.text()
    }
    let spend = fields.require("spend")?.positiveMoney()
    let within = fields.require("within")?.window()
    let remind = fields.optional("remindWithin")?.money()
    fields.finish()
    guard let rule, let level, let spend, let within else { return nil }
    return JoiningRule(
      rule: rule, level: level, spend: spend, within: within, remindWithin: remind ?? .zero)
  }

  static func registration(_ fields: Fields) -> RegistrationRule? {
    let rule = fields.require("rule")?.rule()
    let days = fields.require("days")?.whole(1...366)
    fields.finish()
    guard let rule, let days else { return nil }
    return RegistrationRule(rule: rule, days: Int(days))
  }

  static func cardExchange(_ fields: Fields) -> CardExchange? {
    let rule = fields.require("rule")?.rule()
    let month = fields.require("month")?.whole(1...12)
    fields.finish()
    guard let rule, let month else { return nil }
    return CardExchange(rule: rule, month: Int(month))
  }

  static func gifts(_ fields: Fields) -> GiftRules? {
    let welcome = fields.optional("welcome")?.rule()
    let birthday = fields.optional("birthday")?.rule()
    let list = fields.optional("atTill")
    let atTill = list?.items(atMost: 20)?.compactMap { $0.choice(TillGift.self) }
    list?.refuseRepeated((atTill ?? []).map(\.rawValue))
    fields.finish()
    return GiftRules(welcome: welcome, birthday: birthday, atTill: Set(atTill ?? []))
  }

  static func service(_ fields: Fields) -> MemberService? {
    let rule = fields.require("rule")?.rule()
    let name = fields.require("name")?.sentence()
    fields.finish()
    guard let rule, let name else { return nil }
    return MemberService(rule: rule, name: name)
  }

  static func courtesy(_ fields: Fields) -> CourtesyRules? {
    let signature = fields.require("signature")?.rule()
    let greeting = fields.optional("greeting")?.rule()
    let ask = fields.optional("askForCard")?.rule()
    let before = fields.optional("beforePayment")?.rule()
    let oneCard = fields.optional("oneCard")?.rule()
    let identity = fields.optional("checkIdentity")?.rule()
    fields.finish()
    guard let signature else { return nil }
    return CourtesyRules(
      signature: signature, greeting: greeting, askForCard: ask, beforePayment: before,
      oneCard: oneCard, checkIdentity: identity)
  }

  static func activity(_ fields: Fields) -> ActivityRules? {
    let active = step(fields, "active")
    let low = step(fields, "low")
    let dormant = step(fields, "dormant")
    let lapsed = step(fields, "lapsed")
    let messages = pair(fields, "messages", "days", 0...60)
    let retention = pair(fields, "retention", "years", 1...50)
    let survey = fields.optional("survey")?.rule()
    let pack = fields.optional("formPack") == nil ? nil : pair(fields, "formPack", "day", 1...28)
    if let low, let dormant, let lapsed,
      low.months > dormant.months || dormant.months >= lapsed.months
    {
      fields.log.add(
        "wrongOrder", path: fields.path, place: fields.place,
        .init(
          zhHans: "月数须 low ≤ dormant < lapsed。", zhHant: "月數須 low ≤ dormant < lapsed。",
          en: "The months must rise: low ≤ dormant < lapsed."))
    }
    fields.finish()
    guard let active, let low, let dormant, let lapsed, let messages, let retention else {
      return nil
    }
    return ActivityRules(
      active: active, low: low, dormant: dormant, lapsed: lapsed,
      messagesAhead: .init(rule: messages.0, days: messages.1),
      retention: .init(rule: retention.0, years: retention.1), survey: survey,
      formPack: pack.map { .init(rule: $0.0, days: $0.1) })
  }

  private static func step(_ fields: Fields, _ key: String) -> ActivityRules.Step? {
    guard let inner = fields.require(key)?.fields() else { return nil }
    let rule = inner.require("rule")?.rule()
    let months = inner.require("months")?.whole(1...120)
    let contacts = inner.optional("contact")?.items(atMost: 20)?.compactMap {
      $0.choice(ActivityRules.Contact.self)
    }
    let contactRule =
      contacts == nil
      ? inner.optional("contactRule")?.rule() : inner.require("contactRule")?.rule()
    inner.finish()
    guard let rule, let months else { return nil }
    return ActivityRules.Step(
      rule: rule, months: Int(months), contacts: contacts ?? [], contactRule: contactRule)
  }

  private static func pair(
    _ fields: Fields, _ key: String, _ number: String, _ range: ClosedRange<Int64>
  ) -> (RuleID, Int)? {
    guard let inner = fields.require(key)?.fields() else { return nil }
    let rule = inner.require("rule")?.rule()
    let value = inner.require(number)?.whole(range)
    inner.finish()
    guard let rule, let value else { return nil }
    return (rule, Int(value))
  }

  static func yearlyFee(_ fields: Fields) -> YearlyFee? {
    let rule = fields.require("rule")?.rule()
    let amount = fields.require("amount")?.positiveMoney()
    fields.finish()
    guard let rule, let amount else { return nil }
    return YearlyFee(rule: rule, amount: amount)
  }

  static func referral(_ fields: Fields) -> ReferralRule? {
    let rule = fields.require("rule")?.rule()
    let points = fields.require("points")?.whole(1...1_000_000)
    let first = fields.require("firstPurchase")?.money()
    fields.finish()
    guard let rule, let points, let first else { return nil }
    return ReferralRule(rule: rule, points: points, firstPurchase: first)
  }

  static func prepaid(_ fields: Fields) -> PrepaidRule? {
    let rule = fields.require("rule")?.rule()
    let limit = fields.require("limit")?.positiveMoney()
    fields.finish()
    guard let rule, let limit else { return nil }
    return PrepaidRule(rule: rule, limit: limit)
  }

  static func partner(_ fields: Fields) -> Partner? {
    let id = fields.require("id")?.identifier()
    let program = fields.require("program")?.identifier()
    fields.finish()
    guard let id, let program else { return nil }
    return Partner(id: id, program: program)
  }

  static func trust(_ fields: Fields) -> TrustRules? {
    let earn = fields.require("earn")?.choice(CardTrust.self)
    let redeem = fields.require("redeem")?.choice(CardTrust.self)
    let above = fields.optional("highTrustAbove")?.whole(0...Bounds.points)
    let prepaid = fields.optional("prepaid")?.choice(CardTrust.self)
    fields.finish()
    guard let earn, let redeem else { return nil }
    if redeem < earn {
      fields.log.add(
        "wrongOrder", path: fields.path(of: "redeem"), place: fields.place,
        .init(
          zhHans: "兑换所需的可信度不能低于积分所需的。", zhHant: "兌換所需的可信度不能低於積分所需的。",
          en: "To redeem, at least as much trust is needed as to earn."))
    }
    // A card that may not even earn pays for nothing.
    return TrustRules(
      earn: earn, redeem: redeem, highTrustAbove: above, prepaid: max(earn, prepaid ?? earn))
  }

  static func insight(_ fields: Fields) -> InsightRules? {
    let segmentRule = fields.require("segmentRule")?.rule()
    let months = fields.require("months")?.whole(1...60)
    let frequency = bands(fields, "purchases") { $0.whole(1...1_000_000) }
    let amount = bands(fields, "spent") { $0.positiveMoney()?.fen }
    let valueRule = fields.require("valueRule")?.rule()
    let high = fields.require("highValue")?.whole(1...100)
    let promising = fields.require("promising")?.whole(1...100)
    let list = fields.optional("segments")
    let segments = list?.items(atMost: 100)?.compactMap { $0.fields().flatMap(segment) } ?? []
    list?.refuseRepeated(segments.map(\.id))
    fields.finish()
    guard let segmentRule, let months, let frequency, let amount, let valueRule, let high,
      let promising
    else { return nil }
    return InsightRules(
      segmentRule: segmentRule, months: Int(months), frequency: frequency, amount: amount,
      valueRule: valueRule, highValue: high, promising: promising,
      segments: segments)
  }

  private static func segment(_ fields: Fields) -> NamedSegment? {
    let id = fields.require("id")?.identifier()
    let name = fields.require("name")?.sentence()
    let bands = { (key: String) in
      fields.optional(key)?.set { $0.choice(Segment.Band.self) }
    }
    let frequency = bands("frequency")
    let amount = bands("amount")
    let categories = fields.optional("categories")?.set { $0.text() }
    let brands = fields.optional("brands")?.set { $0.text() }
    let levels = fields.optional("levels")?.set { $0.identifier() }
    let values = fields.optional("values")?.set { $0.choice(MemberValue.Group.self) }
    fields.finish()
    guard let id, let name else { return nil }
    return NamedSegment(
      id: id, name: name,
      filter: SegmentFilter(
        frequency: frequency, amount: amount, categories: categories, brands: brands,
        levels: levels), values: values)
  }

  private static func bands(
    _ fields: Fields, _ key: String, _ read: (Value) -> Int64?
  ) -> InsightRules.Bands? {
    guard let inner = fields.require(key)?.fields() else { return nil }
    let high = inner.require("high").flatMap(read)
    let medium = inner.require("medium").flatMap(read)
    inner.finish()
    guard let high, let medium else { return nil }
    if medium >= high {
      inner.log.add(
        "wrongOrder", path: inner.path, place: inner.place,
        .init(
          zhHans: "medium 须小于 high。", zhHant: "medium 須小於 high。",
          en: "medium must lie below high."))
    }
    return InsightRules.Bands(high: high, medium: medium)
  }
}
