package import BusinessCalendar
package import MemberStore

extension SQLTransaction {
  package func guardSettings() throws -> GuardSettings {
    var values: [String: Int64] = [:]
    for (name, value) in try all(
      "SELECT name, value FROM guard_settings", [],
      { row in (try row.value("name") as String, try row.value("value") as Int64) })
    {
      values[name] = value
    }
    return GuardSettings(
      forgedReads: values["forgedReads"].map(Int.init),
      windowMinutes: values["windowMinutes"].map(Int.init),
      travelMinutes: values["travelMinutes"].map(Int.init),
      dailyRedemptionCap: values["dailyRedemptionCap"])
  }

  package func set(_ settings: GuardSettings) throws {
    let values: [(String, Int64?)] = [
      ("forgedReads", settings.forgedReads.map(Int64.init)),
      ("windowMinutes", settings.windowMinutes.map(Int64.init)),
      ("travelMinutes", settings.travelMinutes.map(Int64.init)),
      ("dailyRedemptionCap", settings.dailyRedemptionCap),
    ]
    for (name, value) in values {
      try run("DELETE FROM guard_settings WHERE name = ?", [name])
      if let value {
        try run("INSERT INTO guard_settings (name, value) VALUES (?,?)", [name, value])
      }
    }
  }

  package func travelTimes() throws -> [TravelTime] {
    try all("SELECT * FROM travel_times ORDER BY one, other", []) { row in
      try TravelTime(
        between: row.value("one"), and: row.value("other"), minutes: row.value("minutes"))
    }
  }

  package func set(_ time: TravelTime) throws {
    try run(
      """
      INSERT INTO travel_times (one, other, minutes) VALUES (?,?,?)
      ON CONFLICT (one, other) DO UPDATE SET minutes = excluded.minutes
      """, [time.one, time.other, time.minutes])
  }

  package func lastSighting(number: String) throws -> CardSighting? {
    try first("SELECT * FROM card_sightings WHERE number = ?", [number]) { row in
      try CardSighting(
        number: row.value("number"), store: row.value("store"), lane: row.value("lane"),
        time: row.value("seen_at"))
    }
  }

  package func put(_ sighting: CardSighting) throws {
    try run(
      """
      INSERT INTO card_sightings (number, store, lane, seen_at) VALUES (?,?,?,?)
      ON CONFLICT (number) DO UPDATE
        SET store = excluded.store, lane = excluded.lane, seen_at = excluded.seen_at
      """, [sighting.number, sighting.store, sighting.lane, sighting.time])
  }

  package func forgetSighting(number: String) throws {
    try run("DELETE FROM card_sightings WHERE number = ?", [number])
  }

  package func lastLaneEvent(store: String, lane: String) throws -> LaneEvent? {
    try first(
      """
      SELECT * FROM lane_events WHERE store = ? AND lane = ? ORDER BY position DESC LIMIT 1
      """, [store, lane], Self.laneEvent)
  }

  package func lastLaneEvents() throws -> [LaneEvent] {
    try all(
      """
      SELECT e.* FROM lane_events e
      JOIN (SELECT MAX(position) AS last FROM lane_events GROUP BY store, lane) l
        ON l.last = e.position
      ORDER BY e.store, e.lane
      """, [], Self.laneEvent)
  }

  package func append(_ event: LaneEvent) throws {
    try run(
      """
      INSERT INTO lane_events (store, lane, is_locked, supervisor, after_refusal, happened_at)
      VALUES (?,?,?,?,?,?)
      """,
      [
        event.store, event.lane, event.isLocked, event.supervisor, event.afterRefusal,
        event.time,
      ])
  }

  package func append(_ entry: AuditEntry) throws {
    try run(
      """
      INSERT INTO audit (action, who, why, store, lane, before, after, happened_at)
      VALUES (?,?,?,?,?,?,?,?)
      """,
      [
        entry.action.rawValue, entry.who, entry.why, entry.store, entry.lane, entry.before,
        entry.after, entry.time,
      ])
  }

  package func auditEntries() throws -> [AuditEntry] {
    try all("SELECT * FROM audit ORDER BY position", []) { row in
      try AuditEntry(
        AuditEntry.Action(rawValue: row.value("action")), by: row.value("who"),
        because: row.value("why"), store: row.value("store"), lane: row.value("lane"),
        before: row.value("before"), after: row.value("after"), at: row.value("happened_at"))
    }
  }

  private static func laneEvent(_ row: Row) throws -> LaneEvent {
    try LaneEvent(
      store: row.value("store"), lane: row.value("lane"), isLocked: row.value("is_locked"),
      supervisor: row.value("supervisor"), afterRefusal: row.value("after_refusal"),
      time: row.value("happened_at"))
  }

  package func refusals(
    store: String, lane: String, reasons: [String], after position: Int64, since instant: Int64
  ) throws -> (count: Int, last: Int64) {
    let last: Int64? = try first(
      "SELECT MAX(position) AS last FROM refusals WHERE store = ? AND lane = ?", [store, lane]
    ) { row in try row.value("last") as Int64? ?? 0 }
    guard !reasons.isEmpty else { return (0, last ?? 0) }
    let marks = reasons.map { _ in "?" }.joined(separator: ",")
    var arguments = SQLArguments([store, lane])
    arguments += [position, instant]
    arguments += SQLArguments(reasons)
    let count: Int? = try first(
      """
      SELECT COUNT(*) AS number FROM refusals
      WHERE store = ? AND lane = ? AND position > ? AND instant >= ? AND reason IN (\(marks))
      """, arguments
    ) { row in try row.value("number") }
    return (count ?? 0, last ?? 0)
  }

  package func lastRefusalDealtWith(store: String) throws -> Int64 {
    let last: Int64? = try first(
      "SELECT MAX(after_refusal) AS last FROM lane_events WHERE store = ? AND is_locked = 0",
      [store]
    ) { row in try row.value("last") as Int64? ?? 0 }
    return last ?? 0
  }

  package func refusals(
    store: String, number: String?, reasons: [String], after position: Int64, since instant: Int64
  ) throws -> Int {
    let marks = reasons.map { _ in "?" }.joined(separator: ",")
    var arguments = SQLArguments([store])
    arguments += [position, instant]
    arguments += SQLArguments(reasons)
    arguments += [number, number]
    let count: Int? = try first(
      """
      SELECT COUNT(*) AS number FROM refusals
      WHERE store = ? AND position > ? AND instant >= ? AND reason IN (\(marks))
        AND (CAST(? AS TEXT) IS NULL OR masked_number = ?)
      """, arguments
    ) { row in try row.value("number") }
    return count ?? 0
  }

  package func card(chip uid: String, year: Int) throws -> CardRecord? {
    try first(
      "SELECT * FROM cards WHERE chip_uid = ? AND year = ? ORDER BY sequence DESC LIMIT 1",
      [uid, year], Self.card)
  }

  package func readCounter(chip uid: String) throws -> Int64? {
    try first("SELECT counter FROM chip_counters WHERE chip_uid = ?", [uid]) { row in
      try row.value("counter")
    }
  }

  package func setReadCounter(chip uid: String, to counter: Int64) throws {
    try run(
      """
      INSERT INTO chip_counters (chip_uid, counter) VALUES (?,?)
      ON CONFLICT (chip_uid) DO UPDATE SET counter = excluded.counter
      """, [uid, counter])
  }

  package func pointsRedeemed(by member: String, on date: BusinessDate) throws -> Int64 {
    try first(
      """
      SELECT
        COALESCE((SELECT SUM(points_spent) FROM sales
          WHERE member_id = ? AND business_date = ? AND state <> 'void'), 0)
        + COALESCE((SELECT SUM(points) FROM redemptions
          WHERE member_id = ? AND business_date = ?), 0) AS points
      """, [member, date.description, member, date.description]
    ) { row in try row.value("points") } ?? 0
  }
}
