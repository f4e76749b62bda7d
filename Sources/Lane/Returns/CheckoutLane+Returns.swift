public import BusinessCalendar
public import Loyalty
public import MemberStore
public import Receipts

/// Goods that came back, with the refund slip.
public struct ReturnOutcome: Sendable {
  /// The return as stored.
  public var record: ReturnRecord
  /// The refund slip; its copies are ``slips``.
  public var receipt: Receipt
  /// Every copy with what became of it on paper.
  public var slips: [SlipCopy]
  /// Slips of earlier business that had waited for the printer and were printed after these.
  public var caughtUp: [SlipCopy] = []
  /// What had happened already when it was entered; `nil` where it came in time, and for a repeated answer.
  public var late: LateEntry?
  /// Whether it was booked before this call: nothing was refunded twice.
  public var isRepeated = false
}

extension CheckoutLane {
  /// Takes goods back: refunds their frozen shares and counts the points anew on what is left of the sale.
  ///
  /// The program version of the sale decides, not today's. The same id again answers with what is stored,
  /// whatever day it is by then; the same id with another wish (sale, lines, tender) is a conflict. The return
  /// and its slip are booked in one step.
  ///
  /// - Parameters:
  ///   - id: the return's own id, made by the lane.
  ///   - saleID: the sale whose goods come back.
  ///   - request: which lines, and how much of each.
  ///   - date: the business date; today on the lane's clock unless given.
  ///   - cashier: the cashier's id.
  ///   - tender: how the refund is paid out.
  /// - Throws: ``MemberStore/StoreError``, ``Loyalty/ReturnError``, ``LaneError``.
  public func takeBack(
    id: String, sale saleID: String, _ request: ReturnRequest, on date: BusinessDate? = nil,
    cashier: String? = nil, tender: Tender.Kind = .cash
  ) async throws -> ReturnOutcome {
    let now = clock.now()
    let date = date ?? now.date
    let content = Self.content(request, sale: saleID, tender: tender)
    if let stored = try await store.goodsReturn(id) {
      guard Self.wish(stored.content) == content else { throw StoreError.idConflict(id) }
      return try await repeated(stored, cashier: cashier, tender: tender, time: now)
    }
    try LaneError.checkName(id)
    guard let record = try await store.sale(saleID) else {
      throw StoreError.unknownSale(saleID)
    }
    guard record.state == .committed else { throw StoreError.saleNotCommitted(saleID) }
    try await check(date)
    guard let program = programs.first(where: { $0.identity == record.program }) else {
      throw LaneError.unknownProgram(record.program)
    }
    try program.check(tender: tender.rawValue)
    let late = try await lateEntry(on: date, of: record.memberID)
    for _ in 1...Self.attempts {
      let earlier = try await store.goodsReturns(ofSale: saleID)
      let result = try await result(
        of: record, earlier: earlier, request: request, date: date, program: program)
      if tender == .prepaid {
        let back = try await store.prepaidSpent(on: saleID)
        guard result.refund <= back else {
          throw LaneError.refundTender(result.refund, prepaid: back)
        }
      }
      do {
        let booked = try await store.book(
          ReturnRecord(
            id: id, saleID: saleID, lane: configuration.lane, date: date, content: content,
            lines: result.lines.map {
              RefundedLine(lineID: $0.id, quantity: $0.quantity, refund: $0.refund)
            },
            refund: result.refund, pointsReclaimed: result.points.revoked,
            pointsRestored: result.points.restored, bookedAt: now.stamp),
          after: earlier.count, shortfall: program.points.afterReturn,
          keepsReferral: program.keepsReferral(result), queue: copies(of: id),
          intoClosedDay: acceptsEarlierDate
        ) { [self] booked, account in
          try slip(
            of: booked, sale: record, account: account, cashier: cashier, tender: tender, time: now)
        }
        acceptsEarlierDate = false
        var outcome = try await outcome(of: booked)
        outcome.late = late
        return outcome
      } catch let error as StoreError where error.kind == .saleChanged {
        // Goods of it were taken back elsewhere in between: counted anew on what is left.
        continue
      }
    }
    throw LaneError.accountBusy
  }

  /// The answer that a return had when it was booked.
  private func repeated(
    _ record: ReturnRecord, cashier: String?, tender: Tender.Kind, time: LaneTime
  ) async throws -> ReturnOutcome {
    if try await store.receipt(record.id) == nil {
      // A version that booked the slip apart was cut off in between.
      guard let sale = try await store.sale(record.saleID) else {
        throw StoreError.unknownSale(record.saleID)
      }
      var account: MemberAccount?
      if let id = sale.memberID { account = try await store.account(of: id, on: record.date) }
      _ = try await store.add(
        try slip(
          of: record, sale: sale, account: account, cashier: cashier, tender: tender, time: time))
    }
    var outcome = try await outcome(of: record)
    outcome.isRepeated = true
    return outcome
  }

  /// Prints the slip of a booked return.
  private func outcome(of record: ReturnRecord) async throws -> ReturnOutcome {
    let printed = try await printCopies(ofStored: record.id)
    return ReturnOutcome(
      record: record, receipt: printed.receipt, slips: printed.slips, caughtUp: printed.caughtUp)
  }

  private func result(
    of record: SaleRecord, earlier: [ReturnRecord], request: ReturnRequest, date: BusinessDate,
    program: LoyaltyProgram
  ) async throws -> ReturnResult {
    var lots: [PointLot] = []
    var registration = RegistrationStatus.registered
    if let memberID = record.memberID,
      let account = try await store.account(of: memberID, on: date)
    {
      lots = account.snapshot.lots
      registration = RegistrationStatus(
        of: account.snapshot, on: date, rule: program.registration)
    }
    return try ReturnRules(program).result(
      of: record.committed(),
      earlier: earlier.map { entry in
        ReturnRequest(
          items: entry.lines.map { ReturnItem(line: $0.lineID, quantity: $0.quantity) })
      }, request: request, date: date, lots: lots, registration: registration)
  }

  /// Composes the refund slip of a booked return.
  private nonisolated func slip(
    of record: ReturnRecord, sale: SaleRecord, account: MemberAccount?, cashier: String?,
    tender: Tender.Kind, time: LaneTime
  ) throws -> ReceiptRecord {
    var refund = SlipRefund(
      originalNumber: sale.id, originalDate: sale.date,
      lines: record.lines.compactMap { entry in
        sale.lines.first { $0.id == entry.lineID }.map { line in
          SlipRefund.Line(
            name: line.name, quantity: entry.quantity, unitPrice: line.unitPrice,
            gross: line.gross(of: entry.quantity), refund: entry.refund)
        }
      }, amount: record.refund)
    if let account {
      if let name = account.member.familyName {
        refund.greeting = name + (account.member.title ?? "")
      }
      refund.points = SlipRefund.Points(
        taken: record.pointsTaken,
        givenBack: record.pointsRestored, balance: account.balance)
    }
    let composed = Slip.compose(
      refund: refund, card: nil,
      header: SlipHeader(
        storeName: configuration.storeName, lane: configuration.lane, receiptNumber: record.id,
        date: record.date, time: time.wallClock, cashier: cashier,
        subtitle: configuration.slipSubtitle, footer: configuration.slipFooter),
      tenders: Self.tenders(of: record, paidOutAs: tender),
      language: configuration.language)
    return try stored(composed, on: record.date)
  }

  /// How a refund is paid out: what the card had paid goes back onto it, the rest as asked for.
  private static func tenders(
    of record: ReturnRecord, paidOutAs tender: Tender.Kind
  ) -> [Tender] {
    [
      Tender(.prepaid, record.prepaidRestored),
      Tender(tender, record.refund - record.prepaidRestored),
    ].filter { $0.amount > .zero }
  }

  /// What the cashier asks for: the sale, the lines, how it is paid out. The day is no part of it.
  private static func content(
    _ request: ReturnRequest, sale: String, tender: Tender.Kind
  ) -> String {
    let items = request.items.map { "\($0.line) \($0.quantity)" }.joined(separator: ",")
    return "\(sale)\n\(items)\n\(tender.rawValue)"
  }

  /// The wish in a stored content; earlier versions wrote the day into its second line.
  private static func wish(_ content: String) -> String {
    var lines = content.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.count == 4, BusinessDate(String(lines[1])) != nil { lines.remove(at: 1) }
    return lines.joined(separator: "\n")
  }
}

extension FrozenLine {
  /// The list price of a part of the line, rounded half-up.
  fileprivate func gross(of part: Quantity) -> Money {
    guard part != quantity, quantity.thousandths > 0 else { return gross }
    let (product, overflow) = unitPrice.fen.multipliedReportingOverflow(by: part.thousandths)
    return overflow ? gross : Money(fen: (product + 500) / 1000)
  }
}
