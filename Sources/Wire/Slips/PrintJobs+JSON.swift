package import Lane
package import MemberStore
package import Wording

/// The print jobs of a lane that are not known to be on paper, after `docs/schemas/print-jobs.schema.json`.
package struct PrintJobList: Encodable {
  let jobs: [PrintJobEntry]
  let repeated: Bool?

  /// Jobs as they are stored.
  package init(_ jobs: [PrintJobRecord]) {
    self.jobs = jobs.map { PrintJobEntry($0) }
    repeated = nil
  }

  /// Copies that were just sent.
  ///
  /// - Parameter repeated: whether they had been sent under the same key before; `nil` where nobody gave one.
  package init(_ slips: [SlipCopy], repeated: Bool? = nil, _ language: Language) {
    self.jobs = PrintJobEntry.list(slips, language)
    self.repeated = repeated
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
