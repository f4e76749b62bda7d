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

  /// What people have to know about the paper, and the slip itself.
  static func words(_ slips: [SlipCopy], _ receipt: Receipt, _ language: Language) -> String {
    var lines = slips.compactMap { slip -> String? in
      guard let job = slip.job, job.state != .printed else { return nil }
      let reason = slip.problem.map { " — " + $0.message[language] } ?? ""
      return "! \(slip.copy.rawValue): \(job.state.rawValue)\(reason)"
    }
    lines.append(PlainText.render(Layout(slips.first?.receipt ?? receipt)))
    return lines.joined(separator: "\n")
  }
}
