import BusinessCalendar
import GRDB
import MemberStore
import Loyalty

extension SQLiteTransaction {
  func goodsReturn(_ id: String) throws -> ReturnRecord? {
    try first("SELECT * FROM returns WHERE id = ?", [id], goodsReturn)
  }

  func goodsReturns(ofSale id: String) throws -> [ReturnRecord] {
    try all("SELECT * FROM returns WHERE sale_id = ? ORDER BY position", [id], goodsReturn)
  }

  func insert(_ goodsReturn: ReturnRecord) throws {
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

  private func goodsReturn(_ row: Row) throws -> ReturnRecord {
    let id: String = row["id"]
    let lines = try all(
      "SELECT * FROM return_lines WHERE return_id = ? ORDER BY position", [id]
    ) { row in
      RefundedLine(
        lineID: row["line_id"], quantity: Quantity(thousandths: row["quantity_thousandths"]),
        refund: row.money("refund_fen"))
    }
    return ReturnRecord(
      id: id, saleID: row["sale_id"], lane: row["lane"], date: try row.date("business_date"),
      content: row["content"], lines: lines, refund: row.money("refund_fen"),
      pointsReclaimed: row["points_reclaimed"], pointsForgiven: row["points_forgiven"],
      pointsRestored: row["points_restored"],
      prepaidRestored: row.money("prepaid_restored_fen"),
      prepaidPaidOut: row.money("prepaid_paid_out_fen"), bookedAt: row["booked_at"])
  }

  func redemption(_ id: String) throws -> RedemptionRecord? {
    try first("SELECT * FROM redemptions WHERE id = ?", [id]) { row in
      let value: Int64? = row["value_fen"]
      return RedemptionRecord(
        id: row["id"], memberID: row["member_id"], store: row["store"], lane: row["lane"],
        date: try row.date("business_date"), gift: row["gift"], points: row["points"],
        content: row["content"], value: value.map { Money(fen: $0) },
        bookedAt: row["booked_at"])
    }
  }

  func insert(_ redemption: RedemptionRecord) throws {
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
