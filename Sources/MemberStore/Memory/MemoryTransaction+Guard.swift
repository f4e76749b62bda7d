import BusinessCalendar

extension MemoryTransaction {
  func guardSettings() throws -> GuardSettings { tables.guardSettings }

  func set(_ settings: GuardSettings) throws { tables.guardSettings = settings }

  func travelTimes() throws -> [TravelTime] {
    tables.travelTimes.sorted { ($0.one, $0.other) < ($1.one, $1.other) }
  }

  func set(_ time: TravelTime) throws {
    tables.travelTimes.removeAll { $0.one == time.one && $0.other == time.other }
    tables.travelTimes.append(time)
  }

  func lastSighting(number: String) throws -> CardSighting? { tables.sightings[number] }

  func put(_ sighting: CardSighting) throws { tables.sightings[sighting.number] = sighting }

  func forgetSighting(number: String) throws { tables.sightings[number] = nil }

  func lastLaneEvent(store: String, lane: String) throws -> LaneEvent? {
    tables.laneEvents.last { $0.store == store && $0.lane == lane }
  }

  func lastLaneEvents() throws -> [LaneEvent] {
    var last: [String: LaneEvent] = [:]
    for event in tables.laneEvents { last[event.store + "\n" + event.lane] = event }
    return last.values.sorted { ($0.store, $0.lane) < ($1.store, $1.lane) }
  }

  func append(_ event: LaneEvent) throws { tables.laneEvents.append(event) }

  func append(_ entry: AuditEntry) throws { tables.audit.append(entry) }

  func auditEntries() throws -> [AuditEntry] { tables.audit }

  func refusals(
    store: String, lane: String, reasons: [String], after position: Int64, since instant: Int64
  ) throws -> (count: Int, last: Int64) {
    // Positions count from 1, as in a table.
    let own = tables.refusals.enumerated().map { (Int64($0.offset + 1), $0.element) }
      .filter { $0.1.store == store && $0.1.lane == lane }
    let counted = own.filter { place, refusal in
      place > position && refusal.instant ?? .min >= instant && reasons.contains(refusal.reason)
    }
    return (counted.count, own.last?.0 ?? 0)
  }

  func lastRefusalDealtWith(store: String) throws -> Int64 {
    tables.laneEvents.filter { $0.store == store && !$0.isLocked }.map(\.afterRefusal).max() ?? 0
  }

  func refusals(
    store: String, number: String?, reasons: [String], after position: Int64, since instant: Int64
  ) throws -> Int {
    tables.refusals.enumerated().count { place, refusal in
      refusal.store == store && Int64(place + 1) > position && refusal.instant ?? .min >= instant
        && reasons.contains(refusal.reason) && (number == nil || refusal.maskedNumber == number)
    }
  }

  func card(chip uid: String, year: Int) throws -> CardRecord? {
    tables.cards.values.joined().filter { $0.chipUID == uid && $0.year == year }
      .max { $0.sequence < $1.sequence }
  }

  func readCounter(chip uid: String) throws -> Int64? { tables.chipCounters[uid] }

  func setReadCounter(chip uid: String, to counter: Int64) throws {
    tables.chipCounters[uid] = counter
  }

  func pointsRedeemed(by member: String, on date: BusinessDate) throws -> Int64 {
    let sales = try sales(of: member).filter { $0.date == date && $0.state != .void }
    let gifts = try redemptions(of: member).filter { $0.date == date }
    return sales.reduce(0) { $0 + $1.pointsSpent } + gifts.reduce(0) { $0 + $1.points }
  }
}
