import BusinessCalendar
import Loyalty
import Testing

@Suite("What holds for every return, over thousands of random ones")
struct ReturnPropertyTests {
  /// What a series of returns ends in.
  private struct Outcome: Equatable {
    var refund: Int64 = 0
    var revoked: Int64 = 0
    var taken: Int64 = 0
    var forgiven: Int64 = 0
    var owed: Int64 = 0
    var restored: Int64 = 0
    var lots: [PointLot]
  }

  private func run(
    _ rules: ReturnRules, _ committed: CommittedSale, _ requests: [ReturnRequest],
    lots: [PointLot], on date: BusinessDate
  ) throws -> Outcome {
    var outcome = Outcome(lots: lots)
    var earlier: [ReturnRequest] = []
    for request in requests {
      let result = try rules.result(
        of: committed, earlier: earlier, request: request, date: date, lots: outcome.lots)
      earlier.append(request)
      outcome.refund += result.refund.fen
      outcome.revoked += result.points.revoked
      outcome.forgiven += result.points.forgiven
      outcome.owed += result.points.owed
      outcome.restored += result.points.restored
      for use in result.points.taken {
        outcome.taken += use.points
        outcome.lots[use.lot].remaining -= use.points
      }
      // Points that come back are kept apart, since taking from them would depend on the order.
      #expect(result.points.restoredTo.reduce(0) { $0 + $1.points } == result.points.restored)
    }
    return outcome
  }

  /// Splits a total return into random parts, in random order.
  private func split(
    _ items: [ReturnItem], _ sales: inout RandomSales
  ) -> [ReturnRequest] {
    var parts: [ReturnItem] = []
    for item in items {
      var left = item.quantity.thousandths
      while left > 0 {
        let part = sales.chance(50) ? left : sales.number(1...left)
        parts.append(ReturnItem(line: item.line, quantity: Quantity(thousandths: part)))
        left -= part
      }
    }
    return sales.shuffled(parts).map { ReturnRequest(items: [$0]) }
  }

  /// The shipped programs with seeds; a failure names both.
  private static let trials = Trial.all.filter { !$0.name.contains("(") }

  @Test(
    "D4: any way of splitting the same returns ends in the same money and the same points",
    arguments: Self.trials)
  func anySplit(trial: Trial) throws {
    let program = trial.program
    var sales = RandomSales(seed: 100 + trial.seed)
    let engine = RuleEngine(program)
    let rules = ReturnRules(program)
    for _ in 0..<300 {
      let sale = sales.sale(program)
      let quote = try engine.quote(sale)
      var lots = sale.member?.lots ?? []
      let spent = LotArithmetic.take(quote.points.redeemed, from: lots, on: sale.date)
      for use in spent { lots[use.lot].remaining -= use.points }
      lots.append(
        PointLot(
          earned: sale.date, expires: program.points.expiry.lastDay(ofPointsEarned: sale.date),
          remaining: sales.number(0...(quote.points.earned + quote.points.bonus)),
          source: sale.id))
      let committed = CommittedSale(sale: sale, quote: quote, redeemedFrom: spent)
      let date = sale.date.adding(days: Int(sales.number(0...400)))
      var items: [ReturnItem] = []
      for line in sale.lines where sales.chance(60) {
        let part =
          sales.chance(50)
          ? line.quantity.thousandths : sales.number(1...line.quantity.thousandths)
        items.append(ReturnItem(line: line.id, quantity: Quantity(thousandths: part)))
      }
      guard !items.isEmpty else { continue }
      let whole = try run(
        rules, committed, [ReturnRequest(items: items)], lots: lots, on: date)
      for _ in 0..<2 {
        let parts = try run(
          rules, committed, split(items, &sales), lots: lots, on: date)
        #expect(parts == whole)
      }
      // The sale's own lot gives first: as long as something is left in it, the others are as they were.
      if whole.lots[lots.count - 1].remaining > 0 {
        #expect(whole.lots.dropLast() == lots.dropLast())
      }
      #expect(whole.refund >= 0 && whole.refund <= quote.due.fen)
      #expect(whole.revoked >= whole.taken + whole.forgiven + whole.owed)
    }
  }

  @Test(
    "Returning everything gives back exactly what was paid and leaves no points",
    arguments: Self.trials)
  func everything(trial: Trial) throws {
    let program = trial.program
    var sales = RandomSales(seed: 200 + trial.seed)
    let engine = RuleEngine(program)
    for _ in 0..<300 {
      let sale = sales.sale(program)
      let quote = try engine.quote(sale)
      let all = ReturnRequest(
        items: sale.lines.map { ReturnItem(line: $0.id, quantity: $0.quantity) })
      let result = try ReturnRules(program).result(
        of: CommittedSale(sale: sale, quote: quote), request: all, date: sale.date)
      #expect(result.refund == quote.due)
      #expect(result.points.earnedAfter == 0 && result.points.bonusAfter == 0)
      #expect(result.points.revoked == quote.points.earned + quote.points.bonus)
      #expect(result.points.restored == quote.points.redeemed)
      #expect(
        result.lines.reduce(0) { $0 + $1.moneyOff.fen }
          == quote.lines.reduce(0) { $0 + $1.moneyOff.fen })
    }
  }

  @Test(
    "S11: a part of a line comes back at its half-up share, and more of it never for less",
    arguments: Self.trials)
  func shares(trial: Trial) throws {
    let (program, rules) = (trial.program, ReturnRules(trial.program))
    let engine = RuleEngine(program)
    var sales = RandomSales(seed: 400 + trial.seed)
    for _ in 0..<200 {
      let sale = sales.sale(program)
      let committed = CommittedSale(sale: sale, quote: try engine.quote(sale))
      let index = Int(sales.number(0...Int64(sale.lines.count - 1)))
      let (line, net) = (sale.lines[index], committed.quote.lines[index].net.fen)
      let whole = line.quantity.thousandths
      var refunds: [Int64] = []
      for part in [1, (whole + 1) / 2, max(1, whole - 1), whole] {
        let result = try rules.result(
          of: committed,
          request: ReturnRequest(
            items: [ReturnItem(line: line.id, quantity: Quantity(thousandths: part))]),
          date: sale.date)
        let share = (Int128(net) * Int128(part) * 2 + Int128(whole)) / (Int128(whole) * 2)
        #expect(result.refund.fen == Int64(share), "\(part) of line \(line.id): \(sale.json)")
        #expect(result.points.earnedAfter <= committed.quote.points.earned)
        refunds.append(result.refund.fen)
      }
      #expect(refunds == refunds.sorted() && refunds.last == net)
    }
  }

  @Test("A ledger that is replayed ends where it was, whatever was taken from it")
  func ledger() throws {
    var sales = RandomSales(seed: 300)
    let reason = EarningReason(
      basis: .zero, rules: [], program: ProgramVersion(id: "p", version: "1"))
    for _ in 0..<100 {
      var ledger = PointsLedger()
      var date = day("2026-01-01")
      for step in 0..<60 {
        date = date.adding(days: Int(sales.number(0...20)))
        if sales.chance(50) {
          try ledger.append(
            LedgerEntry(
              date: date,
              change: .earned(
                lot: "S\(step)", points: sales.number(1...500), expires: date.endOfYear,
                pending: false, why: reason), cause: "S\(step)"))
        } else {
          let before = ledger.balance(on: date)
          let wanted = sales.number(0...600)
          let uses = LotArithmetic.take(wanted, from: ledger.lots, on: date)
          for use in uses {
            guard let lot = ledger.lots[use.lot].source else { continue }
            try ledger.append(
              LedgerEntry(
                date: date, change: .used(lot: lot, points: use.points), cause: "R\(step)"))
          }
          #expect(ledger.balance(on: date) == max(0, before - wanted))
        }
      }
      #expect(try PointsLedger(replaying: ledger.entries) == ledger)
    }
  }
}
