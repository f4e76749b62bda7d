public import MemberStore
public import Printers
public import Receipts
import Wording

/// Prints copies of stored slips, with a store that remembers what became of each.
public struct SlipPrinting: Sendable {
  private let store: any MemberStore
  private let printer: any Printer
  private let clock: any LaneClock

  /// Prints on a printer what is in a store.
  public init(store: any MemberStore, printer: any Printer, clock: any LaneClock) {
    self.store = store
    self.printer = printer
    self.clock = clock
  }

  /// Prints a copy of a stored slip again; what may be on paper already becomes a marked reprint (重印).
  ///
  /// - Throws: ``MemberStore/StoreError`` for a number that nobody knows.
  public func reprint(_ number: String, copy: Receipt.Copy) async throws -> SlipCopy {
    guard let stored = try await store.receipt(number) else {
      throw StoreError.unknownReceipt(number)
    }
    return try await print(StoredSlip(stored).receipt.copy(for: copy), again: true)
  }

  /// Sends what waits for the printer, in the order in which it was stored, until the printer stops again.
  ///
  /// Only jobs of which nothing was sent are tried, and none that failed for a reason of its own; what may be
  /// on paper is left to a person.
  ///
  /// - Parameters:
  ///   - shop: the store's id.
  ///   - lane: the lane whose slips are printed.
  ///   - withFailed: whether what failed is tried too.
  public func catchUp(
    store shop: String, lane: String, withFailed: Bool = false
  ) async throws -> [SlipCopy] {
    var slips: [SlipCopy] = []
    for job in try await store.openPrintJobs(store: shop, lane: lane)
    where job.state == .queued || job.state == .waiting || withFailed && job.state == .failed {
      guard let slip = try await send(job, again: false) else { continue }
      slips.append(slip)
      guard slip.job?.state == .printed else { break }
    }
    return slips
  }

  /// Sends a stored job.
  ///
  /// - Parameter again: whether a copy that may be on paper goes out once more, marked 重印.
  /// - Returns: what became of it; `nil` for a copy of a kind that a later version knows.
  package func send(_ job: PrintJobRecord, again: Bool) async throws -> SlipCopy? {
    guard let copy = Receipt.Copy(rawValue: job.copy) else { return nil }
    guard let stored = try await store.receipt(job.receiptNumber) else {
      throw StoreError.unknownReceipt(job.receiptNumber)
    }
    return try await print(StoredSlip(stored).receipt.copy(for: copy), again: again)
  }

  /// Stores a print job, sends it, and stores what became of it. Never repeats on its own.
  func print(_ receipt: Receipt, again: Bool) async throws -> SlipCopy {
    let claimed = try await store.claimPrintJob(
      receipt: receipt.number, copy: receipt.copy.rawValue, again: again, at: clock.now().stamp
    ) { reprint in PrintJob.ID(receipt: receipt.reprinted(reprint)).text }
    guard var job = claimed else {
      let latest = try await store.printJobs(receipt: receipt.number)
        .last { $0.copy == receipt.copy.rawValue }
      return SlipCopy(
        receipt: receipt.reprinted(latest?.reprint ?? 0), job: latest, problem: nil)
    }
    let slip = receipt.reprinted(job.reprint)
    let (state, problem) = await send(slip)
    job.state = state
    job.time = clock.now().stamp
    try await store.setPrintJob(job.id, to: state, at: job.time)
    if state.mayBeOnPaper, receipt.copy == .merchant, receipt.signatureState == .required {
      try await store.sign(receipt.number, .printed)
    }
    return SlipCopy(receipt: slip, job: job, problem: problem)
  }

  private func send(_ slip: Receipt) async -> (PrintJobState, (any ExplainedError)?) {
    do {
      let job = try PrintJob(
        id: PrintJob.ID(receipt: slip), receipt: slip, profile: printer.profile)
      switch try await printer.print(job) {
      case .printed: return (.printed, nil)
      case .unconfirmed(let error): return (.unconfirmed, error)
      case .waiting(let status):
        return (.waiting, LaneError.printerNotReady(status))
      }
    } catch {
      return (.failed, error as? any ExplainedError)
    }
  }
}
