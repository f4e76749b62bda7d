import BusinessCalendar
import Loyalty
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

  /// Gathers the day from the store.
  init(shop: String, date: BusinessDate, _ tables: any StoreTransaction) throws {
    sales = try tables.sales(from: date, through: date).filter { $0.store == shop }
    returns = try tables.goodsReturns(from: date, through: date).filter {
      try tables.sale($0.saleID)?.store == shop
    }
    redemptions = try tables.redemptions(from: date, through: date).filter { $0.store == shop }
    refusals = try tables.refusals(store: shop, date: date)
    let notPaid = Set(sales.filter { $0.state != .committed }.map(\.id))
    unsigned = try tables.receipts(store: shop, date: date).filter { receipt in
      guard let state = receipt.signature, !notPaid.contains(receipt.number) else { return false }
      return SignatureState(rawValue: state)?.isMissing ?? true
    }
    jobs = try tables.printJobs(
      store: shop, states: [.sending, .waiting, .failed, .unconfirmed]
    ).filter { job in try tables.receipt(job.receiptNumber)?.date == date }
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
      rows: totals + details)
  }

  private var totals: [[Table.Cell]] {
    let paid = sales.filter { $0.state == .committed }
    let refunds = returns.reduce(Money.zero) { $0 + $1.refund }
    let due = paid.reduce(Money.zero) { $0 + $1.due }
    return [
      total(.sales, paid), total(.memberSales, paid.filter { $0.memberID != nil }),
      [
        section(.returns), .none, .none, .number(Int64(returns.count)), .money(-refunds), .none,
        .number(-returns.reduce(0) { $0 + $1.pointsReclaimed }), .none,
      ],
      [
        section(.redemptions), .none, .none, .number(Int64(redemptions.count)), .none, .none,
        .number(-redemptions.reduce(0) { $0 + $1.points }), .none,
      ],
      [section(.net), .none, .none, .none, .money(due - refunds), .none, .none, .none],
      count(.voided, sales.filter { $0.state == .void }.count),
      count(.open, sales.filter { $0.state == .hold }.count),
      count(.unsigned, unsigned.count), count(.refusals, refusals.count),
      count(.notPrinted, jobs.count),
    ]
  }

  private func total(_ name: DaySection, _ sales: [SaleRecord]) -> [Table.Cell] {
    let gross = sales.flatMap(\.lines).reduce(Money.zero) { $0 + $1.gross }
    let due = sales.reduce(Money.zero) { $0 + $1.due }
    return [
      section(name), .none, .none, .number(Int64(sales.count)), .money(due),
      .money(gross - due), .number(sales.reduce(0) { $0 + $1.pointsEarned }), .none,
    ]
  }

  private func section(_ section: DaySection) -> Table.Cell {
    .word(section.rawValue, section.sentence)
  }

  private func count(_ name: DaySection, _ count: Int) -> [Table.Cell] {
    [section(name), .none, .none, .number(Int64(count)), .none, .none, .none, .none]
  }

  private var details: [[Table.Cell]] {
    let dues = Dictionary(sales.map { ($0.id, $0.due) }) { first, _ in first }
    return unsigned.map { receipt in
      [
        section(.unsignedSlip), .text(receipt.number), .text(receipt.lane), .none,
        dues[receipt.number].map(Table.Cell.money) ?? .none, .none, .none,
        SignatureState(rawValue: receipt.signature ?? "").map { .word($0.rawValue, $0.name) }
          ?? .init(receipt.signature),
      ]
    }
      + sales.filter { $0.state == .hold }.map { sale in
        [
          section(.openSale), .text(sale.id), .text(sale.lane), .none, .money(sale.due), .none,
          .none, .word(sale.state.rawValue, sale.state.name),
        ]
      }
      + refusals.map { refusal in
        [
          section(.refusedCard), .init(refusal.maskedNumber), .text(refusal.lane), .none, .none,
          .none, .none, refusal.reasonCell,
        ]
      }
      + jobs.map { job in
        [
          section(.printJob), .text(job.id), .text(job.lane), .none, .none, .none, .none,
          .word(job.state.rawValue, job.state.name),
        ]
      }
  }
}
