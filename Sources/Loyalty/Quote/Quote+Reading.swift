public import Documents
public import Wording

extension Quote {
  /// Reads a quote from its JSON form, such as a rules service elsewhere answers with.
  ///
  /// Unknown keys are accepted: a service may say more than this program knows. What is known must be
  /// well formed, and the amounts must add up. The texts of prompts are not read; they are made anew from
  /// the facts.
  ///
  /// - Throws: ``QuoteError`` with every mistake.
  public static func read(json: some Sequence<UInt8>) throws(QuoteError) -> Quote {
    do {
      return try Document.read(Array(json), as: .json) { $0.fields().flatMap(QuoteReader.quote) }
    } catch {
      throw QuoteError(error.mistakes)
    }
  }

  /// Reads a quote from JSON text.
  public static func read(json text: String) throws(QuoteError) -> Quote {
    try read(json: Array(text.utf8))
  }
}

/// An answer that is not a quote.
public struct QuoteError: ExplainedError, Hashable {
  /// Everything that is wrong with it; at least one.
  public let mistakes: [Mistake]

  /// Makes an error from mistakes.
  public init(_ mistakes: [Mistake]) { self.mistakes = mistakes }

  public var code: String { "invalidQuote" }
  public var nature: ErrorNature { .device }
  public var message: Sentence { mistakes.joined }
  public var hint: Sentence? {
    Sentence(
      zhHans: "规则服务的回答不可用，未计价。", zhHant: "規則服務的回答不可用，未計價。",
      en: "The rules service's answer cannot be used; nothing was priced.")
  }
}

/// Reads a quote field by field, going on after each mistake.
enum QuoteReader {
  static func quote(_ fields: Fields) -> Quote? {
    let id = fields.require("saleId")?.text()
    let program = fields.require("program")?.fields().flatMap(version)
    let lines = fields.require("lines")?.items()?.compactMap { $0.fields().flatMap(line) }
    let gross = fields.require("gross")?.money(upTo: Bounds.sale)
    let discount = fields.require("discount")?.money(upTo: Bounds.sale)
    let due = fields.require("due")?.money(upTo: Bounds.sale)
    let points = fields.require("points")?.fields().flatMap(points)
    let level = fields.optional("level")?.fields().flatMap(level)
    let prompts = fields.optional("prompts")?.items()?.compactMap {
      $0.fields().flatMap(PromptReader.prompt)
    }
    let signature = fields.require("signatureRequired")?.flag()
    let explanation = fields.optional("explanation")?.items(atMost: 50_000)?.compactMap {
      $0.fields().flatMap(step)
    }
    let member = fields.optional("receiptLines")?.items()?.compactMap {
      $0.fields().flatMap(MemberLineReader.line)
    }
    guard fields.log.isEmpty, let id, let program, let lines, let gross, let discount, let due,
      let points, let signature
    else { return nil }
    let quote = Quote(
      saleID: id, program: program, lines: lines, gross: gross, discount: discount, due: due,
      points: points, level: level, prompts: prompts ?? [], signatureRequired: signature,
      explanation: explanation ?? [], memberLines: member ?? [])
    check(quote, fields)
    return quote
  }

  /// The sums that every quote owes its reader.
  private static func check(_ quote: Quote, _ fields: Fields) {
    func refuse(_ path: String) {
      fields.log.add(
        "wrongSum", path: path, place: fields.place,
        .init(zhHans: "金额不相符。", zhHant: "金額不相符。", en: "The amounts do not add up."))
    }
    var gross: Int64 = 0
    var net: Int64 = 0
    for (index, line) in quote.lines.enumerated() {
      let sum =
        line.net.fen + line.counterDiscount.fen + line.memberDiscount.fen + line.moneyOff.fen
      if sum != line.gross.fen { refuse("lines[\(index)]") }
      gross = gross.saturating(plus: line.gross.fen)
      net = net.saturating(plus: line.net.fen)
    }
    if gross != quote.gross.fen { refuse("gross") }
    if net != quote.due.fen { refuse("due") }
    if quote.discount.fen != quote.gross.fen - quote.due.fen { refuse("discount") }
  }

  private static func version(_ fields: Fields) -> ProgramVersion? {
    let id = fields.require("id")?.text()
    let version = fields.require("version")?.text()
    guard let id, let version else { return nil }
    return ProgramVersion(id: id, version: version)
  }

  private static func level(_ fields: Fields) -> LevelChange? {
    let before = fields.require("before")?.text()
    let after = fields.require("after")?.text()
    guard let before, let after else { return nil }
    return LevelChange(before: before, after: after)
  }

  private static func rules(_ value: Value?) -> [RuleID]? {
    value?.items(atMost: 50)?.compactMap { $0.rule() }
  }

  private static func line(_ fields: Fields) -> QuoteLine? {
    func money(_ key: String) -> Money? { fields.require(key)?.money(upTo: Bounds.sale) }
    let id = fields.require("id")?.text()
    let gross = money("gross")
    let counter = money("counterDiscount")
    let member = money("memberDiscount")
    let moneyOff = money("moneyOff")
    let net = money("net")
    let rules = rules(fields.require("rules"))
    guard let id, let gross, let counter, let member, let moneyOff, let net, let rules else {
      return nil
    }
    return QuoteLine(
      id: id, gross: gross, counterDiscount: counter, memberDiscount: member, moneyOff: moneyOff,
      net: net, rules: rules)
  }

  private static func points(_ fields: Fields) -> QuotePoints? {
    func count(_ key: String) -> Int64? { fields.require(key)?.whole(0...Bounds.points) }
    let basis = fields.require("basis")?.money(upTo: Bounds.sale)
    let earned = count("earned")
    let bonus = count("bonus")
    let pending = count("pending")
    let redeemed = count("redeemed")
    let balance = fields.optional("balanceAfter")?.whole(-Bounds.points...4 * Bounds.points)
    let rules = rules(fields.require("rules"))
    let steps = fields.optional("steps")?.items(atMost: 50)?.compactMap {
      $0.fields().flatMap(pointsStep)
    }
    guard let basis, let earned, let bonus, let pending, let redeemed, let rules else { return nil }
    return QuotePoints(
      basis: basis, earned: earned, bonus: bonus, pending: pending, redeemed: redeemed,
      balanceAfter: balance, rules: rules, steps: steps ?? [])
  }

  private static func pointsStep(_ fields: Fields) -> PointsStep? {
    let rule = fields.require("rule")?.rule()
    let basis = fields.require("basis")?.money(upTo: Bounds.sale)
    let points = fields.require("points")?.whole(-Bounds.points...Bounds.points)
    guard let rule, let basis, let points else { return nil }
    return PointsStep(rule: rule, basis: basis, points: points)
  }

  private static func step(_ fields: Fields) -> ExplanationStep? {
    let line = fields.optional("line")?.text()
    let rule = fields.require("rule")?.rule()
    let before = fields.require("before")?.money(upTo: Bounds.sale)
    let rate = fields.optional("rate")?.rate()
    let after = fields.require("after")?.money(upTo: Bounds.sale)
    guard let rule, let before, let after else { return nil }
    return ExplanationStep(line: line, rule: rule, before: before, rate: rate, after: after)
  }
}
