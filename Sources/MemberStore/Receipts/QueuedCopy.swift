/// A copy of a slip that is to be printed once what it says is booked.
///
/// It is booked with the rest, in one step: a machine that stops before the first byte was sent still knows
/// afterwards what is missing on paper.
public struct QueuedCopy: Sendable, Hashable {
  /// The print job's id, unique for ever.
  public var job: String
  /// Whose copy it is.
  public var copy: String

  /// Makes a copy that waits for its printer.
  public init(job: String, copy: String) {
    self.job = job
    self.copy = copy
  }
}

extension StoreTransaction {
  /// Stores the copies of a stored slip as print jobs that nothing was sent of, but for those that have one.
  func queue(_ copies: [QueuedCopy], of number: String, at time: String) throws {
    guard !copies.isEmpty, let receipt = try receipt(number) else { return }
    let known = Set(try printJobs(receipt: number).map(\.copy))
    for copy in copies where !known.contains(copy.copy) {
      try insert(
        PrintJobRecord(
          id: copy.job, receiptNumber: number, copy: copy.copy, reprint: 0, store: receipt.store,
          lane: receipt.lane, state: .queued, time: time))
    }
  }
}
