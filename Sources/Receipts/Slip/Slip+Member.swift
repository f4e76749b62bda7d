import BusinessCalendar
import Loyalty
import Wording

extension Slip {
  /// Greeting, card, points, level, notices.
  static func memberPart(
    _ quote: Quote, card: SlipCard?, _ words: SlipWords
  ) -> [ReceiptLine] {
    let greeting = quote.memberLines.compactMap { line -> ReceiptLine? in
      guard case .greeting(let name, let title) = line else { return nil }
      return self.greeting(.address(familyName: name, title: title), words)
    }
    let says = quote.memberLines.contains {
      if case .notice(let prompt) = $0 { prompt.topic == .exchangeCard } else { false }
    }
    let lines =
      greeting + (card.map { cardLines($0, exchangeIsSaid: says, words) } ?? [])
      + quote.memberLines.flatMap { facts($0, words) }
    return lines.isEmpty ? [] : [.rule()] + lines
  }

  /// The greeting by family name (rule A37).
  static func greeting(_ name: Sentence, _ words: SlipWords) -> ReceiptLine {
    .text(
      words.say(
        "\(name.simplifiedChinese)，您好！", "\(name.traditionalChinese)，您好！", "Dear \(name.english),"),
      TextStyle(bold: true))
  }

  /// Masked number, card year, proof, exchange.
  static func cardLines(
    _ card: SlipCard, exchangeIsSaid: Bool = false, _ words: SlipWords
  ) -> [ReceiptLine] {
    var lines: [ReceiptLine] = [
      .pair(left: words.say("会员卡", "會員卡", "Card"), right: card.maskedNumber)
    ]
    let year = card.year.map { words.say("卡年度", "卡年度", "Card year") + " \($0)" }
    func proof(_ proof: SlipCard.Proof) -> ReceiptLine {
      .pair(left: year ?? "", right: words.proof(proof))
    }
    if card.proof == .lowTrust {
      // How easily a card can be copied is nothing for the customer to read.
      lines += [.only(.merchant, proof(.lowTrust)), .only(.customer, proof(.verified))]
    } else {
      lines.append(proof(card.proof))
    }
    switch card.exchange {
    case .none: break
    case .due where exchangeIsSaid: break
    case .due:
      lines.append(
        .text(
          words.say(
            "* 十二月为换卡月，请换领新年度会员卡", "* 十二月為換卡月，請換領新年度會員卡",
            "* December is exchange month: please exchange your card")))
    case .early:
      lines.append(
        .text(words.say("* 新年度会员卡已启用", "* 新年度會員卡已啟用", "* Next year's card, already good")))
    }
    return lines
  }

  /// What one member line says; what stands elsewhere on the slip says nothing here.
  private static func facts(_ line: MemberLine, _ words: SlipWords) -> [ReceiptLine] {
    switch line {
    case .greeting, .counterDiscount, .memberDiscount, .birthdayDiscount, .memberDayDiscount,
      .signature:
      return []
    case .earned(let points, let basis, _):
      let label = words.say(
        "本次积分 (按实付 \(basis))", "本次積分 (按實付 \(basis))", "Points earned (on \(basis))")
      return [.pair(left: label, right: signed(points))]
    case .bonus(let points, _):
      return [.pair(left: words.say("奖励积分", "獎勵積分", "Bonus points"), right: signed(points))]
    case .pending(let points, let day):
      return [
        .pair(
          left: words.say(
            "待登记 (\(day)截止)", "待登記 (\(day)截止)", "Pending (register by \(day))"),
          right: "\(points)")
      ]
    case .redeemed(let points, let amount):
      let label =
        amount == .zero
        ? words.say("使用积分", "使用積分", "Points spent")
        : words.say(
          "使用积分 (抵\(words.yuan(amount)))", "使用積分 (抵\(words.yuan(amount)))",
          "Points spent (for \(words.yuan(amount)))")
      return [.pair(left: label, right: signed(-points))]
    case .balance(let points):
      return [
        .pair(
          left: words.say("积分余额", "積分餘額", "Points balance"), right: "\(points)",
          TextStyle(bold: true))
      ]
    case .expiring(let points, let day):
      return [
        .pair(
          left: words.say(
            "其中 \(day) 到期", "其中 \(day) 到期", "of these, valid to \(day)"),
          right: "\(points)")
      ]
    case .level(let id):
      return [.pair(left: words.say("会员级别", "會員級別", "Level"), right: words.level(id))]
    case .upgrade(let id, _):
      let name = words.level(id)
      return [
        .text(
          words.say(
            "* 恭喜！自下次消费起升级为\(name)", "* 恭喜！自下次消費起升級為\(name)",
            "* Congratulations: \(name) from your next purchase on"), TextStyle(bold: true))
      ]
    case .nextLevel(let id, let missing, let counted, _):
      let missing =
        switch counted {
        case .pointsEverEarned, .pointsInPeriod:
          words.say("\(missing)分", "\(missing)分", "\(missing) points")
        case .spentInPeriod: words.yuan(Money(fen: missing))
        }
      let name = words.level(id)
      return [
        .text(
          words.say("距\(name)还差\(missing)", "距\(name)還差\(missing)", "\(missing) more to \(name)"))
      ]
    case .notice(let prompt):
      return [.text("* " + prompt.sentence(in: words.program)[words.language])]
    }
  }

  /// A change of points with its sign.
  static func signed(_ points: Int64) -> String { points > 0 ? "+\(points)" : "\(points)" }
}
