import Lane
import Loyalty
import MemberStore
import Wording

extension SaleRecord {
  /// The amount and what to do next.
  func words(in program: LoyaltyProgram?, _ language: Language) -> String {
    let sentence =
      switch state {
      case .hold:
        Sentence(
          zhHans: "✓ \(id) 已锁定，应付 \(due)。收款后执行 commit，放弃则执行 void。",
          zhHant: "✓ \(id) 已鎖定，應付 \(due)。收款後執行 commit，放棄則執行 void。",
          en: "✓ \(id) is held, \(due) to pay. Then commit it, or void it.")
      case .committed:
        Sentence(
          zhHans: "\(id) 已入账。", zhHant: "\(id) 已入帳。",
          en: "\(id) is committed.")
      case .void:
        Sentence(
          zhHans: "✓ \(id) 已放弃，预留积分已退回。", zhHant: "✓ \(id) 已放棄，預留積分已退回。",
          en: "✓ \(id) is given up; reserved points went back.")
      }
    let late = lateSentence(in: program).map { "\n! " + $0[language] }
    return VisibleText.of(sentence[language]) + (late ?? "")
  }
}

extension SaleAnswer {
  /// The amount and what to do next; before it, that all this had been so already.
  func words(in program: LoyaltyProgram?, _ language: Language) -> String {
    let words = record.words(in: program, language)
    return isRepeated ? before[language] + "\n" + words : words
  }

  private var before: Sentence {
    switch record.state {
    case .hold:
      Sentence(
        zhHans: "这笔销售之前已经锁定，没有改动。", zhHant: "這筆銷售先前已經鎖定，沒有改動。",
        en: "This sale was held before; nothing was changed.")
    case .committed:
      Sentence(
        zhHans: "这笔销售已经入账，没有重复入账。", zhHant: "這筆銷售已經入帳，沒有重複入帳。",
        en: "This sale was booked before; it was not booked again.")
    case .void:
      Sentence(
        zhHans: "这笔销售之前已经放弃，没有再次退回积分。", zhHant: "這筆銷售先前已經放棄，沒有再次退回積分。",
        en: "This sale was given up before; no points went back again.")
    }
  }
}
