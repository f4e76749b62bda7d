import Desk
import Lane
import Loyalty
import MemberStore
import Receipts
import VIPCard
import Wire
import Wording

/// What a checkout came to, for a till program or for a person.
struct CheckoutReport {
  let result: CheckoutResult
  let judgement: CardJudgement?
  /// Names the levels.
  var program: LoyaltyProgram?

  /// One JSON object: the sale's id and state, the card's judgement, the quote, and each slip.
  func json(_ language: Language) throws -> String {
    let card = try judgement.map { try JSONLine.text(MaskedJudgement($0, language)) }
    let slips = result.slips.map { slip in
      SlipRecord(
        copy: slip.copy.rawValue, reprint: slip.receipt.reprint,
        job: slip.job?.id, state: slip.job?.state.rawValue,
        problem: slip.problem.map { ErrorEnvelope($0, language).error },
        text: PlainText.render(Layout(slip.receipt)))
    }
    // The quote is JSON already, in the bytes in which it was stored.
    let more = try JSONLine.text(
      Additions(result, late: result.lateSentence(in: program)?[language]))
    return """
      {"card":\(card ?? "null"),\(more.dropFirst().dropLast()),"quote":\(result.record.quote),"repeated":\(result.isRepeated),\
      "saleId":\(try JSONLine.text(result.record.id)),"slips":\(try JSONLine.text(slips)),\
      "state":"\(result.state.rawValue)"}
      """
  }

  /// The cashier's sentence, then the slip.
  func text(_ language: Language) throws -> String {
    var parts: [String] = []
    if let judgement {
      parts.append("✓ " + judgement.message[language])
      if let next = judgement.nextStep { parts.append("  → " + next[language]) }
    }
    if result.isRepeated {
      parts.append(
        Sentence(
          zhHans: "这笔销售已经入账，没有重复入账。", zhHant: "這筆銷售已經入帳，沒有重複入帳。",
          en: "This sale was booked before; it was not booked again.")[language])
    }
    if let late = result.lateSentence(in: program) { parts.append("! " + late[language]) }
    parts.append(PlainText.render(Layout(result.slips.first?.receipt ?? result.receipt)))
    return parts.joined(separator: "\n")
  }

  /// Why a copy is not on paper, or may not be; `nil` when all are, or nothing was to be printed.
  var printingProblem: PlainError? {
    guard
      let slip = result.slips.first(where: { slip in
        slip.problem != nil || slip.job.map { $0.state != .printed } ?? false
      })
    else { return nil }
    let reason = slip.problem
    return PlainError(
      code: reason?.code ?? "slipNotPrinted",
      Sentence(
        zhHans: "销售已入账，但小票未确认打印。\(reason?.message[.simplifiedChinese] ?? "")",
        zhHant: "銷售已入帳，但簽單未確認列印。\(reason?.message[.traditionalChinese] ?? "")",
        en: "The sale is booked, but its slip is not known to be on paper. "
          + (reason?.message[.english] ?? "")),
      hint: reason?.hint
        ?? Sentence(
          zhHans: "请检查打印机后再次提交同一销售：只补打未打印的小票，不会重复入账。",
          zhHant: "請檢查印表機後再次提交同一銷售：只補印未列印的簽單，不會重複入帳。",
          en: "Look at the printer and check out the same sale again: it prints what is missing "
            + "and books nothing twice."),
      nature: .device)
  }

  /// What is told beside the quote: gifts that the sale has handed out, by rule; for a card with a rolling
  /// counter the one that the lane's encoder writes onto it; a sentence on a sale that was entered after its
  /// period was decided.
  private struct Additions: Encodable {
    let handedOut: [String]
    let nextCounter: Int?
    let lateEntry: String?

    init(_ result: CheckoutResult, late: String?) {
      handedOut = result.record.effects.gifts.map(\.rule)
      nextCounter = result.nextCounter?.rawValue
      lateEntry = late
    }
  }

  private struct SlipRecord: Encodable {
    let copy: String
    let reprint: Int
    let job: String?
    let state: String?
    let problem: ErrorEnvelope.Body?
    let text: String
  }
}
