public import Documents
import Wording

extension LoyaltyProgram {
  /// Loads a program from the text of its file.
  ///
  /// - Parameters:
  ///   - text: YAML 1.1 as in `programs/*.yaml`.
  ///   - file: the file's name, for messages.
  /// - Throws: ``ProgramError`` with every mistake in the file, each with line, column and, where one
  ///   can be guessed, a suggestion.
  public static func load(yaml text: String, file: String) throws(ProgramError) -> LoyaltyProgram {
    try load(yaml: Array(text.utf8), file: file)
  }

  /// Loads a program from the bytes of its file: UTF-8, with or without a byte order mark.
  ///
  /// - Throws: ``ProgramError``, as ``load(yaml:file:)-(String,_)``; where the bytes are not UTF-8, with
  ///   the place of the first that is wrong.
  public static func load(yaml bytes: [UInt8], file: String) throws(ProgramError) -> LoyaltyProgram
  {
    try check(yaml: bytes, file: file).program
  }

  /// Loads a program and looks for what is legal and surely wrong: a birthday rate that is worse than the
  /// member rate, a level that cannot be reached.
  ///
  /// - Returns: the program, and what should be looked at again, by place in the file.
  /// - Throws: ``ProgramError``, as ``load(yaml:file:)-([UInt8],_)``.
  public static func check(
    yaml bytes: [UInt8], file: String
  ) throws(ProgramError) -> (program: LoyaltyProgram, warnings: [Mistake]) {
    do {
      return try Document.read(bytes, as: .yaml, file: file) { root in
        guard let fields = root.fields(), let program = ProgramReader(fields: fields).program()
        else { return nil }
        let warnings = ProgramWarnings(program).found.map {
          Mistake($0, at: root.place(of: $0.path))
        }
        return (program, warnings.inOrder)
      }
    } catch {
      throw ProgramError(file: file, mistakes: error.mistakes)
    }
  }
}

/// Reads the sections of a program file, going on after each mistake.
struct ProgramReader {
  let fields: Fields

  /// The whole program; `nil` when something is missing or wrong.
  func program() -> LoyaltyProgram? {
    let id = fields.require("program")?.identifier()
    let version = fields.require("version")?.text()
    let effective = fields.require("effective")?.date()
    let until = fields.optional("until")?.date()
    let name = fields.require("name")?.sentence()
    let pricing = fields.require("pricing")?.fields().flatMap(Self.pricing)
    let advancement = section("advancement", Self.advancement)
    let levels = fields.require("levels")?.items(atMost: 20).flatMap {
      Self.levels($0, counting: advancement?.counted ?? glimpse())
    }
    if let empty = fields.optional("levels"), case .sequence(let none) = empty.node.content,
      none.isEmpty
    {
      empty.refuse(
        "missingField",
        .init(zhHans: "至少要有一个等级。", zhHant: "至少要有一個等級。", en: "A program has at least one level."))
    }
    let birthday = section("birthday", Self.birthday)
    let memberDay = section("memberDay", Self.memberDay)
    let points = fields.require("points")?.fields().flatMap(Self.points)
    let redemption = section("redemption", Self.redemption)
    let joining = fields.optional("joining")?.items(atMost: 50).map { items in
      items.compactMap { $0.fields().flatMap { Self.joining($0, levels: levels) } }
    }
    if let joining, let levels { checkJoining(joining, levels) }
    let registration = section("registration", Self.registration)
    let cardExchange = section("cardExchange", Self.cardExchange)
    let gifts = section("gifts", Self.gifts)
    let services = fields.optional("services")?.items(atMost: 50)?.compactMap {
      $0.fields().flatMap(Self.service)
    }
    let courtesy = fields.require("courtesy")?.fields().flatMap(Self.courtesy)
    let activity = section("activity", Self.activity)
    let yearlyFee = section("yearlyFee", Self.yearlyFee)
    let referral = section("referral", Self.referral)
    let insight = section("insight", Self.insight)
    let prepaid = section("prepaid", Self.prepaid)
    let partners = fields.optional("partners")?.items(atMost: 1000).map { items in
      items.compactMap { $0.fields().flatMap(Self.partner) }
    }
    fields.optional("partners")?.refuseRepeated((partners ?? []).map(\.id))
    if let redemption, partners?.isEmpty == false { checkSettlement(redemption) }
    let tenders = fields.optional("tenders")?.items(atMost: 50)?.compactMap { $0.identifier() }
    fields.optional("tenders")?.refuseRepeated(tenders ?? [])
    let trust = section("trust", Self.trust)
    fields.finish()
    if let levels { checkLevels(levels, advancement: advancement) }
    if let gifts, let levels, let points { checkGifts(gifts, levels, points) }
    if let effective, let until, until < effective {
      fields.optional("until")?.refuse(
        "wrongOrder",
        .init(
          zhHans: "失效日 \(until) 早于生效日 \(effective)。", zhHant: "失效日 \(until) 早於生效日 \(effective)。",
          en: "The last day \(until) lies before the first day \(effective)."))
    }
    guard fields.log.isEmpty, let id, let version, let effective, let name, let pricing,
      let levels, let points, let courtesy
    else { return nil }
    return LoyaltyProgram(
      identity: ProgramVersion(id: id, version: version), name: name, effective: effective,
      until: until, pricing: pricing, levels: levels, advancement: advancement, birthday: birthday,
      memberDay: memberDay, points: points,
      redemption: redemption
        ?? RedemptionRules(
          catalogue: nil, ladder: nil, moneyOff: nil, settledAt: nil),
      joining: joining ?? [], registration: registration, cardExchange: cardExchange,
      gifts: gifts ?? GiftRules(welcome: nil, birthday: nil, atTill: []),
      services: services ?? [], courtesy: courtesy,
      activity: activity, yearlyFee: yearlyFee, referral: referral, insight: insight,
      prepaid: prepaid, partners: partners ?? [],
      tenders: Set(tenders ?? []),
      trust: trust ?? TrustRules(earn: .low, redeem: .low, highTrustAbove: nil, prepaid: .low))
  }

  /// What levels count, read from a section in which something else is wrong.
  private func glimpse() -> LevelMeasure? {
    guard case .mapping(let members) = fields.optional("advancement")?.node.content,
      case .scalar(let text, _) = members.first(where: { $0.key == "counted" })?.value.content
    else { return nil }
    return LevelMeasure(rawValue: text)
  }

  private func section<Rules>(_ key: String, _ read: (Fields) -> Rules?) -> Rules? {
    fields.optional(key)?.fields().flatMap(read)
  }

  /// Two ways to join in one window: the higher level asks for more.
  private func checkJoining(_ rules: [JoiningRule], _ levels: [Level]) {
    func rank(_ rule: JoiningRule) -> Int { levels.firstIndex { $0.id == rule.level } ?? 0 }
    for (index, rule) in rules.enumerated() {
      if rule.remindWithin >= rule.spend {
        fields.log.add(
          "contradiction", path: "joining[\(index)].remindWithin",
          place: fields.optional("joining")?.node.place,
          .init(
            zhHans: "提醒范围 \(rule.remindWithin) 元不小于门槛 \(rule.spend) 元，每单都会提醒。",
            zhHant: "提醒範圍 \(rule.remindWithin) 元不小於門檻 \(rule.spend) 元，每單都會提醒。",
            en: "With \(rule.remindWithin) of \(rule.spend) missing, every sale would remind."),
          suggestion: .init(
            zhHans: "请写一个小于门槛的金额。", zhHant: "請寫一個小於門檻的金額。",
            en: "Write an amount below the threshold."))
      }
      for earlier in rules[..<index] where earlier.within == rule.within {
        let rises = rank(rule) > rank(earlier)
        let isSound =
          rank(rule) != rank(earlier)
          && (rises ? rule.spend > earlier.spend : rule.spend < earlier.spend)
        guard !isSound else { continue }
        fields.optional("joining")?.refuse(
          "contradiction",
          .init(
            zhHans: "同一期间内，\(rule.level) \(rule.spend) 元与 \(earlier.level) \(earlier.spend) 元相互矛盾。",
            zhHant: "同一期間內，\(rule.level) \(rule.spend) 元與 \(earlier.level) \(earlier.spend) 元相互矛盾。",
            en:
              "Within the same window, \(rule.level) for \(rule.spend) contradicts"
              + " \(earlier.level) for \(earlier.spend)."),
          suggestion: .init(
            zhHans: "等级越高，门槛须越高；同一等级只写一次。", zhHant: "等級越高，門檻須越高；同一等級只寫一次。",
            en: "A higher level asks for more; name each level once."))
      }
    }
  }

  /// Gifts that points buy at a partner, without a word on what the partner is owed.
  private func checkSettlement(_ redemption: RedemptionRules) {
    guard redemption.catalogue != nil || redemption.ladder != nil,
      redemption.settlementValue == nil
    else { return }
    fields.log.add(
      "contradiction", path: "redemption.settledAt",
      place: fields.optional("redemption")?.node.place,
      .init(
        zhHans: "联盟商户之间可用积分换礼，却没有写明积分如何结算。",
        zhHant: "聯盟商戶之間可用積分換禮，卻沒有寫明積分如何結算。",
        en: "Points buy gifts at partners, but nothing says what the points are worth between them."
      ),
      suggestion: .init(
        zhHans: "请写 settledAt: { rule: C7, points: 100, amount: 1.00 }。",
        zhHant: "請寫 settledAt: { rule: C7, points: 100, amount: 1.00 }。",
        en: "Write settledAt: { rule: C7, points: 100, amount: 1.00 }."))
  }

  /// Gifts that the till should hand out, but the program does not have.
  private func checkGifts(_ gifts: GiftRules, _ levels: [Level], _ points: PointsRules) {
    let known: Set<TillGift> = Set(
      [
        gifts.welcome == nil ? nil : .welcome, gifts.birthday == nil ? nil : .birthday,
        levels.contains { $0.quarterlyGift != nil } ? .quarter : nil,
        points.draw == nil ? nil : .draw,
      ].compactMap(\.self))
    for gift in TillGift.allCases where gifts.atTill.contains(gift) && !known.contains(gift) {
      fields.log.add(
        "contradiction", path: "gifts.atTill",
        place: fields.optional("gifts")?.fields()?.optional("atTill")?.node.place,
        .init(
          zhHans: "规则中没有礼品“\(gift.rawValue)”，收银台无从发放。",
          zhHant: "規則中沒有禮品「\(gift.rawValue)」，收銀台無從發放。",
          en: "The program has no gift \"\(gift.rawValue)\" that the till could hand out."),
        suggestion: .init(
          zhHans: "请删去，或先写明该礼品的规则。", zhHant: "請刪去，或先寫明該禮品的規則。",
          en: "Leave it out, or give the rule of that gift first."))
    }
  }

  /// What only the levels together can tell.
  private func checkLevels(_ levels: [Level], advancement: Advancement?) {
    let place = fields.optional("levels")?.node.place
    if advancement != nil, !fields.log.isIncomplete, levels.allSatisfy({ $0.threshold == nil }) {
      fields.log.add(
        "contradiction", path: "advancement", place: fields.optional("advancement")?.node.place,
        .init(
          zhHans: "写明了如何升级，却没有任何等级有门槛（from）。", zhHant: "寫明了如何升級，卻沒有任何等級有門檻（from）。",
          en: "This says how members rise, but no level says from what on (\"from\")."),
        suggestion: .init(
          zhHans: "请给较高的等级写上 from，或删去 advancement 段。", zhHant: "請給較高的等級寫上 from，或刪去 advancement 段。",
          en: "Give the higher levels a \"from\", or leave the section out."))
    }
    if levels.count > 1, levels[0].threshold != nil {
      fields.log.add(
        "contradiction", path: "levels[0].from", place: place,
        .init(
          zhHans: "第一个等级人人可得，不应有门槛。", zhHant: "第一個等級人人可得，不應有門檻。",
          en: "The first level is everybody's; it has no threshold."),
        suggestion: .init(
          zhHans: "请删去这个 from，或先写一个没有门槛的等级。", zhHant: "請刪去這個 from，或先寫一個沒有門檻的等級。",
          en: "Leave its \"from\" out, or put a level without one first."))
    }
    var last: Int64 = 0
    for (index, level) in levels.enumerated() {
      let path = "levels[\(index)]"
      if levels[..<index].contains(where: { $0.id == level.id }) {
        fields.log.add(
          "duplicateLevel", path: path + ".id", place: place,
          .init(
            zhHans: "等级“\(level.id)”出现了不止一次。", zhHant: "等級「\(level.id)」出現了不止一次。",
            en: "The level \"\(level.id)\" appears more than once."))
      }
      guard let threshold = level.threshold else { continue }
      if threshold <= last {
        fields.log.add(
          "wrongOrder", path: path + ".from", place: place,
          .init(
            zhHans: "等级须由低到高，门槛逐级升高。", zhHant: "等級須由低到高，門檻逐級升高。",
            en: "Levels go from low to high, each with a higher threshold than the one before."))
      }
      last = threshold
      if advancement == nil, fields.optional("advancement") == nil {
        fields.log.add(
          "missingField", path: "advancement", place: place,
          .init(
            zhHans: "有升级门槛，但没有说明如何升级。", zhHant: "有升級門檻，但沒有說明如何升級。",
            en: "A level has a threshold, but nothing says what is counted."),
          suggestion: .init(
            zhHans: "请加入 advancement 段。", zhHant: "請加入 advancement 段。",
            en: "Add the section \"advancement\"."))
      }
    }
  }
}
