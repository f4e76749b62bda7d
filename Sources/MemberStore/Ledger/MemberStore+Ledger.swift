extension MemberStore {
  /// Every lot and every use of a member's points: what an auditor reads.
  public func ledger(
    of member: String
  ) async throws(StoreError) -> (lots: [LedgerLot], uses: [LedgerUse]) {
    let page = try await read { store in
      LedgerPage(
        lots: try store.lots(of: member, validOn: nil).sorted {
          $0.earning.earned < $1.earning.earned
        },
        uses: try store.uses(of: member))
    }
    return (page.lots, page.uses)
  }
}

/// A member's ledger, carried out of a transaction.
private struct LedgerPage: Sendable {
  let lots: [LedgerLot]
  let uses: [LedgerUse]
}
