package import BusinessCalendar
package import Loyalty
package import MemberStore

extension SQLTransaction {
  package func purchases(
    ofMembers members: [String]?, through: BusinessDate
  ) throws -> [String: [Purchase]] {
    let whose =
      members == nil
      ? "s.member_id IS NOT NULL" : "s.member_id IN \(Session.listed)"
    let rows = try all(
      """
      SELECT s.member_id, s.business_date,
        \(Self.paidForGoods) AS paid_fen
      FROM sales s
      WHERE \(whose) AND s.business_date <= ? AND s.state = 'committed'
      ORDER BY s.business_date, s.position
      """,
      SQLArguments(
        (try members.map { [try ListColumn.text($0)] } ?? []) + [through.description])
    ) { row in
      let member: String = try row.value("member_id")
      return try (
        member: member,
        purchase: Purchase(date: row.date("business_date"), paid: row.money("paid_fen"))
      )
    }
    return Dictionary(grouping: rows, by: \.member).mapValues { $0.map(\.purchase) }
  }

  package func giftClaims(rule: RuleID, through: BusinessDate) throws -> [GiftClaim] {
    try all(
      """
      SELECT * FROM gift_claims WHERE rule = ? AND claimed_on <= ?
      ORDER BY member_id, claimed_on, period
      """, [rule.description, through.description]
    ) { row in
      try GiftClaim(
        memberID: row.value("member_id"), rule: rule, period: row.value("period"),
        reference: row.value("reference"), date: row.date("claimed_on"))
    }
  }
}
