import BusinessCalendar
public import Loyalty
public import MemberStore
public import Wording

/// What can be entered late, as far as it changes what the cashier is told.
enum LateBusiness {
  /// A sale, and the level that it raises the member to, late as it is.
  case sale(raisedTo: String?)
  case goodsReturn
  case redemption
}

extension LateEntry {
  /// What the cashier is told.
  ///
  /// - Parameters:
  ///   - date: the entry's own day.
  ///   - program: names the levels.
  func sentence(
    of business: LateBusiness, on date: BusinessDate, in program: LoyaltyProgram?
  ) -> Sentence {
    func name(_ id: String) -> Sentence {
      program?.levelName(id) ?? Sentence(zhHans: id, zhHant: id, en: id)
    }
    var parts: [Sentence] = []
    if let after {
      parts.append(
        Sentence(
          zhHans: "记入 \(date)，此前已有 \(after) 的业务入账",
          zhHant: "記入 \(date)，此前已有 \(after) 的業務入帳",
          en: "booked for \(date), after business of \(after)"))
    }
    if let decision {
      let level = name(decision.level)
      let (end, day) = (decision.periodEnd, decision.decidedOn)
      switch business {
      case .sale(let raised):
        let then = raised.map(name)
        parts.append(
          Sentence(
            zhHans: "本单日期属于截至 \(end) 的期间，等级已于 \(day) 核定；本单按当时的\(level.simplifiedChinese)计价，"
              + (then.map { "会员因此升为\($0.simplifiedChinese)" } ?? "核定结果不变"),
            zhHant: "本單日期屬於截至 \(end) 的期間，等級已於 \(day) 核定；本單按當時的\(level.traditionalChinese)計價，"
              + (then.map { "會員因此升為\($0.traditionalChinese)" } ?? "核定結果不變"),
            en:
              "the period to \(end) was decided on \(day); this sale is priced at the level of that"
              + " time (\(level.english)). "
              + (then.map { "It raises the member to \($0.english)" } ?? "The decision stands")))
      case .goodsReturn, .redemption:
        parts.append(
          Sentence(
            zhHans: "截至 \(end) 期间的等级已于 \(day) 核定，核定结果不变",
            zhHant: "截至 \(end) 期間的等級已於 \(day) 核定，核定結果不變",
            en: "the level of the period to \(end) was decided on \(day), and the decision stands"))
      }
    }
    if case .redemption = business {
      parts.append(
        Sentence(
          zhHans: "扣除的是 \(date) 当日有效的积分", zhHant: "扣除的是 \(date) 當日有效的積分",
          en: "points that were valid on \(date) are spent"))
    }
    return Sentence(
      zhHans: "补录：" + parts.map(\.simplifiedChinese).joined(separator: "；") + "。",
      zhHant: "補錄：" + parts.map(\.traditionalChinese).joined(separator: "；") + "。",
      en: "Late entry: " + parts.map(\.english).joined(separator: "; ") + ".")
  }
}

extension ReturnOutcome {
  /// What the cashier is told of goods that were taken back late; `nil` for others.
  public func lateSentence(in program: LoyaltyProgram?) -> Sentence? {
    late?.sentence(of: .goodsReturn, on: record.date, in: program)
  }
}

extension RedemptionOutcome {
  /// What the cashier is told of a redemption that was entered late; `nil` for others.
  public func lateSentence(in program: LoyaltyProgram?) -> Sentence? {
    late?.sentence(of: .redemption, on: record.date, in: program)
  }
}

extension SaleRecord {
  /// What the cashier is told of a sale that was entered late; `nil` for others.
  public func lateSentence(in program: LoyaltyProgram?) -> Sentence? {
    effects.late?.sentence(
      of: .sale(raisedTo: effects.late?.decision == nil ? nil : newLevel), on: date, in: program)
  }
}
