package import Lane
package import MemberStore
package import Wording

/// The print jobs of a lane that are not known to be on paper, after `docs/schemas/print-jobs.schema.json`.
package struct PrintJobList: Encodable {
  let jobs: [PrintJobEntry]

  /// Jobs as they are stored.
  package init(_ jobs: [PrintJobRecord]) {
    self.jobs = jobs.map { PrintJobEntry($0) }
  }

  /// Copies that were just sent.
  package init(_ slips: [SlipCopy], _ language: Language) {
    self.jobs = PrintJobEntry.list(slips, language)
  }
}

/// One print job and what became of it.
struct PrintJobEntry: Encodable {
  let job: String
  let slip: String
  let copy: String
  let reprint: Int
  let state: String
  let since: String
  let problem: ErrorEnvelope.Body?

  init(_ job: PrintJobRecord, problem: ErrorEnvelope.Body? = nil) {
    self.job = job.id
    slip = job.receiptNumber
    copy = job.copy
    reprint = job.reprint
    state = job.state.rawValue
    since = job.time
    self.problem = problem
  }

  /// The same; `nil` where nothing was sent.
  static func unlessNone(_ slips: [SlipCopy], _ language: Language) -> [PrintJobEntry]? {
    slips.isEmpty ? nil : list(slips, language)
  }

  /// What became of copies that were sent; copies without a printer have no job.
  static func list(_ slips: [SlipCopy], _ language: Language) -> [PrintJobEntry] {
    slips.compactMap { slip in
      slip.job.map {
        PrintJobEntry($0, problem: slip.problem.map { ErrorEnvelope($0, language).error })
      }
    }
  }
}
