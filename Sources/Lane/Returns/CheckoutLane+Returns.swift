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
  /// What had happened already when it was entered; `nil` where it came in time, and for a repeated answer.
  public var late: LateEntry?
  /// Whether it was booked before this call: nothing was refunded twice.
  public var isRepeated = false
}

extension CheckoutLane {
  /// Takes goods back: refunds their frozen shares and counts the points anew on what is left of the sale.
  ///
  /// The program version of the sale decides, not today's. The same id again answers with what is stored;
  /// the same id with another content is a conflict.
  ///
  /// - Parameters:
  ///   - id: the return's own id, made by the lane.
  ///   - saleID: the sale whose goods come back.
  ///   - request: which lines, and how much of each.
  ///   - date: the business date; today on the lane's clock unless given.
  ///   - cashier: the cashier's id.
  ///   - tender: how the refund is paid out.
  /// - Throws: ``StoreError``, ``ReturnError``, ``LaneError``.
  public func takeBack(
    id: String, sale saleID: String, _ request: ReturnRequest, on date: BusinessDate? = nil,
    cashier: String? = nil, tender: Tender.Kind = .cash
  ) async throws -> ReturnOutcome {
    let now = clock.now()
    let date = date ?? now.date
    let content = Self.content(request, sale: saleID, date: date, tender: tender)
    if let stored = try await store.goodsReturn(id) {
      guard stored.content == content else { throw StoreError.idConflict(id) }
      var outcome = try await refund(stored, cashier: cashier, tender: tender, time: now)
      outcome.isRepeated = true
      return outcome
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
    let earlier = try await store.goodsReturns(ofSale: saleID)
    let result = try await result(
      of: record, earlier: earlier, request: request, date: date, program: program)
    if tender == .prepaid {
      let back = try await store.prepaidSpent(on: saleID)
      guard result.refund <= back else {
        throw LaneError.refundTender(result.refund, prepaid: back)
      }
    }
    let booked = try await store.book(
      ReturnRecord(
        id: id, saleID: saleID, lane: configuration.lane, date: date, content: content,
        lines: result.lines.map {
          RefundedLine(lineID: $0.id, quantity: $0.quantity, refund: $0.refund)
        },
        refund: result.refund, pointsReclaimed: result.points.revoked,
        pointsRestored: result.points.restored, bookedAt: now.stamp),
      after: earlier.count, shortfall: program.points.afterReturn,
      keepsReferral: program.keepsReferral(result))
    acceptsEarlierDate = false
    var outcome = try await refund(booked, cashier: cashier, tender: tender, time: now)
    outcome.late = late
    return outcome
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
        joined: account.member.joined, registered: account.member.registered, on: date,
        rule: program.registration)
    }
    return try ReturnRules(program).result(
      of: record.committed(),
      earlier: earlier.map { entry in
        ReturnRequest(
          items: entry.lines.map { ReturnItem(line: $0.lineID, quantity: $0.quantity) })
      }, request: request, date: date, lots: lots, registration: registration)
  }

  /// Composes, stores and prints the refund slip of a booked return.
  private func refund(
    _ record: ReturnRecord, cashier: String?, tender: Tender.Kind, time: LaneTime
  ) async throws -> ReturnOutcome {
    guard let sale = try await store.sale(record.saleID) else {
      throw StoreError.unknownSale(record.saleID)
    }
    let composed = Slip.compose(
      refund: try await slip(of: record, sale: sale), card: nil,
      header: SlipHeader(
        storeName: configuration.storeName, lane: configuration.lane, receiptNumber: record.id,
        date: record.date, time: time.wallClock, cashier: cashier,
        subtitle: configuration.slipSubtitle, footer: configuration.slipFooter),
      tenders: Self.tenders(of: record, paidOutAs: tender),
      language: configuration.language)
    let kept = try await store.add(try stored(composed, on: record.date))
    let receipt = try ReceiptDocument.decode(kept.content.utf8)
    return ReturnOutcome(
      record: record, receipt: receipt, slips: await printCopies(of: receipt))
  }

  private func slip(of record: ReturnRecord, sale: SaleRecord) async throws -> SlipRefund {
    var refund = SlipRefund(
      originalNumber: sale.id, originalDate: sale.date,
      lines: record.lines.compactMap { entry in
        sale.lines.first { $0.id == entry.lineID }.map { line in
          SlipRefund.Line(
            name: line.name, quantity: entry.quantity, unitPrice: line.unitPrice,
            gross: line.gross(of: entry.quantity), refund: entry.refund)
        }
      }, amount: record.refund)
    if let id = sale.memberID, let account = try await store.account(of: id, on: record.date) {
      if let name = account.member.familyName {
        refund.greeting = name + (account.member.title ?? "")
      }
      refund.points = SlipRefund.Points(
        taken: record.pointsTaken,
        givenBack: record.pointsRestored, balance: account.balance)
    }
    return refund
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

  private static func content(
    _ request: ReturnRequest, sale: String, date: BusinessDate, tender: Tender.Kind
  ) -> String {
    let items = request.items.map { "\($0.line) \($0.quantity)" }.joined(separator: ",")
    return "\(sale)\n\(date)\n\(items)\n\(tender.rawValue)"
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
