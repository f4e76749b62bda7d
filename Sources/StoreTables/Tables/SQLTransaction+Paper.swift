package import BusinessCalendar
package import MemberStore

extension SQLTransaction {
  package func receipt(_ number: String) throws -> ReceiptRecord? {
    try first("SELECT * FROM receipts WHERE number = ?", [number], Self.receipt)
  }

  package func receipts(store: String, date: BusinessDate) throws -> [ReceiptRecord] {
    try all(
      "SELECT * FROM receipts WHERE store = ? AND business_date = ? ORDER BY number",
      [store, date.description], Self.receipt)
  }

  package func insert(_ receipt: ReceiptRecord) throws {
    try run(
      """
      INSERT INTO receipts (number, store, lane, business_date, content, signature, signed_hash)
      VALUES (?,?,?,?,?,?,?)
      """,
      [
        receipt.number, receipt.store, receipt.lane, receipt.date.description, receipt.content,
        receipt.signature, receipt.signedHash,
      ])
  }

  package func update(_ receipt: ReceiptRecord) throws {
    try run(
      "UPDATE receipts SET content = ?, signature = ?, signed_hash = ? WHERE number = ?",
      [receipt.content, receipt.signature, receipt.signedHash, receipt.number])
  }

  static func receipt(_ row: Row) throws -> ReceiptRecord {
    try ReceiptRecord(
      number: row.value("number"), store: row.value("store"), lane: row.value("lane"),
      date: row.date("business_date"), content: row.value("content"),
      signature: row.value("signature"), signedHash: row.value("signed_hash"))
  }

  package func printJob(_ id: String) throws -> PrintJobRecord? {
    try first("SELECT * FROM print_jobs WHERE id = ?", [id], Self.printJob)
  }

  package func printJobs(receipt number: String) throws -> [PrintJobRecord] {
    try all(
      "SELECT * FROM print_jobs WHERE receipt_number = ? ORDER BY position", [number],
      Self.printJob)
  }

  package func printJobs(
    store: String, lane: String, states: [PrintJobState]
  ) throws -> [PrintJobRecord] {
    let marks = states.map { _ in "?" }.joined(separator: ",")
    return try all(
      """
      SELECT * FROM print_jobs WHERE store = ? AND lane = ? AND state IN (\(marks))
      ORDER BY position
      """, SQLArguments([store, lane] + states.map(\.rawValue)), Self.printJob)
  }

  package func insert(_ job: PrintJobRecord) throws {
    try run(
      """
      INSERT INTO print_jobs (id, receipt_number, copy, reprint, store, lane, state, reached_at)
      VALUES (?,?,?,?,?,?,?,?)
      """,
      [
        job.id, job.receiptNumber, job.copy, job.reprint, job.store, job.lane,
        job.state.rawValue, job.time,
      ])
  }

  package func update(_ job: PrintJobRecord) throws {
    try run(
      "UPDATE print_jobs SET state = ?, reached_at = ? WHERE id = ?",
      [job.state.rawValue, job.time, job.id])
  }

  static func printJob(_ row: Row) throws -> PrintJobRecord {
    try PrintJobRecord(
      id: row.value("id"), receiptNumber: row.value("receipt_number"), copy: row.value("copy"),
      reprint: row.value("reprint"), store: row.value("store"), lane: row.value("lane"),
      state: PrintJobState(rawValue: row.value("state")), time: row.value("reached_at"))
  }

  package func insert(_ refusal: RefusalEntry) throws {
    try run(
      """
      INSERT INTO refusals (masked_number, reason, store, lane, business_date, refused_at,
        detail, instant) VALUES (?,?,?,?,?,?,?,?)
      """,
      [
        refusal.maskedNumber, refusal.reason, refusal.store, refusal.lane,
        refusal.date.description, refusal.time, refusal.detail, refusal.instant,
      ])
  }

  package func refusals(store: String, lane: String, date: BusinessDate) throws -> [RefusalEntry] {
    try all(
      """
      SELECT * FROM refusals WHERE store = ? AND lane = ? AND business_date = ?
      ORDER BY position
      """, [store, lane, date.description], Self.refusal)
  }

  static func refusal(_ row: Row) throws -> RefusalEntry {
    try RefusalEntry(
      maskedNumber: row.value("masked_number"), reason: row.value("reason"),
      store: row.value("store"),
      lane: row.value("lane"), date: row.date("business_date"), time: row.value("refused_at"),
      detail: row.value("detail"))
  }
}
