import BusinessCalendar
import GRDB
import MemberStore

extension SQLiteTransaction {
  private static let lotColumns = """
    SELECT l.*, COALESCE((SELECT SUM(u.points) FROM point_uses u WHERE u.lot_id = l.id), 0)
      AS used
    FROM point_lots l
    """

  func lots(of member: String, validOn date: BusinessDate?) throws -> [LedgerLot] {
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

  func lot(_ id: String) throws -> LedgerLot? {
    try first(Self.lotColumns + " WHERE l.id = ?", [id], Self.lot)
  }

  func append(_ lot: LedgerLot) throws {
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

  private static func lot(_ row: Row) throws -> LedgerLot {
    var earning = Earning(
      Earning.Kind(rawValue: row["kind"]), points: row["points"],
      earned: try row.date("earned_on"), expires: try row.optionalDate("expires_on"),
      registerBy: try row.optionalDate("register_by"), basis: row.money("basis_fen"))
    earning.rules = (row["rules"] as String).split(separator: " ").map(String.init)
    earning.programID = row["program_id"]
    earning.programVersion = row["program_version"]
    return LedgerLot(
      id: row["id"], memberID: row["member_id"], reference: row["reference"], earning: earning,
      used: row["used"])
  }

  func uses(reference: String) throws -> [LedgerUse] {
    try all(
      "SELECT * FROM point_uses WHERE reference = ? ORDER BY position", [reference], Self.use)
  }

  func uses(of member: String) throws -> [LedgerUse] {
    try all(
      """
      SELECT u.* FROM point_uses u JOIN point_lots l ON l.id = u.lot_id
      WHERE l.member_id = ? ORDER BY u.position
      """, [member], Self.use)
  }

  func append(_ use: LedgerUse) throws {
    try run(
      """
      INSERT INTO point_uses (id, lot_id, points, reason, reference, used_on)
      VALUES (?,?,?,?,?,?)
      """,
      [
        use.id, use.lotID, use.points, use.reason.rawValue, use.reference, use.date.description,
      ])
  }

  private static func use(_ row: Row) throws -> LedgerUse {
    LedgerUse(
      id: row["id"], lotID: row["lot_id"], points: row["points"],
      reason: LedgerUse.Reason(rawValue: row["reason"]), reference: row["reference"],
      date: try row.date("used_on"))
  }
}
