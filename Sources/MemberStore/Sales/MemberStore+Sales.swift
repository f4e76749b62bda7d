public import BusinessCalendar
public import Loyalty

extension MemberStore {
  /// Freezes a sale and reserves the points that are spent on it.
  ///
  /// Everything that the sale will need is stored in one step, its receipt included, so that nothing has
  /// to be worked out again after a crash. The same id with the same content answers with what is stored,
  /// in whatever state it is by now; the id of a sale that was given up may be used again.
  ///
  /// - Parameters:
  ///   - sale: the frozen sale.
  ///   - receipt: its composed slip.
  ///   - revision: the revision of the account that the quote was made from; `nil` skips the check.
  /// - Throws: `idConflict`, `unknownMember`, `memberChanged`, `notEnoughPoints`, `notEnoughPrepaid`,
  ///   `prepaidLimit`, `feePaid`, `giftClaimed`,
  ///   `redemptionCap`.
  public func hold(
    _ sale: SaleRecord, receipt: ReceiptRecord? = nil, revision: Int64? = nil
  ) async throws(StoreError) -> SaleRecord {
    try await write { store in
      if let stored = try store.sale(sale.id) {
        if stored.state != .void {
          guard stored.content == sale.content else { throw StoreError.idConflict(sale.id) }
          return stored
        }
        // Nothing of it was booked: it may be opened again.
        try store.removeSale(sale.id)
      }
      try store.requireFreeReference(sale.id)
      if let id = sale.memberID {
        guard var member = try store.member(id) else { throw StoreError.unknownMember(id) }
        if let revision, revision != member.revision { throw StoreError.memberChanged(id) }
        let effects = sale.effects
        try store.checkRedemptionCap(sale.pointsSpent, of: id, on: sale.date)
        if let year = effects.feeYear { try store.checkFee(year: year, of: id) }
        try store.check(effects.gifts, of: id)
        if let limit = effects.prepaidLimitFen {
          try store.checkPrepaidLimit(
            Money(fen: limit), loading: Money(fen: effects.prepaidLoadedFen), of: id,
            spending: Money(fen: effects.prepaidSpentFen))
        }
        if sale.pointsSpent > 0 || effects.prepaidSpentFen > 0 {
          try store.spend(sale.pointsSpent, of: member, reference: sale.id, on: sale.date)
          try store.spendPrepaid(
            Money(fen: effects.prepaidSpentFen), of: id, in: sale.store, reference: sale.id,
            on: sale.date)
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
  ///
  /// - Parameters:
  ///   - id: the id of the held sale.
  ///   - time: when it is booked, RFC 3339.
  ///   - raised: a level that the sale brings beside the frozen one, because its period was decided while
  ///     it waited (rule C1).
  ///   - payments: how it was paid, where that is only known now; none leaves what was said with the hold.
  ///   - slip: its slip with what was paid.
  ///   - copies: the copies of its slip that are to be printed.
  ///   - isLetIn: whether a supervisor lets it into a day that was closed.
  /// - Throws: `unknownSale`, `saleVoided`, `idConflict` for one that was booked with other payments, `dayClosed`.
  public func commit(
    sale id: String, at time: String, raisingTo raised: String? = nil,
    paidBy payments: [SaleEffects.Payment] = [], slip: ReceiptRecord? = nil,
    queue copies: [QueuedCopy] = [], intoClosedDay isLetIn: Bool = false
  ) async throws(StoreError) -> SaleRecord {
    try await write { store in
      guard var sale = try store.sale(id) else { throw StoreError.unknownSale(id) }
      switch sale.state {
      case .committed:
        guard payments.isEmpty || payments == sale.effects.payments else {
          throw StoreError.idConflict(id)
        }
        return sale
      case .void: throw StoreError.saleVoided(id)
      case .hold: break
      }
      try store.requireOpen(sale.date, store: sale.store, orLetIn: isLetIn)
      if let memberID = sale.memberID {
        guard var member = try store.member(memberID) else {
          throw StoreError.unknownMember(memberID)
        }
        try store.earn(sale.earnings, member: memberID, reference: id)
        try store.settleDebts(of: member, reference: id, on: sale.date)
        let (sum, overflow) = member.accumulatedPoints.addingReportingOverflow(sale.pointsEarned)
        guard !overflow else { throw StoreError.amountTooLarge }
        member.accumulatedPoints = sum
        if let level = raised ?? sale.newLevel { member.level = level }
        member.lastPurchase = max(member.lastPurchase ?? sale.date, sale.date)
        try store.book(sale.effects, of: sale, member: &member)
        member.revision += 1
        try store.update(member)
      }
      if !payments.isEmpty {
        sale.effects.payments = payments
        try store.setEffects(sale.effects, ofSale: id)
        if let slip { try store.update(slip) }
      }
      try store.raiseBusinessDate(to: sale.date, store: sale.store)
      try store.setState(ofSale: id, to: .committed, at: time)
      try store.queue(copies, of: id, at: time)
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
    try await giveUp(sale: id, at: time).record
  }

  /// ``void(sale:at:)``, and whether the sale had been given up before; both are seen in one transaction.
  ///
  /// - Throws: `unknownSale`, `saleCommitted`.
  package func giveUp(
    sale id: String, at time: String
  ) async throws(StoreError) -> SaleAnswer {
    try await write { store in
      guard var sale = try store.sale(id) else { throw StoreError.unknownSale(id) }
      switch sale.state {
      case .void: return SaleAnswer(sale, isRepeated: true)
      case .committed: throw StoreError.saleCommitted(id)
      case .hold: break
      }
      try store.giveBack(sale.pointsSpent, spentOn: sale, as: .released, reference: id)
      if let memberID = sale.memberID, let member = try store.member(memberID) {
        try store.settleDebts(of: member, reference: id, on: sale.date)
      }
      try store.giveBackPrepaid(
        Money(fen: sale.effects.prepaidSpentFen), spentOn: sale, as: .released,
        in: sale.store, reference: id, on: sale.date)
      try store.setState(ofSale: id, to: .void, at: time)
      sale.state = .void
      sale.closedAt = time
      return SaleAnswer(sale, isRepeated: false)
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
  /// Books what a committed sale does beside its points.
  func book(_ effects: SaleEffects, of sale: SaleRecord, member: inout Member) throws {
    try loadPrepaid(
      Money(fen: effects.prepaidLoadedFen), of: member.id, in: sale.store, reference: sale.id,
      on: sale.date)
    if let year = effects.feeYear {
      try payFee(year: year, of: &member, reference: sale.id, on: sale.date)
    }
    for gift in effects.gifts {
      guard let rule = RuleID(gift.rule) else { continue }
      let claim = GiftClaim(
        memberID: member.id, rule: rule, period: gift.period, reference: sale.id,
        date: sale.date)
      // Handed out elsewhere since the sale was held: once is enough.
      let isClaimed = try giftClaims(of: member.id)
        .contains { $0.rule == claim.rule && $0.period == claim.period }
      if !isClaimed { try insert(claim) }
    }
    if let referral = effects.referral { try credit(referral, for: sale, buyer: &member) }
  }

  /// Refuses a gift that was handed out before, or that another till is just handing out.
  func check(_ gifts: [SaleEffects.Gift], of member: String) throws {
    guard !gifts.isEmpty else { return }
    let claims = try giftClaims(of: member)
    let open = try openSales(of: member)
    for gift in gifts {
      let earlier = claims.first { $0.rule.description == gift.rule && $0.period == gift.period }
      if let earlier { throw StoreError.giftClaimed(earlier) }
      if let other = open.first(where: { $0.effects.gifts.contains(gift) }),
        let rule = RuleID(gift.rule)
      {
        throw StoreError.giftClaimed(
          GiftClaim(
            memberID: member, rule: rule, period: gift.period, reference: other.id,
            date: other.date))
      }
    }
  }

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
    // What came back before is not given twice.
    var lots: [LedgerLot] = []
    var taken: [LotUse] = []
    var before: Int64 = 0
    let references = try [sale.id] + goodsReturns(ofSale: sale.id).map(\.id)
    for use in try references.flatMap({ try uses(reference: $0) }) {
      if use.reason == .redeemed, let lot = try lot(use.lotID) {
        taken.append(LotUse(lot: lots.count, points: use.points))
        lots.append(lot)
      } else if use.reason == .restored || use.reason == .released {
        before -= use.points
      }
    }
    let plan = LotArithmetic.giveBack(points, of: taken, after: before)
    guard plan.reduce(0, { $0 + $1.points }) == points else {
      throw StoreError.returnTooLarge(line: sale.id, left: Quantity(0))
    }
    try book(
      plan.map { (lots[$0.lot], -$0.points) }, as: reason, reference: reference, on: date)
  }

  /// One id names one thing: sales, returns and redemptions share their ids.
  func requireFreeReference(_ id: String) throws {
    let isTaken =
      try sale(id) != nil || goodsReturn(id) != nil || redemption(id) != nil
    if isTaken { throw StoreError.idConflict(id) }
  }
}
