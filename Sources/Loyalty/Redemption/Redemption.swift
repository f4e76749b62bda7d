public import BusinessCalendar
public import Documents
public import Wording

/// Points spent outside a sale, on a gift or an item. It is final: no cancelling, no refund, no swap
/// (rules A22, A23).
public struct Redemption: Sendable, Hashable {
  /// The gift's id or the item's article number.
  public var item: String
  /// Points spent.
  public var points: Int64
  /// Which lots give them.
  public var uses: [LotUse]
  /// Valid points afterwards.
  public var balanceAfter: Int64
  /// The rules that decided.
  public var rules: [RuleID]
}

/// One gift of a store's poster (当期海报, rule A24).
public struct CatalogueGift: Sendable, Hashable {
  /// The gift's id.
  public var id: String
  /// The gift's name.
  public var name: Sentence
  /// The store that offers it; `nil` for all.
  public var store: String?
  /// The first and last business date of the poster.
  public var from: BusinessDate
  public var until: BusinessDate
  /// What it costs.
  public var points: Int64
  /// Whether it is an article or an event (rule C2).
  public var kind: Kind

  /// What can be had for points.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// An article to take home.
    case goods
    /// A seat at an event.
    case event
  }

  /// Makes a gift.
  public init(
    id: String, name: Sentence, store: String?, from: BusinessDate, until: BusinessDate,
    points: Int64, kind: Kind = .goods
  ) {
    self.kind = kind
    self.id = id
    self.name = name
    self.store = store
    self.from = from
    self.until = until
    self.points = points
  }
}

/// A redemption that is refused.
public struct RedemptionError: ExplainedError, Hashable {
  /// What stands against it.
  public let mistake: Mistake

  /// Makes an error.
  public init(_ mistake: Mistake) { self.mistake = mistake }

  public var code: String { mistake.code }
  public var nature: ErrorNature { mistake.nature }
  public var message: Sentence { mistake.sentence }
  public var hint: Sentence? { mistake.suggestion }
}

/// Decides redemptions by catalogue (A), by ladder (B6), and what they need.
public struct RedemptionDesk: Sendable {
  /// The program that decides.
  public let program: LoyaltyProgram

  /// Makes a desk for a program.
  public init(_ program: LoyaltyProgram) { self.program = program }

  /// Redeems a gift of the store's current poster (rules A21 to A24).
  ///
  /// - Parameters:
  ///   - gift: the gift's id.
  ///   - catalogue: all gifts known.
  ///   - store: the store's id.
  ///   - member: the member as known at this moment.
  ///   - date: the business date.
  ///   - trust: how the card proved itself.
  /// - Throws: ``RedemptionError`` of nature `refusal`.
  public func redeem(
    gift: String, from catalogue: [CatalogueGift], store: String, member: MemberSnapshot,
    on date: BusinessDate, trust: CardTrust = .high
  ) throws(RedemptionError) -> Redemption {
    guard let rules = program.redemption.catalogue else { throw .init(.noRedemption) }
    let current = catalogue.first {
      $0.id == gift && ($0.store == nil || $0.store == store) && $0.from <= date
        && date <= $0.until
    }
    guard let current, current.points > 0 else {
      throw .init(.notInCatalogue(gift, store: store, rule: rules.rule))
    }
    return try spend(
      current.points, on: gift, member: member, date: date, trust: trust,
      rules: [rules.rule, rules.finalRule])
  }

  /// Redeems one single item by its tag price (rule B6).
  ///
  /// - Parameters:
  ///   - item: the article number.
  ///   - tagPrice: the tag price (标价), not the discounted one.
  ///   - kind: special-price goods are excluded.
  ///   - member: the member as known at this moment.
  ///   - date: the business date.
  ///   - trust: how the card proved itself.
  /// - Throws: ``RedemptionError`` of nature `refusal`.
  public func redeem(
    item: String, tagPrice: Money, kind: LineKind, member: MemberSnapshot, on date: BusinessDate,
    trust: CardTrust = .high
  ) throws(RedemptionError) -> Redemption {
    guard let ladder = program.redemption.ladder else { throw .init(.noRedemption) }
    if ladder.excluded.contains(kind) || !kind.takesMoneyOff {
      throw .init(.excludedGoods(item, rule: ladder.rule))
    }
    guard tagPrice > .zero, let rung = ladder.rung(covering: tagPrice) else {
      throw .init(.aboveLadder(tagPrice, rule: ladder.rule))
    }
    return try spend(
      rung.points, on: item, member: member, date: date, trust: trust, rules: [ladder.rule])
  }

  private func spend(
    _ points: Int64, on item: String, member: MemberSnapshot, date: BusinessDate,
    trust: CardTrust, rules: [RuleID]
  ) throws(RedemptionError) -> Redemption {
    let state = MemberState(member, on: date, program: program)
    if state.isDiscountOnly, let rule = program.registration?.rule {
      throw .init(.discountOnlyCard(rule: rule))
    }
    let needed = program.trust.needed(toRedeem: points)
    guard trust >= needed else { throw .init(.trustTooLow(needed)) }
    guard state.balance >= points else {
      throw .init(
        .notEnoughPoints(
          needed: points, balance: state.balance, waiting: state.waiting, path: "points"))
    }
    let uses = LotArithmetic.take(
      points, from: state.snapshot.lots, on: date, pendingCounts: state.registration == .registered)
    return Redemption(
      item: item, points: points, uses: uses, balanceAfter: state.balance - points, rules: rules)
  }
}

extension Mistake {
  private static func refusal(
    _ code: String, _ sentence: Sentence, _ suggestion: Sentence? = nil
  ) -> Mistake {
    Mistake(
      code: code, path: "", sentence: sentence, suggestion: suggestion, nature: .refusal)
  }

  static var noRedemption: Mistake {
    refusal(
      "noRedemption",
      .init(
        zhHans: "本规则没有这种积分兑换。", zhHant: "本規則沒有這種積分兌換。",
        en: "This program has no such redemption."))
  }

  static func notInCatalogue(_ gift: String, store: String, rule: RuleID) -> Mistake {
    refusal(
      "notInCatalogue",
      .init(
        zhHans: "“\(gift)”不在门店 \(store) 的当期海报上（\(rule)）。",
        zhHant: "「\(gift)」不在門店 \(store) 的當期海報上（\(rule)）。",
        en: "\"\(gift)\" is not on the current poster of store \(store) (\(rule))."))
  }

  static func excludedGoods(_ item: String, rule: RuleID) -> Mistake {
    refusal(
      "excludedGoods",
      .init(
        zhHans: "“\(item)”不可用积分换领（\(rule)）。", zhHant: "「\(item)」不可用積分換領（\(rule)）。",
        en: "\"\(item)\" cannot be redeemed (\(rule))."))
  }

  static func aboveLadder(_ tagPrice: Money, rule: RuleID) -> Mistake {
    refusal(
      "aboveLadder",
      .init(
        zhHans: "标价 \(tagPrice) 不在换领范围内（\(rule)）。", zhHant: "標價 \(tagPrice) 不在換領範圍內（\(rule)）。",
        en: "A tag price of \(tagPrice) is outside the ladder (\(rule))."))
  }

  static func discountOnlyCard(rule: RuleID) -> Mistake {
    refusal(
      "discountOnly",
      .init(
        zhHans: "门店优惠卡没有积分（\(rule)）。", zhHant: "門店優惠卡沒有積分（\(rule)）。",
        en: "A discount-only card has no points (\(rule))."))
  }

  static func trustTooLow(_ needed: CardTrust, path: String = "") -> Mistake {
    var mistake = refusal(
      "trustTooLow",
      .init(
        zhHans: "此读卡方式的可信度不够。", zhHant: "此讀卡方式的可信度不夠。",
        en: "This way of reading the card is not trusted enough for it."),
      needed == .high
        ? .init(zhHans: "请使用芯片读卡。", zhHant: "請使用晶片讀卡。", en: "Read the card's chip.")
        : .init(zhHans: "请使用芯片或手机感应读卡。", zhHant: "請使用晶片或手機感應讀卡。", en: "Read the chip or tap."))
    mistake.path = path
    return mistake
  }
}
