public import MemberStore
public import Receipts

extension CheckoutLane {
  /// What a crash or a pulled cable left behind: sales that are held and neither paid nor given up, with
  /// everything that is needed to finish them.
  ///
  /// Print jobs that were on their way become `unconfirmed`: they may or may not be on paper.
  public func recover() async throws -> [SaleRecord] {
    let jobs = try await store.openPrintJobs(
      store: configuration.store, lane: configuration.lane)
    for job in jobs where job.state == .sending {
      try await store.setPrintJob(job.id, to: .unconfirmed, at: clock.now().stamp)
    }
    return try await store.openSales(store: configuration.store, lane: configuration.lane)
  }

  /// Finishes a held sale that was paid: books it and prints what was not printed.
  ///
  /// - Parameters:
  ///   - saleID: the id of the held sale.
  ///   - tenders: how it was paid; none means what was named when it was held, or that the till has settled
  ///     the amount elsewhere. Again with other tenders is a conflict.
  /// - Throws: ``LaneError`` `tenderMismatch`, `tenderNotHeld`; ``MemberStore/StoreError``.
  public func resume(_ saleID: String, tenders: [Tender] = []) async throws -> CheckoutResult {
    try await finish(saleID, tenders: tenders)
  }

  /// Gives up a held sale that was not paid; points that were reserved go back.
  public func abandon(_ saleID: String) async throws -> SaleRecord {
    try await store.void(sale: saleID, at: clock.now().stamp)
  }
}
