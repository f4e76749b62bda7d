import Lane
import MemberStore
import Receipts
import VIPCard
import Wording

/// What a checkout came to, for a till program or for a person.
struct CheckoutReport {
  let result: CheckoutResult
  let judgement: CardJudgement?

  /// One JSON object: the sale's id and state, the card's judgement, the quote, and each slip.
  func json(_ language: Language) throws -> String {
    let card = try judgement.map {
      try JSONLine.text(JudgementRecord(judgement: $0, language: language))
    }
    let slips = result.slips.map { slip in
      SlipRecord(
        copy: slip.copy.rawValue, reprint: slip.receipt.reprint,
        job: slip.job?.id, state: slip.job?.state.rawValue,
        text: PlainText.render(Layout(slip.receipt)))
    }
    // The quote is JSON already, in the bytes in which it was stored.
    return """
      {"card":\(card ?? "null"),"quote":\(result.record.quote),"repeated":\(result.isRepeated),\
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
    for slip in result.slips {
      if let job = slip.job, job.state != .printed {
        parts.append("! \(slip.copy.rawValue): \(job.state.rawValue)")
      }
    }
    parts.append(PlainText.render(Layout(result.slips.first?.receipt ?? result.receipt)))
    return parts.joined(separator: "\n")
  }

  private struct SlipRecord: Encodable {
    let copy: String
    let reprint: Int
    let job: String?
    let state: String?
    let text: String
  }
}
