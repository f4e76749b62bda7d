import Documents
public import Wording

extension LoyaltyProgram {
  /// The program in words, one rule a line, each with its id, for `program show`.
  ///
  /// - Parameter language: the language of the text.
  public func description(in language: Language) -> String {
    var lines = [name[language], heading[language], ""]
    for (index, section) in sections.enumerated() where !section.isEmpty {
      if index > 0 { lines.append("") }
      lines.append(Self.titles[index][language])
      lines += section.map { statement in
        let id = statement.rule.map(\.description) ?? ""
        let gap = String(repeating: " ", count: max(1, 5 - id.count))
        return id + gap + statement.words[language]
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Everything that the program says, in the order in which it is shown.
  var sections: [[Statement]] {
    [describePrices(), describePoints(), describeMembership(), describeService()]
  }

  /// The headings of the sections.
  private static let titles = [
    Sentence(zhHans: "【价格】", zhHant: "【價格】", en: "[Prices]"),
    Sentence(zhHans: "【积分与兑换】", zhHant: "【積分與兌換】", en: "[Points and rewards]"),
    Sentence(zhHans: "【会员】", zhHant: "【會員】", en: "[Membership]"),
    Sentence(zhHans: "【收银台】", zhHant: "【收銀台】", en: "[At the till]"),
  ]

  /// One thing that the program says.
  struct Statement: Hashable {
    var rule: RuleID?
    var words: Sentence

    init(_ rule: RuleID?, _ hans: String, _ hant: String, _ english: String) {
      self.rule = rule
      self.words = Sentence(zhHans: hans, zhHant: hant, en: english)
    }
  }

  private var heading: Sentence {
    let end = until.map {
      Sentence(zhHans: "，至 \($0) 止", zhHant: "，至 \($0) 止", en: " to \($0)")
    }
    return Sentence(
      zhHans: "\(id)，版本 \(version)，自 \(effective) 起生效\(end?.simplifiedChinese ?? "")",
      zhHant: "\(id)，版本 \(version)，自 \(effective) 起生效\(end?.traditionalChinese ?? "")",
      en: "\(id), version \(version), in force from \(effective)\(end?.english ?? "")")
  }
}

extension Rate {
  /// The discount in per cent, such as `12` or `11.5`.
  var percentOff: String {
    DecimalText.format(Int64(10_000 - tenThousandths), places: 2, keepingZeros: false)
  }
}
