/// The jobs that a printer has had lately, so that none is sent twice.
///
/// It lasts as long as the printer's object; what must outlast a restart is the store's business, where
/// the job's id was written down before the job was handed over.
struct JobLedger {
  private var jobs: [PrintJob.ID: (bytes: [UInt8], outcome: PrintOutcome)] = [:]
  private var order: [PrintJob.ID] = []

  /// How many jobs are kept.
  static let limit = 200

  /// What became of a job that was sent before; `nil` when it is new.
  ///
  /// - Throws: ``PrinterError/Code/jobConflict`` when the id was used for other content.
  func outcome(of job: PrintJob, on printer: String) throws(PrinterError) -> PrintOutcome? {
    guard let known = jobs[job.id] else { return nil }
    guard known.bytes == job.bytes else { throw .jobConflict(printer, job.id) }
    return known.outcome
  }

  /// Writes down what became of a job, unless nothing of it was sent.
  mutating func record(_ job: PrintJob, _ outcome: PrintOutcome) {
    if case .waiting = outcome { return }
    if jobs.updateValue((job.bytes, outcome), forKey: job.id) == nil { order.append(job.id) }
    if order.count > Self.limit { jobs[order.removeFirst()] = nil }
  }
}
