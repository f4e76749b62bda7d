import BusinessCalendar

extension MemoryTransaction {
  func lots(of member: String, validOn date: BusinessDate?) throws -> [LedgerLot] {
    (tables.lotIDs[member] ?? []).compactMap { tables.lots[$0] }
      .filter { lot in
        date.map { lot.earning.isValid(on: $0) || lot.remaining < 0 } ?? true
      }
      .sorted { $0.id < $1.id }
  }

  func lot(_ id: String) throws -> LedgerLot? { tables.lots[id] }

  func append(_ lot: LedgerLot) throws {
    try require(tables.lots[lot.id] == nil && lot.earning.points > 0, "point_lots")
    try require(tables.members[lot.memberID] != nil, "point_lots")
    var lot = lot
    lot.used = 0
    tables.lots[lot.id] = lot
    tables.lotIDs[lot.memberID, default: []].append(lot.id)
  }

  func uses(reference: String) throws -> [LedgerUse] {
    (tables.usePositions[reference] ?? []).map { tables.uses[$0] }
  }

  func uses(of member: String) throws -> [LedgerUse] {
    tables.uses.filter { tables.lots[$0.lotID]?.memberID == member }
  }

  func append(_ use: LedgerUse) throws {
    try require(
      use.points != 0 && tables.useIDs.insert(use.id).inserted && tables.lots[use.lotID] != nil,
      "point_uses")
    tables.lots[use.lotID]?.used += use.points
    tables.usePositions[use.reference, default: []].append(tables.uses.count)
    tables.uses.append(use)
  }
}
