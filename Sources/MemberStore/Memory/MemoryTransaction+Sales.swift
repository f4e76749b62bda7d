import BusinessCalendar
import Loyalty

extension MemoryTransaction {
  func sale(_ id: String) throws -> SaleRecord? { tables.sales[id] }

  func openSales(store: String, lane: String) throws -> [SaleRecord] {
    tables.saleOrder.compactMap { tables.sales[$0] }
      .filter { $0.store == store && $0.lane == lane && $0.state == .hold }
  }

  func sales(store: String, after date: BusinessDate) throws -> [String] {
    tables.sales.values
      .filter { $0.store == store && $0.state == .committed && $0.date > date }
      .sorted { ($0.date, $0.id) < ($1.date, $1.id) }.map(\.id)
  }

  func insert(_ sale: SaleRecord) throws {
    try require(tables.sales[sale.id] == nil, "sales")
    try require(sale.memberID.map { tables.members[$0] != nil } ?? true, "sales")
    tables.sales[sale.id] = sale
    tables.saleOrder.append(sale.id)
  }

  func setState(ofSale id: String, to state: SaleState, at time: String) throws {
    tables.sales[id]?.state = state
    tables.sales[id]?.closedAt = time
  }

  func setEffects(_ effects: SaleEffects, ofSale id: String) throws {
    tables.sales[id]?.effects = effects
  }

  func removeSale(_ id: String) throws {
    tables.sales[id] = nil
    tables.saleOrder.removeAll { $0 == id }
    tables.receipts[id] = nil
    tables.printJobs.removeAll { $0.receiptNumber == id }
  }

  func purchases(
    of member: String, from: BusinessDate, through: BusinessDate
  ) throws -> [Purchase] {
    tables.saleOrder.compactMap { tables.sales[$0] }
      .filter {
        $0.memberID == member && $0.state == .committed && $0.date >= from && $0.date <= through
      }
      .map { Purchase(date: $0.date, paid: paid(for: $0)) }
      .enumerated()
      .sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }
      .map(\.element)
  }

  private func paid(for sale: SaleRecord) -> Money {
    let goods = sale.lines.filter(\.isPurchase)
    let ids = Set(goods.map(\.id))
    let returned = (tables.returnIDs[sale.id] ?? []).compactMap { tables.returns[$0] }
      .flatMap(\.lines).filter { ids.contains($0.lineID) }
    return goods.reduce(.zero) { $0 + $1.net } - returned.reduce(.zero) { $0 + $1.refund }
  }

  func goodsReturn(_ id: String) throws -> ReturnRecord? { tables.returns[id] }

  func goodsReturns(ofSale id: String) throws -> [ReturnRecord] {
    (tables.returnIDs[id] ?? []).compactMap { tables.returns[$0] }
  }

  func insert(_ goodsReturn: ReturnRecord) throws {
    try require(
      tables.returns[goodsReturn.id] == nil && tables.sales[goodsReturn.saleID] != nil,
      "returns")
    tables.returns[goodsReturn.id] = goodsReturn
    tables.returnIDs[goodsReturn.saleID, default: []].append(goodsReturn.id)
  }

  func redemption(_ id: String) throws -> RedemptionRecord? { tables.redemptions[id] }

  func insert(_ redemption: RedemptionRecord) throws {
    try require(
      tables.redemptions[redemption.id] == nil
        && tables.members[redemption.memberID] != nil && redemption.points > 0, "redemptions")
    tables.redemptions[redemption.id] = redemption
  }

  func latestBusinessDate(store: String) throws -> BusinessDate? { tables.latestDates[store] }

  func setLatestBusinessDate(_ date: BusinessDate, store: String) throws {
    tables.latestDates[store] = date
  }
}
