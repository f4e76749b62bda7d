import BusinessCalendar
import Loyalty

/// Prepaid balances, fees and levels.
extension MemoryTransaction {
  func prepaidLots(of member: String) throws -> [PrepaidLot] {
    var lots: [PrepaidLot] = []
    for movement in tables.prepaid where movement.memberID == member {
      guard let lot = movement.lotID else { continue }
      if lot == movement.id {
        lots.append(PrepaidLot(id: lot, store: movement.store, left: movement.amount))
      } else if let index = lots.firstIndex(where: { $0.id == lot }) {
        lots[index].left += movement.amount
      }
    }
    return lots.filter { $0.left > .zero }
  }

  func prepaidMovements(of member: String) throws -> [PrepaidMovement] {
    tables.prepaid.filter { $0.memberID == member }
  }

  func prepaidMovements(reference: String) throws -> [PrepaidMovement] {
    tables.prepaid.filter { $0.reference == reference }
  }

  func prepaidMovements(
    from: BusinessDate, through: BusinessDate
  ) throws -> [PrepaidMovement] {
    tables.prepaid.filter { $0.date >= from && $0.date <= through }
  }

  func append(_ movement: PrepaidMovement) throws {
    try require(
      movement.amount != .zero && tables.members[movement.memberID] != nil
        && !tables.prepaid.contains { $0.id == movement.id }, "prepaid_movements")
    tables.prepaid.append(movement)
  }

  func feeEntries(of member: String) throws -> [FeeEntry] {
    tables.fees.filter { $0.memberID == member }
  }

  func append(_ entry: FeeEntry) throws {
    try require(
      tables.members[entry.memberID] != nil && !tables.fees.contains { $0.id == entry.id },
      "fee_entries")
    tables.fees.append(entry)
  }

  func levelEntries(of member: String) throws -> [LevelEntry] {
    (tables.levels[member] ?? []).sorted { $0.periodEnd < $1.periodEnd }
  }

  func lastLevelPeriod(of member: String) throws -> BusinessDate? {
    tables.levels[member]?.map(\.periodEnd).max()
  }

  func append(_ entry: LevelEntry) throws {
    let known = tables.levels[entry.memberID] ?? []
    try require(
      tables.members[entry.memberID] != nil
        && !known.contains { $0.periodEnd == entry.periodEnd }, "level_entries")
    tables.levels[entry.memberID] = known + [entry]
  }

  func pointsEarned(
    by member: String, from: BusinessDate, through: BusinessDate
  ) throws -> Int64 {
    let earned = try lots(of: member, validOn: nil).map(\.earning)
      .filter { $0.earned >= from && $0.earned <= through }
      .reduce(Int64(0)) { $0 + $1.points }
    let sales = tables.sales.values.filter {
      $0.memberID == member && $0.date >= from && $0.date <= through
    }
    let lost = try sales.flatMap { try goodsReturns(ofSale: $0.id) }
      .reduce(Int64(0)) { $0 + $1.pointsReclaimed }
    return earned - lost
  }

  func openSales(of member: String) throws -> [SaleRecord] {
    try sales(of: member).filter { $0.state == .hold }
  }

  func firstBusinessDate() throws -> BusinessDate? {
    tables.sales.values.map(\.date).min()
  }

  func sales(of member: String) throws -> [SaleRecord] {
    tables.saleOrder.compactMap { tables.sales[$0] }.filter { $0.memberID == member }
  }

  func redemptions(of member: String) throws -> [RedemptionRecord] {
    tables.redemptions.values.filter { $0.memberID == member }
      .sorted { ($0.date, $0.id) < ($1.date, $1.id) }
  }

  func replaceTexts(ofSale id: String, content: String, priced: String, quote: String) throws {
    tables.sales[id]?.content = content
    tables.sales[id]?.priced = priced
    tables.sales[id]?.quote = quote
  }
}
