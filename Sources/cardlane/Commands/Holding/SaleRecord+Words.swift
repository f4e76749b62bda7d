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
