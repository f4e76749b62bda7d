import Documents
import Wording

extension ProgramReader {
  static func points(_ fields: Fields) -> PointsRules? {
    let rule = fields.require("rule")?.rule()
    let every = fields.require("every")?.positiveMoney()
    let earn = fields.require("earn")?.whole(1...1_000)
    let earnedBy =
      fields.optional("earnedBy").map { $0.kinds() }
      ?? [.regular, .promotional, .special, .memberOnly]
    if let list = fields.optional("earnedBy"), earnedBy?.isEmpty == true,
      case .sequence(let none) = list.node.content, none.isEmpty
    {
      list.refuse(
        "missingField",
        .init(
          zhHans: "没有任何货品可以积分。", zhHant: "沒有任何貨品可以積分。",
          en: "Nothing earns points: the list is empty."),
        suggestion: .init(
          zhHans: "请列出积分的货品，如 regular。", zhHant: "請列出積分的貨品，如 regular。",
          en: "Name the kinds that earn, such as regular."))
    }
    let tenders = fields.optional("earningTenders")?.items(atMost: 50)?.compactMap {
      $0.identifier()
    }
    let period = fields.require("expiry")?.period(orNever: true)
    let forever: Bool
    if case .never = period { forever = true } else { forever = false }
    let expiryRule =
      forever ? fields.optional("expiryRule")?.rule() : fields.require("expiryRule")?.rule()
    let after =
      fields.optional("afterReturn").map { $0.choice(PointsRules.ShortfallPolicy.self) }
      ?? .clamp
    let bonus = fields.optional("bonus")?.fields().flatMap(bonus)
    let draw = fields.optional("draw")?.fields().flatMap(draw)
    fields.finish()
    guard let rule, let every, let earn, let earnedBy, let period, let after else { return nil }
    return PointsRules(
      rule: rule, every: every, earn: earn, earnedBy: earnedBy,
      earningTenders: Set(tenders ?? []), expiry: period,
      expiryRule: expiryRule, afterReturn: after, bonus: bonus, draw: draw)
  }

  private static func bonus(_ fields: Fields) -> Bonus? {
    let rule = fields.require("rule")?.rule()
    let from = fields.require("fromPoints")?.whole(1...Bounds.points)
    let points = fields.require("points")?.whole(1...1_000_000)
    fields.finish()
    guard let rule, let from, let points else { return nil }
    return Bonus(rule: rule, fromPoints: from, points: points)
  }

  private static func draw(_ fields: Fields) -> Draw? {
    let rule = fields.require("rule")?.rule()
    let digit = fields.require("lastDigit")?.whole(0...9)
    fields.finish()
    guard let rule, let digit else { return nil }
    return Draw(rule: rule, lastDigit: digit)
  }

  static func redemption(_ fields: Fields) -> RedemptionRules? {
    let catalogue = fields.optional("catalogue")?.fields().flatMap(catalogue)
    let ladder = fields.optional("ladder")?.fields().flatMap(ladder)
    let moneyOff = fields.optional("moneyOff")?.fields().flatMap(moneyOff)
    let settledAt = fields.optional("settledAt")?.fields().flatMap(settledAt)
    fields.finish()
    return RedemptionRules(
      catalogue: catalogue, ladder: ladder, moneyOff: moneyOff, settledAt: settledAt)
  }

  private static func settledAt(_ fields: Fields) -> PointsValue? {
    let rule = fields.require("rule")?.rule()
    let points = fields.require("points")?.whole(1...1_000_000)
    let amount = fields.require("amount")?.positiveMoney()
    fields.finish()
    guard let rule, let points, let amount else { return nil }
    return PointsValue(rule: rule, points: points, amount: amount)
  }

  private static func catalogue(_ fields: Fields) -> CatalogueRules? {
    let rule = fields.require("rule")?.rule()
    let short = fields.require("notEnough")?.rule()
    let final = fields.require("final")?.rule()
    fields.finish()
    guard let rule, let short, let final else { return nil }
    return CatalogueRules(rule: rule, shortRule: short, finalRule: final)
  }

  private static func ladder(_ fields: Fields) -> RedemptionLadder? {
    let rule = fields.require("rule")?.rule()
    let remind = fields.optional("remind")?.rule()
    let list = fields.require("rungs")
    let rungs = list?.items(atMost: 100)?.compactMap { $0.fields().flatMap(rung) } ?? []
    let further = fields.optional("further")?.fields().flatMap(rung)
    let excluded = fields.optional("excluded").map { $0.kinds() } ?? []
    fields.finish()
    if rungs.isEmpty, let list {
      list.refuse(
        "missingField",
        .init(zhHans: "至少要有一级。", zhHant: "至少要有一級。", en: "At least one rung is needed."))
    }
    for (lower, higher) in zip(rungs, rungs.dropFirst())
    where higher.points <= lower.points || higher.upTo <= lower.upTo {
      list?.refuse(
        "wrongOrder",
        .init(
          zhHans: "阶梯须逐级升高：\(higher.points) 分在 \(lower.points) 分之后。",
          zhHant: "階梯須逐級升高：\(higher.points) 分在 \(lower.points) 分之後。",
          en: "Rungs go up: \(higher.points) points follow \(lower.points)."))
    }
    // A further step that is cheaper than the ladder would make its rungs worthless.
    if let further, let list, let last = rungs.last, further.upTo.fen > last.upTo.fen,
      further.points < last.points
    {
      list.refuse(
        "contradiction",
        .init(
          zhHans: "further 每 \(further.points) 分换 \(further.upTo) 元，比阶梯本身更便宜。",
          zhHant: "further 每 \(further.points) 分換 \(further.upTo) 元，比階梯本身更便宜。",
          en:
            "A further step of \(further.upTo) for \(further.points) points is cheaper than the rungs."
        ))
    }
    guard let rule, let excluded, !rungs.isEmpty else { return nil }
    return RedemptionLadder(
      rule: rule, remindRule: remind, rungs: rungs, further: further, excluded: excluded)
  }

  private static func rung(_ fields: Fields) -> RedemptionLadder.Rung? {
    let points = fields.require("points")?.whole(1...1_000_000_000)
    let upTo = fields.require("upTo")?.positiveMoney()
    fields.finish()
    guard let points, let upTo else { return nil }
    return RedemptionLadder.Rung(points: points, upTo: upTo)
  }

  private static func moneyOff(_ fields: Fields) -> MoneyOff? {
    let rule = fields.require("rule")?.rule()
    let points = fields.require("points")?.whole(1...1_000_000)
    let amount = fields.require("amount")?.positiveMoney()
    let atMost = fields.require("atMost")?.rate()
    fields.finish()
    guard let rule, let points, let amount, let atMost else { return nil }
    return MoneyOff(rule: rule, points: points, amount: amount, atMost: atMost)
  }
}
