public import BusinessCalendar
public import Loyalty

extension MemberStore {
  /// Freezes a sale and reserves the points that are spent on it.
  ///
  /// Everything that the sale will need is stored in one step, its receipt included, so that nothing has
  /// to be worked out again after a crash. The same id with the same content answers with what is stored,
  /// in whatever state it is by now.
  ///
  /// - Parameters:
  ///   - sale: the frozen sale.
  ///   - receipt: its composed slip.
  ///   - revision: the revision of the account that the quote was made from; `nil` skips the check.
  /// - Throws: `idConflict`, `unknownMember`, `memberChanged`, `notEnoughPoints`.
  public func hold(
    _ sale: SaleRecord, receipt: ReceiptRecord? = nil, revision: Int64? = nil
  ) async throws(StoreError) -> SaleRecord {
    try await write { store in
      if let stored = try store.sale(sale.id) {
        guard stored.content == sale.content else { throw StoreError.idConflict(sale.id) }
        return stored
      }
      try store.requireFreeReference(sale.id)
      if let id = sale.memberID {
        guard var member = try store.member(id) else { throw StoreError.unknownMember(id) }
        if let revision, revision != member.revision { throw StoreError.memberChanged(id) }
        if sale.pointsSpent > 0 {
          try store.spend(sale.pointsSpent, of: member, reference: sale.id, on: sale.date)
          member.revision += 1
          try store.update(member)
        }
      }
      try store.insert(sale)
      if let receipt { try store.insert(receipt) }
      return sale
    }
  }

  /// Books a held sale as paid: its points count from now on.
  ///
  /// Committing again answers with what is stored.
  /// - Throws: `unknownSale`, `saleVoided`.
  public func commit(sale id: String, at time: String) async throws(StoreError) -> SaleRecord {
    try await write { store in
      guard var sale = try store.sale(id) else { throw StoreError.unknownSale(id) }
      switch sale.state {
      case .committed: return sale
      case .void: throw StoreError.saleVoided(id)
      case .hold: break
      }
      if let memberID = sale.memberID {
        guard var member = try store.member(memberID) else {
          throw StoreError.unknownMember(memberID)
        }
        try store.earn(sale.earnings, member: memberID, reference: id)
        let (sum, overflow) = member.accumulatedPoints.addingReportingOverflow(sale.pointsEarned)
        guard !overflow else { throw StoreError.amountTooLarge }
        member.accumulatedPoints = sum
        if let level = sale.newLevel { member.level = level }
        member.lastPurchase = max(member.lastPurchase ?? sale.date, sale.date)
        member.revision += 1
        try store.update(member)
      }
      try store.raiseBusinessDate(to: sale.date, store: sale.store)
      try store.setState(ofSale: id, to: .committed, at: time)
      sale.state = .committed
      sale.closedAt = time
      return sale
    }
  }

  /// Gives up a held sale; the points that were reserved go back into their lots.
  ///
  /// Voiding again answers with what is stored.
  /// - Throws: `unknownSale`, `saleCommitted`.
  public func void(sale id: String, at time: String) async throws(StoreError) -> SaleRecord {
    try await write { store in
      guard var sale = try store.sale(id) else { throw StoreError.unknownSale(id) }
      switch sale.state {
      case .void: return sale
      case .committed: throw StoreError.saleCommitted(id)
      case .hold: break
      }
      try store.giveBack(sale.pointsSpent, spentOn: sale, as: .released, reference: id)
      try store.setState(ofSale: id, to: .void, at: time)
      sale.state = .void
      sale.closedAt = time
      return sale
    }
  }

  /// The sale with an id, or `nil`.
  public func sale(_ id: String) async throws(StoreError) -> SaleRecord? {
    try await read { store in try store.sale(id) }
  }

  /// Sales of a lane that were held and neither committed nor voided: what a crash leaves behind.
  public func openSales(store: String, lane: String) async throws(StoreError) -> [SaleRecord] {
    try await read { tables in try tables.openSales(store: store, lane: lane) }
  }

  /// What a member paid between two days, both included, by day: for the rules on joining (A4, A5, B1).
  public func purchases(
    of member: String, from: BusinessDate, through: BusinessDate
  ) async throws(StoreError) -> [Purchase] {
    try await read { store in try store.purchases(of: member, from: from, through: through) }
  }

  /// The latest business date of anything committed in a store; the clock must not run behind it.
  public func latestBusinessDate(store: String) async throws(StoreError) -> BusinessDate? {
    try await read { tables in try tables.latestBusinessDate(store: store) }
  }
}

extension StoreTransaction {
  /// Moves the high-water mark of a store's business date; never back.
  func raiseBusinessDate(to date: BusinessDate, store: String) throws {
    if let latest = try latestBusinessDate(store: store), latest >= date { return }
    try setLatestBusinessDate(date, store: store)
  }

  /// Gives points that were spent on a sale back into the lots they came from, latest expiry first.
  func giveBack(
    _ points: Int64, spentOn sale: SaleRecord, as reason: LedgerUse.Reason, reference: String
  ) throws {
    try giveBack(points, spentOn: sale, as: reason, reference: reference, on: sale.date)
  }

  /// See ``giveBack(_:spentOn:as:reference:)``; on another day than the sale's.
  func giveBack(
    _ points: Int64, spentOn sale: SaleRecord, as reason: LedgerUse.Reason, reference: String,
    on date: BusinessDate
  ) throws {
    guard points > 0 else { return }
    // The last points that were taken come back first; what came back before is not given twice.
    var taken: [String: Int64] = [:]
    var order: [String] = []
    let references = try [sale.id] + goodsReturns(ofSale: sale.id).map(\.id)
    for use in try references.flatMap({ try uses(reference: $0) })
    where use.reason == .redeemed || use.reason == .restored || use.reason == .released {
      if taken[use.lotID] == nil { order.append(use.lotID) }
      taken[use.lotID, default: 0] += use.points
    }
    var left = points
    var parts: [(lot: LedgerLot, points: Int64)] = []
    for id in order.reversed() where left > 0 {
      let part = min(left, taken[id] ?? 0)
      guard part > 0, let lot = try lot(id) else { continue }
      parts.append((lot, -part))
      left -= part
    }
    guard left == 0 else { throw StoreError.returnTooLarge(line: sale.id, left: Quantity(0)) }
    try book(parts, as: reason, reference: reference, on: date)
  }

  /// One id names one thing: sales, returns and redemptions share their ids.
  func requireFreeReference(_ id: String) throws {
    let isTaken =
      try sale(id) != nil || goodsReturn(id) != nil || redemption(id) != nil
    if isTaken { throw StoreError.idConflict(id) }
  }
}
