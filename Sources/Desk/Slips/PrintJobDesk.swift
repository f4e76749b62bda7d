package import Lane
package import MemberStore
package import Printers
import Wording

/// The print jobs of a lane: what waits, what may be on paper, and what a person decides about them.
package struct PrintJobDesk: Sendable {
  private let store: any MemberStore
  private let clock: any LaneClock

  package init(_ store: any MemberStore, clock: any LaneClock) {
    self.store = store
    self.clock = clock
  }

  /// Jobs of a lane that are not known to be on paper, in the order in which they were stored.
  package func open(shop: String, lane: String) async throws -> [PrintJobRecord] {
    try await store.openPrintJobs(store: shop, lane: lane)
  }

  /// Sends what nothing was sent of: what waits for the printer, and what failed.
  package func retry(
    shop: String, lane: String, on printer: any Printer
  ) async throws -> [SlipCopy] {
    let printing = SlipPrinting(store: store, printer: printer, clock: clock)
    return try await printing.catchUp(store: shop, lane: lane, withFailed: true)
  }

  /// Sends one job; a copy that may be on paper goes out again, marked 重印 with its count.
  ///
  /// - Throws: ``StoreError`` `unknownJob`.
  package func retry(_ id: String, on printer: any Printer) async throws -> SlipCopy {
    let job = try await job(id)
    guard job.state != .printed else { throw StoreError.printedAlready(job) }
    guard
      let slip = try await SlipPrinting(store: store, printer: printer, clock: clock)
        .send(job, again: true)
    else { throw StoreError.unknownJob(id) }
    return slip
  }

  /// Notes that somebody has seen copies on paper: of all of them or, where one is unknown, of none.
  ///
  /// - Throws: ``StoreError`` `unknownJob`; `jobNotSent` for one of which nothing was sent.
  package func seen(_ ids: [String]) async throws -> [PrintJobRecord] {
    let time = clock.now().stamp
    return try await store.write { tables in
      try ids.map { id in
        guard var job = try tables.printJob(id) else { throw StoreError.unknownJob(id) }
        guard job.state != .printed else { return job }
        guard job.state.mayBeOnPaper else { throw StoreError.jobNotSent(id) }
        job.state = .printed
        job.time = time
        try tables.update(job)
        return job
      }
    }
  }

  private func job(_ id: String) async throws -> PrintJobRecord {
    guard let job = try await store.read({ try $0.printJob(id) }) else {
      throw StoreError.unknownJob(id)
    }
    return job
  }
}

extension StoreError {
  /// Nobody knows that print job.
  fileprivate static func unknownJob(_ id: String) -> StoreError {
    StoreError(
      Code(rawValue: "unknownJob"), nature: .input,
      message: Sentence(
        zhHans: "没有打印任务 \(id)。", zhHant: "沒有列印工作 \(id)。", en: "There is no print job \(id)."))
  }

  /// Nobody can have seen what was never sent.
  fileprivate static func jobNotSent(_ id: String) -> StoreError {
    StoreError(
      Code(rawValue: "jobNotSent"), nature: .refusal,
      message: Sentence(
        zhHans: "打印任务 \(id) 还没有发送给打印机，不可能在纸上。",
        zhHant: "列印工作 \(id) 還沒有送給印表機，不可能在紙上。",
        en: "Nothing of the print job \(id) was sent; it cannot be on paper."))
  }

  /// What is on paper is printed again through a reprint, on purpose.
  fileprivate static func printedAlready(_ job: PrintJobRecord) -> StoreError {
    StoreError(
      Code(rawValue: "printedAlready"), nature: .refusal,
      message: Sentence(
        zhHans: "打印任务 \(job.id) 已打印。", zhHant: "列印工作 \(job.id) 已列印。",
        en: "The print job \(job.id) is on paper already."),
      hint: Sentence(
        zhHans: "如需再印一份，请重印小票 \(job.receiptNumber)。",
        zhHant: "如需再印一份，請重印簽單 \(job.receiptNumber)。",
        en: "For another copy reprint the slip \(job.receiptNumber)."))
  }
}
