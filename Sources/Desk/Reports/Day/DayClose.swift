import BusinessCalendar
package import Loyalty
import MemberStore
import Receipts

/// One day of one shop.
struct DayClose {
  private let sales: [SaleRecord]
  private let returns: [ReturnRecord]
  private let redemptions: [RedemptionRecord]
  private let unsigned: [ReceiptRecord]
  private let refusals: [RefusalEntry]
  private let jobs: [PrintJobRecord]
  private let drawer: Drawer?
  private let closed: ClosedDay?

  /// Gathers the day from the store.
  init(shop: String, date: BusinessDate, drawer: Drawer?, _ tables: any StoreTransaction) throws {
    self.drawer = drawer
    closed = try tables.closedDay(store: shop, date: date)
    sales = try tables.sales(from: date, through: date).filter { $0.store == shop }
    let returns = try tables.goodsReturns(from: date, through: date)
    let returned = try tables.sales(returns.map(\.saleID))
    self.returns = returns.filter { returned[$0.saleID]?.store == shop }
    redemptions = try tables.redemptions(from: date, through: date).filter { $0.store == shop }
    refusals = try tables.refusals(store: shop, date: date)
    let notPaid = Set(sales.filter { $0.state != .committed }.map(\.id))
    unsigned = try tables.receipts(store: shop, date: date).filter { receipt in
      guard let state = receipt.signature, !notPaid.contains(receipt.number) else { return false }
      return SignatureState(rawValue: state)?.isMissing ?? true
    }
    let jobs = try tables.printJobs(
      store: shop, states: [.sending, .waiting, .failed, .unconfirmed])
    let printed = try tables.receipts(jobs.map(\.receiptNumber))
    self.jobs = jobs.filter { printed[$0.receiptNumber]?.date == date }
  }

  /// Totals first, then everything that somebody has to look at.
  func table() -> Table {
    Table(
      columns: [
        .init("section", "项目", "項目", "What"), .init("reference", "单号", "單號", "Reference"),
        .init("lane", "款台", "款台", "Lane"), .init("count", "数量", "數量", "Count"),
        .init("amount", "金额", "金額", "Amount"), .init("discount", "优惠", "優惠", "Discount"),
        .init("points", "积分", "積分", "Points"), .init("state", "状态", "狀態", "State"),
      ],
      rows: totals + closing + byTender + byCashier + byLane + drawerRows + details)
  }

  private var paid: [SaleRecord] { sales.filter { $0.state == .committed } }

  private var totals: [[Table.Cell]] {
    let refunds = returns.reduce(Money.zero) { $0 + $1.refund }
    let due = paid.reduce(Money.zero) { $0 + $1.due }
    let open = sales.filter { $0.state == .hold }.count
    return [
      total(.sales, paid), total(.memberSales, paid.filter { $0.memberID != nil }),
      row(
        .returns, count: returns.count, amount: -refunds,
        points: -returns.reduce(0) { $0 + $1.pointsReclaimed }),
      row(
        .redemptions, count: redemptions.count, points: -redemptions.reduce(0) { $0 + $1.points }),
      row(.net, amount: due - refunds),
      row(.voided, count: sales.filter { $0.state == .void }.count),
      row(.open, count: open), row(.unsigned, count: unsigned.count),
      row(.refusals, count: refusals.count), row(.notPrinted, count: jobs.count),
      row(.missing, count: open + unsigned.count + jobs.count),
    ]
  }

  /// What is written down of the day when it is closed.
  var figures: DayFigures {
    DayFigures(
      sales: paid.count, returns: returns.count, redemptions: redemptions.count,
      netFen: paid.reduce(0) { $0 + $1.due.fen } - returns.reduce(0) { $0 + $1.refund.fen })
  }

  /// Who has closed the day and on what; and what a supervisor has let in since, so that both add up.
  private var closing: [[Table.Cell]] {
    guard let closed, let then = DayFigures(closed.content) else { return [] }
    let since = figures - then
    return [
      row(
        .closed, reference: .text(closed.who), count: then.sales, amount: Money(fen: then.netFen),
        state: .text(closed.time)),
      row(.afterClose, count: since.entries, amount: Money(fen: since.netFen)),
    ]
  }

  /// What came in by each way of paying, less what went out by it.
  private var takings: DayTakings { DayTakings(paid: paid, returns: returns) }

  private var byTender: [[Table.Cell]] {
    takings.tenders.map { entry in
      row(
        .tender, reference: .word(entry.kind.rawValue, DayTakings.name(of: entry.kind)),
        count: entry.sales, amount: entry.amount)
    }
  }

  private var byCashier: [[Table.Cell]] {
    Dictionary(grouping: paid) { $0.cashier ?? "" }.sorted { $0.key < $1.key }
      .map { cashier, sales in
        total(.cashier, sales, reference: cashier.isEmpty ? .none : .text(cashier))
      }
  }

  private var byLane: [[Table.Cell]] {
    let sold = Dictionary(grouping: paid, by: \.lane)
    let back = Dictionary(grouping: returns, by: \.lane)
    return Set(sold.keys).union(back.keys).sorted().map { lane in
      let amount =
        (sold[lane] ?? []).reduce(Money.zero) { $0 + $1.due }
        - (back[lane] ?? []).reduce(Money.zero) { $0 + $1.refund }
      return row(.lane, lane: .text(lane), count: sold[lane]?.count ?? 0, amount: amount)
    }
  }

  private var drawerRows: [[Table.Cell]] {
    guard let drawer else { return [] }
    let expected = drawer.float + takings.cash
    return [
      row(.drawerExpected, amount: expected), row(.drawerCounted, amount: drawer.counted),
      row(.drawerDifference, amount: drawer.counted - expected),
    ]
  }

  private var details: [[Table.Cell]] {
    let dues = Dictionary(sales.map { ($0.id, $0.due) }) { first, _ in first }
    return unsigned.map { receipt in
      row(
        .unsignedSlip, reference: .text(receipt.number), lane: .text(receipt.lane),
        amount: dues[receipt.number],
        state: receipt.signature.map { name in
          SignatureState(rawValue: name).map { .word(name, $0.name) } ?? .text(name)
        } ?? .none)
    }
      + sales.filter { $0.state == .hold }.map { sale in
        row(
          .openSale, reference: .text(sale.id), lane: .text(sale.lane), amount: sale.due,
          state: .word(sale.state.rawValue, sale.state.name))
      }
      + refusals.map { refusal in
        row(
          .refusedCard, reference: .init(refusal.maskedNumber), lane: .text(refusal.lane),
          state: refusal.reasonCell)
      }
      + jobs.map { job in
        row(
          .printJob, reference: .text(job.id), lane: .text(job.lane),
          state: .word(job.state.rawValue, job.state.name))
      }
  }

  private func total(
    _ section: DaySection, _ sales: [SaleRecord], reference: Table.Cell = .none
  ) -> [Table.Cell] {
    let gross = sales.flatMap(\.lines).reduce(Money.zero) { $0 + $1.gross }
    let due = sales.reduce(Money.zero) { $0 + $1.due }
    return row(
      section, reference: reference, count: sales.count, amount: due, discount: gross - due,
      points: sales.reduce(0) { $0 + $1.pointsEarned })
  }

  private func row(
    _ section: DaySection, reference: Table.Cell = .none, lane: Table.Cell = .none,
    count: Int? = nil, amount: Money? = nil, discount: Money? = nil, points: Int64? = nil,
    state: Table.Cell = .none
  ) -> [Table.Cell] {
    [
      .word(section.rawValue, section.sentence), reference, lane,
      count.map { .number(Int64($0)) } ?? .none, amount.map { .money($0) } ?? .none,
      discount.map { .money($0) } ?? .none, points.map { .number($0) } ?? .none, state,
    ]
  }
}

/// A drawer that was counted at the end of the day.
package struct Drawer: Sendable, Hashable {
  /// What lies in it.
  package let counted: Money
  /// What lay in it in the morning.
  package let float: Money

  package init(counted: Money, float: Money = .zero) {
    self.counted = counted
    self.float = float
  }
}
