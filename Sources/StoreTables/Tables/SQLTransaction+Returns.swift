import BusinessCalendar
package import MemberStore
import Loyalty

extension SQLTransaction {
  package func goodsReturn(_ id: String) throws -> ReturnRecord? {
    try goodsReturns("WHERE r.id = ?", [id]).first
  }

  package func goodsReturns(ofSale id: String) throws -> [ReturnRecord] {
    try goodsReturns("WHERE r.sale_id = ?", [id])
  }

  package func insert(_ goodsReturn: ReturnRecord) throws {
    try run(
      """
      INSERT INTO returns (id, sale_id, lane, business_date, content, refund_fen,
        points_reclaimed, points_forgiven, points_restored, prepaid_restored_fen,
        prepaid_paid_out_fen, booked_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)
      """,
      [
        goodsReturn.id, goodsReturn.saleID, goodsReturn.lane, goodsReturn.date.description,
        goodsReturn.content, goodsReturn.refund.fen, goodsReturn.pointsReclaimed,
        goodsReturn.pointsForgiven, goodsReturn.pointsRestored,
        goodsReturn.prepaidRestored.fen, goodsReturn.prepaidPaidOut.fen, goodsReturn.bookedAt,
      ])
    for (position, line) in goodsReturn.lines.enumerated() {
      try run(
        """
        INSERT INTO return_lines (return_id, position, line_id, quantity_thousandths, refund_fen)
        VALUES (?,?,?,?,?)
        """,
        [
          goodsReturn.id, position, line.lineID, line.quantity.thousandths, line.refund.fen,
        ])
    }
  }

  /// Returns of a condition in the order of booking, with their lines: two statements, however many.
  package func goodsReturns(
    _ condition: String, _ arguments: SQLArguments
  ) throws -> [ReturnRecord] {
    let lines = try grouped(
      by: "return_id",
      """
      SELECT rl.* FROM returns r JOIN return_lines rl ON rl.return_id = r.id \(condition)
      ORDER BY rl.return_id, rl.position
      """, arguments, Self.line)
    return try all("SELECT r.* FROM returns r \(condition) ORDER BY r.position", arguments) { row in
      try Self.goodsReturn(row, lines: lines[row.value("id")] ?? [])
    }
  }

  private static func line(_ row: Row) throws -> RefundedLine {
    try RefundedLine(
      lineID: row.value("line_id"),
      quantity: Quantity(thousandths: row.value("quantity_thousandths")),
      refund: row.money("refund_fen"))
  }

  private static func goodsReturn(_ row: Row, lines: [RefundedLine]) throws -> ReturnRecord {
    try ReturnRecord(
      id: row.value("id"), saleID: row.value("sale_id"), lane: row.value("lane"),
      date: row.date("business_date"),
      content: row.value("content"), lines: lines, refund: row.money("refund_fen"),
      pointsReclaimed: row.value("points_reclaimed"), pointsForgiven: row.value("points_forgiven"),
      pointsRestored: row.value("points_restored"),
      prepaidRestored: row.money("prepaid_restored_fen"),
      prepaidPaidOut: row.money("prepaid_paid_out_fen"), bookedAt: row.value("booked_at"))
  }

  package func redemption(_ id: String) throws -> RedemptionRecord? {
    try first("SELECT * FROM redemptions WHERE id = ?", [id], Self.redemption)
  }

  static func redemption(_ row: Row) throws -> RedemptionRecord {
    let value: Int64? = try row.value("value_fen")
    return try RedemptionRecord(
      id: row.value("id"), memberID: row.value("member_id"), store: row.value("store"),
      lane: row.value("lane"), date: row.date("business_date"), gift: row.value("gift"),
      points: row.value("points"), content: row.value("content"),
      value: value.map { Money(fen: $0) }, bookedAt: row.value("booked_at"))
  }

  package func insert(_ redemption: RedemptionRecord) throws {
    try run(
      """
      INSERT INTO redemptions (id, member_id, store, lane, business_date, gift, points, content,
        value_fen, booked_at) VALUES (?,?,?,?,?,?,?,?,?,?)
      """,
      [
        redemption.id, redemption.memberID, redemption.store, redemption.lane,
        redemption.date.description, redemption.gift, redemption.points, redemption.content,
        redemption.value?.fen, redemption.bookedAt,
      ])
  }
}
