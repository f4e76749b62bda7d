import BusinessCalendar

extension MemoryTransaction {
  func members() throws -> [Member] {
    tables.members.values.sorted { $0.id < $1.id }
  }

  func sales(from: BusinessDate, through: BusinessDate) throws -> [SaleRecord] {
    tables.saleOrder.compactMap { tables.sales[$0] }
      .filter { $0.date >= from && $0.date <= through }
  }

  func goodsReturns(from: BusinessDate, through: BusinessDate) throws -> [ReturnRecord] {
    tables.returns.values.filter { $0.date >= from && $0.date <= through }
      .sorted { ($0.bookedAt, $0.id) < ($1.bookedAt, $1.id) }
  }

  func redemptions(from: BusinessDate, through: BusinessDate) throws -> [RedemptionRecord] {
    tables.redemptions.values.filter { $0.date >= from && $0.date <= through }
      .sorted { ($0.date, $0.id) < ($1.date, $1.id) }
  }

  func refusals(store: String, date: BusinessDate) throws -> [RefusalEntry] {
    tables.refusals.filter { $0.store == store && $0.date == date }
  }

  func printJobs(store: String, states: [PrintJobState]) throws -> [PrintJobRecord] {
    tables.printJobs.filter { $0.store == store && states.contains($0.state) }
  }

  func stock(store: String?, through date: BusinessDate) throws -> [StockEntry] {
    tables.stock.filter { ($0.store == store || store == nil) && $0.date <= date }
  }

  func stockEntry(_ id: String) throws -> StockEntry? {
    tables.stock.first { $0.id == id }
  }

  func append(_ entry: StockEntry) throws {
    try require(!tables.stock.contains { $0.id == entry.id } && entry.count > 0, "card_stock")
    tables.stock.append(entry)
  }
}
