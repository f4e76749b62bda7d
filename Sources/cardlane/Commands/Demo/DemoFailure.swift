import Desk
import VIPCard
import Wording

/// The demonstration itself went wrong: a card was judged otherwise than it should be.
enum DemoFailure {
  static func unexpected(_ judgement: CardJudgement) -> PlainError {
    let check = judgement.verdict.check.rawValue
    return PlainError(
      code: "demoFailed",
      Sentence(
        zhHans: "演示失败：卡的判定不应为“\(check)”。", zhHant: "示範失敗：卡的判定不應為「\(check)」。",
        en: "The demonstration failed: the card should not have been judged \"\(check)\"."),
      nature: .device)
  }
}
