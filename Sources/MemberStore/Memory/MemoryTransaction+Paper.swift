import BusinessCalendar

extension MemoryTransaction {
  func receipt(_ number: String) throws -> ReceiptRecord? { tables.receipts[number] }

  func receipts(store: String, date: BusinessDate) throws -> [ReceiptRecord] {
    tables.receipts.values.filter { $0.store == store && $0.date == date }
      .sorted { $0.number < $1.number }
  }

  func insert(_ receipt: ReceiptRecord) throws {
    try require(tables.receipts[receipt.number] == nil, "receipts")
    tables.receipts[receipt.number] = receipt
  }

  func update(_ receipt: ReceiptRecord) throws {
    tables.receipts[receipt.number]?.content = receipt.content
    tables.receipts[receipt.number]?.signature = receipt.signature
    tables.receipts[receipt.number]?.signedHash = receipt.signedHash
  }

  func printJob(_ id: String) throws -> PrintJobRecord? {
    tables.printJobs.first { $0.id == id }
  }

  func printJobs(receipt number: String) throws -> [PrintJobRecord] {
    tables.printJobs.filter { $0.receiptNumber == number }
  }

  func printJobs(
    store: String, lane: String, states: [PrintJobState]
  ) throws -> [PrintJobRecord] {
    tables.printJobs.filter {
      $0.store == store && $0.lane == lane && states.contains($0.state)
    }
  }

  func insert(_ job: PrintJobRecord) throws {
    try require(
      tables.receipts[job.receiptNumber] != nil
        && !tables.printJobs.contains { $0.id == job.id }, "print_jobs")
    tables.printJobs.append(job)
  }

  func update(_ job: PrintJobRecord) throws {
    guard let index = tables.printJobs.firstIndex(where: { $0.id == job.id }) else { return }
    tables.printJobs[index].state = job.state
    tables.printJobs[index].time = job.time
  }

  func insert(_ refusal: RefusalEntry) throws { tables.refusals.append(refusal) }

  func refusals(store: String, lane: String, date: BusinessDate) throws -> [RefusalEntry] {
    tables.refusals.filter { $0.store == store && $0.lane == lane && $0.date == date }
  }
}
