import BusinessCalendar
public import Loyalty

extension MemberStore {
  /// Books goods that came back, with what that does to the points.
  ///
  /// Points that the sale no longer earns are taken from the sale's own lots first, then from the others,
  /// earliest expiry first; nothing is taken for lots that have expired. Points that were spent on the
  /// sale go back into the lots they came from, with their old expiry. The same id with the same content
  /// answers with what is stored.
  ///
  /// - Parameters:
  ///   - goodsReturn: the return as computed from the sale and its returns so far.
  ///   - earlier: how many returns of the sale it was computed from.
  ///   - shortfall: what happens when the points are spent already.
  ///   - keepsReferral: whether the member who brought the buyer keeps the credit (rule C8), as the
  ///     program sees it; `nil` asks only what is left of the goods.
  ///   - slip: composes the refund slip from what was booked and the account afterwards (`nil` without a
  ///     member); it is stored in the same step.
  ///   - copies: the copies of that slip that are to be printed.
  ///   - isLetIn: whether a supervisor lets it into a day that was closed.
  /// - Throws: `idConflict`, `unknownSale`, `saleNotCommitted`, `saleChanged`, `returnTooLarge`, `dayClosed`.
  public func book(
    _ goodsReturn: ReturnRecord, after earlier: Int, shortfall: PointsRules.ShortfallPolicy,
    keepsReferral: Bool? = nil,
    queue copies: [QueuedCopy] = [], intoClosedDay isLetIn: Bool = false,
    slip: (@Sendable (ReturnRecord, MemberAccount?) throws -> ReceiptRecord)? = nil
  ) async throws(StoreError) -> ReturnRecord {
    try await write { store in
      if let stored = try store.goodsReturn(goodsReturn.id) {
        guard stored.content == goodsReturn.content else {
          throw StoreError.idConflict(goodsReturn.id)
        }
        return stored
      }
      try store.requireFreeReference(goodsReturn.id)
      guard let sale = try store.sale(goodsReturn.saleID) else {
        throw StoreError.unknownSale(goodsReturn.saleID)
      }
      guard sale.state == .committed else { throw StoreError.saleNotCommitted(sale.id) }
      try store.requireOpen(goodsReturn.date, store: sale.store, orLetIn: isLetIn)
      let returns = try store.goodsReturns(ofSale: sale.id)
      guard returns.count == earlier else { throw StoreError.saleChanged(sale.id) }
      try sale.check(goodsReturn, after: returns)
      var booked = goodsReturn
      if let memberID = sale.memberID {
        guard var member = try store.member(memberID) else {
          throw StoreError.unknownMember(memberID)
        }
        booked.pointsForgiven = try store.reclaim(
          goodsReturn.pointsReclaimed, earnedBy: sale, member: member,
          reference: goodsReturn.id, on: goodsReturn.date, shortfall: shortfall)
        try store.giveBack(
          goodsReturn.pointsRestored, spentOn: sale, as: .restored, reference: goodsReturn.id,
          on: goodsReturn.date)
        try store.settleDebts(of: member, reference: goodsReturn.id, on: goodsReturn.date)
        member.accumulatedPoints = max(
          0, member.accumulatedPoints - goodsReturn.pointsReclaimed)
        try store.bookBack(
          &booked, of: sale, after: returns, member: &member, keepsReferral: keepsReferral)
        member.revision += 1
        try store.update(member)
      }
      try store.insert(booked)
      if let slip {
        let account = try sale.memberID.flatMap {
          try store.account(of: $0, on: booked.date, periodStart: nil)
        }
        try store.insert(slip(booked, account))
        try store.queue(copies, of: booked.id, at: booked.bookedAt)
      }
      try store.raiseBusinessDate(to: booked.date, store: sale.store)
      return booked
    }
  }

  /// The return with an id, or `nil`.
  public func goodsReturn(_ id: String) async throws(StoreError) -> ReturnRecord? {
    try await read { store in try store.goodsReturn(id) }
  }

  /// The returns of a sale in the order of booking.
  public func goodsReturns(ofSale id: String) async throws(StoreError) -> [ReturnRecord] {
    try await read { store in try store.goodsReturns(ofSale: id) }
  }
}

extension SaleRecord {
  /// How much of each line has come back, and what was refunded for it.
  public func returned(
    in returns: [ReturnRecord]
  ) -> [String: (quantity: Quantity, refund: Money)] {
    var sums: [String: (quantity: Quantity, refund: Money)] = [:]
    for entry in returns.flatMap(\.lines) {
      let before = sums[entry.lineID] ?? (Quantity(thousandths: 0), .zero)
      sums[entry.lineID] = (
        Quantity(thousandths: before.quantity.thousandths + entry.quantity.thousandths),
        before.refund + entry.refund
      )
    }
    return sums
  }

  /// Refuses a return of more than was bought, or of more money than was paid.
  func check(_ goodsReturn: ReturnRecord, after returns: [ReturnRecord]) throws {
    var sums = returned(in: returns)
    var total = Money.zero
    for entry in goodsReturn.lines {
      guard let line = lines.first(where: { $0.id == entry.lineID }) else {
        throw StoreError.unknownLine(entry.lineID, sale: id)
      }
      let before = sums[entry.lineID] ?? (Quantity(thousandths: 0), .zero)
      let left = Quantity(
        thousandths: line.quantity.thousandths - before.quantity.thousandths)
      guard entry.quantity.thousandths > 0, entry.quantity <= left,
        entry.refund.fen >= 0, entry.refund <= line.net - before.refund
      else { throw StoreError.returnTooLarge(line: line.id, left: left) }
      sums[entry.lineID] = (
        Quantity(thousandths: before.quantity.thousandths + entry.quantity.thousandths),
        before.refund + entry.refund
      )
      total += entry.refund
    }
    guard total == goodsReturn.refund else { throw StoreError.saleChanged(id) }
  }
}

extension StoreTransaction {
  /// Books what a return does beside the points: money that goes back onto the card or out of it, and a
  /// yearly fee that came back.
  func bookBack(
    _ booked: inout ReturnRecord, of sale: SaleRecord, after returns: [ReturnRecord],
    member: inout Member, keepsReferral: Bool?
  ) throws {
    func refund(_ counts: (FrozenLine) -> Bool) -> Money {
      booked.lines.reduce(.zero) { sum, entry in
        sale.lines.contains { $0.id == entry.lineID && counts($0) } ? sum + entry.refund : sum
      }
    }
    if try prepaidMovements(reference: sale.id).contains(where: { $0.kind == .loaded }) {
      booked.prepaidPaidOut = refund { $0.kind == .prepaid }
      try payOutPrepaid(
        booked.prepaidPaidOut, loadedBy: sale, in: sale.store, reference: booked.id,
        on: booked.date)
    }
    // What the card paid for goes back onto the card first: a balance is not turned into cash.
    booked.prepaidRestored = try giveBackPrepaid(
      refund { $0.kind != .prepaid }, spentOn: sale, as: .restored, in: sale.store,
      reference: booked.id, on: booked.date)
    if let year = sale.effects.feeYear, let line = sale.effects.feeLine,
      booked.lines.contains(where: { $0.lineID == line })
    {
      try returnFee(year: year, of: &member, reference: booked.id, on: booked.date)
    }
    try takeBackReferral(
      for: sale, after: returns + [booked], keeps: keepsReferral, reference: booked.id,
      on: booked.date)
  }

  /// Takes back points that a sale no longer earns; answers with what had to be forgiven.
  func reclaim(
    _ points: Int64, earnedBy sale: SaleRecord, member: Member, reference: String,
    on date: BusinessDate, shortfall: PointsRules.ShortfallPolicy
  ) throws -> Int64 {
    guard points > 0 else { return 0 }
    let lent = try lentLots(of: member, on: date)
    let own = lent.lots.indices.filter { index in
      // What waits for registration is still there; what waited in vain is gone like what expired.
      lent.lots[index].reference == sale.id && lent.lots[index].memberID == sale.memberID
        && LentLots.standing(lent.lots[index], of: member, on: date) != .dropped
    }
    let plan = LotArithmetic.reclaim(
      points, earnedBy: own, from: lent.points, on: date, policy: shortfall)
    var uses = plan.taken
    if let owed = plan.owed {
      if let index = uses.firstIndex(where: { $0.lot == owed.lot }) {
        uses[index].points += owed.points
      } else {
        uses.append(owed)
      }
    }
    try book(uses, of: lent.lots, as: .reclaimed, reference: reference, on: date)
    return plan.forgiven + plan.expired
  }
}
