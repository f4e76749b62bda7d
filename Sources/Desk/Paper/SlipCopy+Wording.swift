public import Lane
import MemberStore
import Wording

extension [SlipCopy] {
  /// Why a copy is not on paper, or may not be; `nil` when all are, or nothing was to be printed. What is
  /// booked is booked.
  public var problem: PlainError? {
    let failed = first { slip in
      slip.problem != nil || slip.job.map { $0.state != .printed } ?? false
    }
    guard let failed else { return nil }
    let reason = failed.problem?.message
    return PlainError(
      code: failed.problem?.code ?? "slipNotPrinted",
      Sentence(
        zhHans: "已入账，但小票未确认打印。\(reason?.simplifiedChinese ?? "")",
        zhHant: "已入帳，但簽單未確認列印。\(reason?.traditionalChinese ?? "")",
        en: "This is booked, but its slip is not known to be on paper. \(reason?.english ?? "")"),
      hint: failed.problem?.hint
        ?? Sentence(
          zhHans: "请检查打印机后再次提交同一笔业务：只补打未打印的小票，不会重复入账。",
          zhHant: "請檢查印表機後再次提交同一筆業務：只補印未列印的簽單，不會重複入帳。",
          en: "Look at the printer and run the same again: it prints what is missing and books "
            + "nothing twice."),
      nature: .device)
  }
}
