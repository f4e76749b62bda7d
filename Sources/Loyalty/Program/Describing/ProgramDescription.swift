public import Wording

extension LoyaltyProgram {
  /// The program in words, one rule a line, each with its id, for `program show`.
  ///
  /// - Parameter language: the language of the text.
  public func description(in language: Language) -> String {
    var lines = [name[language], heading[language], ""]
    for section in sections {
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
