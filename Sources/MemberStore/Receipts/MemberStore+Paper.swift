public import BusinessCalendar

extension MemberStore {
  /// The receipt with a number, or `nil`.
  public func receipt(_ number: String) async throws(StoreError) -> ReceiptRecord? {
    try await read { store in try store.receipt(number) }
  }

  /// Receipts of a store on a day, by number: the day's close lists those without a signature.
  public func receipts(
    store: String, on date: BusinessDate
  ) async throws(StoreError) -> [ReceiptRecord] {
    try await read { tables in try tables.receipts(store: store, date: date) }
  }

  /// Replaces content and signature state of a receipt that is still as it was read.
  ///
  /// - Throws: `unknownReceipt`, `signatureStep` when it changed since.
  public func replace(
    _ old: ReceiptRecord, by new: ReceiptRecord
  ) async throws(StoreError) {
    try await write { store in
      guard let stored = try store.receipt(old.number) else {
        throw StoreError.unknownReceipt(old.number)
      }
      guard stored == old, new.number == old.number else {
        throw StoreError.signatureStep(old.number)
      }
      try store.update(new)
    }
  }

  /// Stores a receipt that is not part of a sale's hold, such as a refund's; once stored it stays.
  public func add(_ receipt: ReceiptRecord) async throws(StoreError) -> ReceiptRecord {
    try await write { store in
      if let stored = try store.receipt(receipt.number) { return stored }
      try store.insert(receipt)
      return receipt
    }
  }

  /// Stores a print job for a copy of a receipt as being sent, before anything is sent.
  ///
  /// The job counts as perhaps on paper from here on, so that a crash in the middle of printing never
  /// leads to a second slip unasked. A job of which nothing was sent is taken up again.
  ///
  /// - Parameters:
  ///   - number: the receipt's number.
  ///   - copy: whose copy it is: `merchant` or `customer`.
  ///   - again: whether a copy that may be on paper is printed once more, as a reprint.
  ///   - time: when it is sent, RFC 3339.
  ///   - id: makes the job's id from the reprint count.
  /// - Returns: the job to send; `nil` when the copy may be on paper and `again` is not wanted.
  /// - Throws: `unknownReceipt`.
  public func claimPrintJob(
    receipt number: String, copy: String, again: Bool, at time: String,
    id: @escaping @Sendable (_ reprint: Int) -> String
  ) async throws(StoreError) -> PrintJobRecord? {
    try await write { store in
      guard let receipt = try store.receipt(number) else {
        throw StoreError.unknownReceipt(number)
      }
      let jobs = try store.printJobs(receipt: number).filter { $0.copy == copy }
      if var unsent = jobs.last(where: { !$0.state.mayBeOnPaper }) {
        unsent.state = .sending
        unsent.time = time
        try store.update(unsent)
        return unsent
      }
      guard jobs.isEmpty || again else { return nil }
      let job = PrintJobRecord(
        id: id(jobs.count), receiptNumber: number, copy: copy, reprint: jobs.count,
        store: receipt.store, lane: receipt.lane, state: .sending, time: time)
      try store.insert(job)
      return job
    }
  }

  /// Stores what became of a print job.
  public func setPrintJob(
    _ id: String, to state: PrintJobState, at time: String
  ) async throws(StoreError) {
    try await write { store in
      guard var job = try store.printJob(id) else { throw StoreError.unknownReceipt(id) }
      job.state = state
      job.time = time
      try store.update(job)
    }
  }

  /// The print jobs of a receipt in the order of storing.
  public func printJobs(receipt number: String) async throws(StoreError) -> [PrintJobRecord] {
    try await read { store in try store.printJobs(receipt: number) }
  }

  /// Print jobs of a lane that are not known to be on paper: what the cashier decides about.
  public func openPrintJobs(
    store: String, lane: String
  ) async throws(StoreError) -> [PrintJobRecord] {
    try await read { tables in
      try tables.printJobs(
        store: store, lane: lane, states: [.queued, .sending, .waiting, .failed, .unconfirmed])
    }
  }

  /// Records a card that was refused; never a bank card.
  public func record(_ refusal: RefusalEntry) async throws(StoreError) {
    try await write { store in try store.insert(refusal) }
  }

  /// Refusals of a lane on a day, oldest first.
  public func refusals(
    store: String, lane: String, on date: BusinessDate
  ) async throws(StoreError) -> [RefusalEntry] {
    try await read { tables in try tables.refusals(store: store, lane: lane, date: date) }
  }
}
