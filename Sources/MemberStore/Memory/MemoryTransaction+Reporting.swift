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

/// Look-ups of many keys at once.
extension MemoryTransaction {
  func sales(_ ids: [String]) throws -> [String: SaleRecord] { found(ids) { tables.sales[$0] } }

  func goodsReturns(ofSales ids: [String]) throws -> [String: [ReturnRecord]] {
    try lists(ids) { try goodsReturns(ofSale: $0) }
  }

  func receipts(_ numbers: [String]) throws -> [String: ReceiptRecord] {
    found(numbers) { tables.receipts[$0] }
  }

  func cards(ofMembers ids: [String]) throws -> [String: [CardRecord]] {
    try lists(ids) { try cards(of: $0) }
  }

  func lots(_ ids: [String]) throws -> [String: LedgerLot] { found(ids) { tables.lots[$0] } }

  func uses(references: [String]) throws -> [String: [LedgerUse]] {
    try lists(references) { try uses(reference: $0) }
  }

  func prepaidMovements(_ ids: [String]) throws -> [String: PrepaidMovement] {
    let wanted = Set(ids)
    return Dictionary(
      tables.prepaid.filter { wanted.contains($0.id) }.map { ($0.id, $0) }
    ) { first, _ in first }
  }

  private func found<Value>(
    _ keys: [String], _ find: (String) -> Value?
  ) -> [String: Value] {
    Dictionary(keys.compactMap { key in find(key).map { (key, $0) } }) { first, _ in first }
  }

  private func lists<Value>(
    _ keys: [String], _ find: (String) throws -> [Value]
  ) rethrows -> [String: [Value]] {
    var lists: [String: [Value]] = [:]
    for key in Set(keys) {
      let list = try find(key)
      if !list.isEmpty { lists[key] = list }
    }
    return lists
  }
}
