extension MemberStore {
  /// Gives points for a gift; final, there is no way back (rules A21, A22, A23).
  ///
  /// The same id with the same content answers with what is stored.
  ///
  /// - Parameters:
  ///   - redemption: what is given, for what and when.
  ///   - copies: the copies of the slip that are to be printed.
  ///   - slip: composes the slip from the account afterwards; it is stored in the same step.
  /// - Throws: `idConflict`, `unknownMember`, `notEnoughPoints`, `redemptionCap`, `dayClosed`.
  public func redeem(
    _ redemption: RedemptionRecord,
    queue copies: [QueuedCopy] = [],
    slip: (@Sendable (RedemptionRecord, MemberAccount?) throws -> ReceiptRecord)? = nil
  ) async throws(StoreError) -> RedemptionRecord {
    try await write { store in
      if let stored = try store.redemption(redemption.id) {
        guard stored.content == redemption.content else {
          throw StoreError.idConflict(redemption.id)
        }
        return stored
      }
      try store.requireFreeReference(redemption.id)
      try store.requireOpen(redemption.date, store: redemption.store, orLetIn: false)
      guard var member = try store.member(redemption.memberID) else {
        throw StoreError.unknownMember(redemption.memberID)
      }
      try store.checkRedemptionCap(
        redemption.points, of: redemption.memberID, on: redemption.date)
      try store.spend(
        redemption.points, of: member, reference: redemption.id, on: redemption.date)
      member.revision += 1
      try store.update(member)
      try store.insert(redemption)
      if let slip {
        let account = try store.account(
          of: redemption.memberID, on: redemption.date, periodStart: nil)
        try store.insert(slip(redemption, account))
        try store.queue(copies, of: redemption.id, at: redemption.bookedAt)
      }
      try store.raiseBusinessDate(to: redemption.date, store: redemption.store)
      return redemption
    }
  }

  /// The redemption with an id, or `nil`.
  public func redemption(_ id: String) async throws(StoreError) -> RedemptionRecord? {
    try await read { store in try store.redemption(id) }
  }
}
