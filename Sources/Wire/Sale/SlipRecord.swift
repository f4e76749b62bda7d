import Lane
import MemberStore
import Receipts
import Wording

/// One copy of a slip: which it is, what became of it on paper, and its text.
struct SlipRecord: Encodable {
  let copy: String
  let reprint: Int
  let job: String?
  let state: String?
  let problem: ErrorEnvelope.Body?
  let text: String

  init(_ slip: SlipCopy, _ language: Language) {
    copy = slip.copy.rawValue
    reprint = slip.receipt.reprint
    job = slip.job?.id
    state = slip.job?.state.rawValue
    problem = slip.problem.map { ErrorEnvelope($0, language).error }
    text = PlainText.render(Layout(slip.receipt))
  }
}
