public import BusinessCalendar
import Documents

/// Decides what a return gives back, by the program of its sale.
///
/// Everything is cumulative: the refund of a line is what is due for all units returned so far, less
/// what was refunded before, and points are counted anew on what is left of the sale. So any way of
/// splitting the same returns ends in the same money and the same points.
public struct ReturnRules: Sendable {
  /// The program of the sale, in the version of the sale.
  public let program: LoyaltyProgram

  /// Makes the rules of a program.
  public init(_ program: LoyaltyProgram) { self.program = program }

  /// What one return gives back.
  ///
  /// - Parameters:
  ///   - committed: the sale with its quote.
  ///   - earlier: the returns already made of it, in any order.
  ///   - request: what comes back now.
  ///   - date: the business date of the return.
  ///   - lots: the member's lots as they are now; the sale's own has the sale's id as `source`.
  ///   - registration: what the card is on that day (rule A7).
  /// - Throws: ``ReturnError``.
  public func result(
    of committed: CommittedSale, earlier: [ReturnRequest] = [], request: ReturnRequest,
    date: BusinessDate, lots: [PointLot] = [], registration: RegistrationStatus = .registered
  ) throws(ReturnError) -> ReturnResult {
    guard committed.quote.lines.map(\.id) == committed.sale.lines.map(\.id) else {
      throw ReturnError([.quoteOfAnotherSale])
    }
    let before = ReturnedSoFar(committed, earlier)
    try check(request, committed, before, date)
    let after = ReturnedSoFar(committed, earlier + [request])

    var lines: [ReturnedLine] = []
    for (index, line) in committed.sale.lines.enumerated() {
      let quantity = after.returned[index] - before.returned[index]
      guard quantity > 0 else { continue }
      lines.append(
        ReturnedLine(
          id: line.id, quantity: Quantity(thousandths: quantity),
          refund: Money(fen: after.refunded[index] - before.refunded[index]),
          moneyOff: Money(fen: after.moneyOff[index] - before.moneyOff[index])))
    }
    var points = ReturnedPoints()
    if committed.sale.member != nil {
      points = self.points(
        committed, before: before, after: after, date: date, lots: lots,
        registration: registration)
    }
    return ReturnResult(
      saleID: committed.sale.id, program: program.identity, lines: lines,
      refund: Money(fen: lines.reduce(0) { $0 + $1.refund.fen }), points: points)
  }

  private func check(
    _ request: ReturnRequest, _ committed: CommittedSale, _ before: ReturnedSoFar,
    _ date: BusinessDate
  ) throws(ReturnError) {
    var mistakes: [Mistake] = []
    let sale = committed.sale
    if request.items.isEmpty { mistakes.append(.nothingToReturn) }
    if date < sale.date {
      mistakes.append(.returnBeforeSale(date.description, sale: sale.date.description))
    }
    for (index, item) in request.items.enumerated() {
      guard let line = sale.lines.firstIndex(where: { $0.id == item.line }) else {
        mistakes.append(.unknownLine(item.line, index: index, known: sale.lines.map(\.id)))
        continue
      }
      if request.items[..<index].contains(where: { $0.line == item.line }) {
        mistakes.append(.lineTwice(item.line, index: index))
      }
      let left = sale.lines[line].quantity.thousandths - before.returned[line]
      if item.quantity.thousandths <= 0 {
        mistakes.append(.quantity(item.quantity, index: index))
      } else if item.quantity.thousandths > left {
        mistakes.append(
          .moreThanLeft(
            item.quantity, of: sale.lines[line].name, left: Quantity(thousandths: left),
            index: index))
      }
    }
    guard mistakes.isEmpty else { throw ReturnError(mistakes) }
  }

  /// The points that the sale keeps once so much has come back.
  private func kept(
    _ committed: CommittedSale, _ state: ReturnedSoFar
  ) -> (basis: Money, earned: Int64, bonus: Int64) {
    var kept: Int64 = 0
    for (index, line) in committed.sale.lines.enumerated()
    where program.points.earnedBy.contains(line.kind) {
      kept += committed.quote.lines[index].net.fen - state.refunded[index]
    }
    let frozen = PointsBasis(committed.sale, committed.quote.lines, rules: program.points)
    let basis = frozen.after(keeping: kept)
    let quote = committed.quote
    let level = program.advancement?.starts == .thisSale ? quote.level?.after : quote.level?.before
    let multiplier = level.flatMap(program.level)?.pointsMultiplier ?? 100
    let earned = min(
      quote.points.earned, program.points.earned(on: Money(fen: basis), multiplier: multiplier))
    let bonus = min(quote.points.bonus, program.points.bonus(onEarned: earned))
    return (Money(fen: basis), earned, bonus)
  }

  private func points(
    _ committed: CommittedSale, before: ReturnedSoFar, after: ReturnedSoFar, date: BusinessDate,
    lots: [PointLot], registration: RegistrationStatus
  ) -> ReturnedPoints {
    let was = kept(committed, before)
    let left = kept(committed, after)
    var points = ReturnedPoints()
    points.basisAfter = left.basis
    points.earnedAfter = left.earned
    points.bonusAfter = left.bonus
    points.revoked = was.earned + was.bonus - left.earned - left.bonus
    points.spentReduction = was.basis - left.basis
    if points.revoked > 0 {
      points.rules.append(program.points.rule)
      if was.bonus != left.bonus, let bonus = program.points.bonus {
        points.rules.append(bonus.rule)
      }
      take(&points, committed, date: date, lots: lots, registration: registration)
    }
    restore(&points, committed, before: before, after: after)
    return points
  }

  /// Takes revoked points back; nothing is taken for a lot that has expired or was dropped.
  private func take(
    _ points: inout ReturnedPoints, _ committed: CommittedSale, date: BusinessDate,
    lots: [PointLot], registration: RegistrationStatus
  ) {
    let pending = committed.quote.points.pending > 0
    if pending, registration == .discountOnly { return }
    var lots = lots
    var own = lots.indices.filter { lots[$0].source == committed.sale.id }
    if own.isEmpty {
      // A lot that is used up may be missing from the list; what it earned is known all the same.
      own = [lots.count]
      lots.append(
        PointLot(
          earned: committed.sale.date,
          expires: program.points.expiry.lastDay(ofPointsEarned: committed.sale.date),
          remaining: 0, source: committed.sale.id, pending: pending))
    }
    let plan = LotArithmetic.reclaim(
      points.revoked, earnedBy: own, from: lots, on: date, policy: program.points.afterReturn,
      pendingCounts: registration == .registered)
    points.taken = plan.taken
    points.forgiven = plan.forgiven
    points.owed = plan.owed?.points ?? 0
  }

  /// Points spent on the sale go back into their lots, the last taken first, in proportion to the
  /// money off that came back.
  private func restore(
    _ points: inout ReturnedPoints, _ committed: CommittedSale, before: ReturnedSoFar,
    after: ReturnedSoFar
  ) {
    let spent = committed.quote.points.redeemed
    let all = committed.quote.lines.reduce(Int64(0)) { $0 + $1.moneyOff.fen }
    guard spent > 0, all > 0 else { return }
    func share(_ state: ReturnedSoFar) -> Int64 {
      let part = state.moneyOff.reduce(Int64(0), +)
      return Int64(Int128(spent) * Int128(part) / Int128(all))
    }
    let from = share(before)
    let to = share(after)
    points.restored = to - from
    guard points.restored > 0 else { return }
    if let rule = program.redemption.moneyOff?.rule, !points.rules.contains(rule) {
      points.rules.append(rule)
    }
    points.restoredTo = LotArithmetic.giveBack(
      points.restored, of: committed.redeemedFrom, after: from)
  }
}

/// What has come back of a sale in total, by line index.
struct ReturnedSoFar {
  /// Thousandths returned.
  var returned: [Int64]
  /// Fen refunded.
  var refunded: [Int64]
  /// Fen that had been paid with points.
  var moneyOff: [Int64]

  init(_ committed: CommittedSale, _ requests: [ReturnRequest]) {
    let lines = committed.sale.lines
    returned = lines.map { _ in 0 }
    for request in requests {
      for item in request.items {
        guard let index = lines.firstIndex(where: { $0.id == item.line }) else { continue }
        returned[index] = min(
          returned[index].saturating(plus: item.quantity.thousandths),
          lines[index].quantity.thousandths)
      }
    }
    refunded = []
    moneyOff = []
    for (index, line) in lines.enumerated() {
      let quote = committed.quote.lines[index]
      let part = returned[index]
      refunded.append(Self.share(quote.net.fen, part, line.quantity.thousandths))
      moneyOff.append(Self.share(quote.moneyOff.fen, part, line.quantity.thousandths))
    }
  }

  /// `amount × part ÷ whole`, rounded half-up.
  private static func share(_ amount: Int64, _ part: Int64, _ whole: Int64) -> Int64 {
    guard whole > 0 else { return 0 }
    return Int64((Int128(amount) * Int128(part) * 2 + Int128(whole)) / (Int128(whole) * 2))
  }
}
