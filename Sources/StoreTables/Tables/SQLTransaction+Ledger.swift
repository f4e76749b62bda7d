package import BusinessCalendar
package import MemberStore

extension SQLTransaction {
  static var lotColumns: String {
    """
    SELECT l.*, COALESCE((SELECT SUM(u.points) FROM point_uses u WHERE u.lot_id = l.id), 0)
      AS used
    FROM point_lots l
    """
  }

  package func lots(of member: String, validOn date: BusinessDate?) throws -> [LedgerLot] {
    guard let date else {
      return try all(
        Self.lotColumns + " WHERE l.member_id = ? ORDER BY l.id", [member], Self.lot)
    }
    return try all(
      Self.lotColumns
        + """
         WHERE l.member_id = ? AND (l.expires_on IS NULL OR l.expires_on >= ?
          OR l.points < (SELECT SUM(u.points) FROM point_uses u WHERE u.lot_id = l.id))
        ORDER BY l.id
        """, [member, date.description], Self.lot)
  }

  package func lot(_ id: String) throws -> LedgerLot? {
    try first(Self.lotColumns + " WHERE l.id = ?", [id], Self.lot)
  }

  package func append(_ lot: LedgerLot) throws {
    let earning = lot.earning
    try run(
      """
      INSERT INTO point_lots (id, member_id, reference, kind, points, earned_on, expires_on,
        register_by, basis_fen, rules, program_id, program_version)
      VALUES (?,?,?,?,?,?,?,?,?,?,?,?)
      """,
      [
        lot.id, lot.memberID, lot.reference, earning.kind.rawValue, earning.points,
        earning.earned.description, earning.expires?.description,
        earning.registerBy?.description, earning.basisFen, earning.rules.joined(separator: " "),
        earning.programID, earning.programVersion,
      ])
  }

  static func lot(_ row: Row) throws -> LedgerLot {
    var earning = try Earning(
      Earning.Kind(rawValue: row.value("kind")), points: row.value("points"),
      earned: row.date("earned_on"), expires: row.optionalDate("expires_on"),
      registerBy: row.optionalDate("register_by"), basis: row.money("basis_fen"))
    earning.rules = (try row.value("rules") as String).split(separator: " ").map(String.init)
    earning.programID = try row.value("program_id")
    earning.programVersion = try row.value("program_version")
    return try LedgerLot(
      id: row.value("id"), memberID: row.value("member_id"), reference: row.value("reference"),
      earning: earning,
      used: row.value("used"))
  }

  package func uses(reference: String) throws -> [LedgerUse] {
    try all(
      "SELECT * FROM point_uses WHERE reference = ? ORDER BY position", [reference], Self.use)
  }

  package func uses(of member: String) throws -> [LedgerUse] {
    try all(
      """
      SELECT u.* FROM point_uses u JOIN point_lots l ON l.id = u.lot_id
      WHERE l.member_id = ? ORDER BY u.position
      """, [member], Self.use)
  }

  package func append(_ use: LedgerUse) throws {
    try run(
      """
      INSERT INTO point_uses (id, lot_id, points, reason, reference, used_on)
      VALUES (?,?,?,?,?,?)
      """,
      [
        use.id, use.lotID, use.points, use.reason.rawValue, use.reference, use.date.description,
      ])
  }

  static func use(_ row: Row) throws -> LedgerUse {
    try LedgerUse(
      id: row.value("id"), lotID: row.value("lot_id"), points: row.value("points"),
      reason: LedgerUse.Reason(rawValue: row.value("reason")), reference: row.value("reference"),
      date: row.date("used_on"))
  }
}
