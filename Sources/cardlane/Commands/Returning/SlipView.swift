import Desk
import Lane
import MemberStore
import Receipts
import Wording

/// One copy of a slip as commands show it.
struct SlipView: Encodable {
  let copy: String
  let reprint: Int
  let job: String?
  let state: String?
  let problem: String?
  let text: String

  init(_ slip: SlipCopy, _ language: Language) {
    copy = slip.copy.rawValue
    reprint = slip.receipt.reprint
    job = slip.job?.id
    state = slip.job?.state.rawValue
    problem = slip.problem?.message[language]
    text = PlainText.render(Layout(slip.receipt))
  }

  /// The slip as people read it, below what they are told of an entry that came late.
  static func words(_ slips: [SlipCopy], _ receipt: Receipt, late: String?) -> String {
    (late.map { "! \($0)\n" } ?? "")
      + PlainText.render(Layout(slips.first?.receipt ?? receipt))
  }

  /// Why a copy is not on paper, or may not be; `nil` when all are, or nothing was to be printed. What
  /// is booked is booked.
  static func problem(_ slips: [SlipCopy]) -> PlainError? {
    let failed = slips.first { slip in
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
          zhHans: "请检查打印机后用同一单号再次执行，不会重复入账。",
          zhHant: "請檢查印表機後用同一單號再次執行，不會重複入帳。",
          en: "Look at the printer and run this again under the same id: it books nothing twice."),
      nature: .device)
  }
}
