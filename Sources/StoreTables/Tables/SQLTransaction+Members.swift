import BusinessCalendar
package import MemberStore
import Loyalty

extension SQLTransaction {
  package func member(_ id: String) throws -> Member? {
    try first("SELECT * FROM members WHERE id = ?", [id], Self.member)
  }

  package func members(familyName: String) throws -> [Member] {
    try all(
      "SELECT * FROM members WHERE family_name = ? ORDER BY id", [familyName], Self.member)
  }

  package func members(bornIn month: Int) throws -> [Member] {
    try all(
      """
      SELECT * FROM members WHERE CAST(substr(birthday, 6, 2) AS INTEGER) = ?
      ORDER BY substr(birthday, 6), id
      """, [month], Self.member)
  }

  package func insert(_ member: Member) throws {
    try run(
      """
      INSERT INTO members (family_name, title, level, joined_on, registered_on, birthday,
        accumulated_points, last_purchase_on, fee_paid_for, referred_by, referral_sale, erased_on,
        revision, id)
      VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)
      """, Self.arguments(member))
  }

  package func update(_ member: Member) throws {
    try run(
      """
      UPDATE members SET family_name = ?, title = ?, level = ?, joined_on = ?, registered_on = ?,
        birthday = ?, accumulated_points = ?, last_purchase_on = ?, fee_paid_for = ?, referred_by = ?,
        referral_sale = ?, erased_on = ?, revision = ?
      WHERE id = ?
      """, Self.arguments(member))
  }

  static func arguments(_ member: Member) -> SQLArguments {
    [
      member.familyName, member.title, member.level, member.joined?.description,
      member.registered?.description, member.birthday?.description, member.accumulatedPoints,
      member.lastPurchase?.description, member.feePaidFor, member.referredBy,
      member.referralSale, member.erased?.description, member.revision, member.id,
    ]
  }

  static func member(_ row: Row) throws -> Member {
    var member = try Member(
      id: row.value("id"), familyName: row.value("family_name"), title: row.value("title"),
      level: row.value("level"),
      joined: row.optionalDate("joined_on"),
      registered: row.optionalDate("registered_on"),
      birthday: row.optionalDate("birthday"),
      accumulatedPoints: row.value("accumulated_points"),
      lastPurchase: row.optionalDate("last_purchase_on"),
      feePaidFor: row.value("fee_paid_for"), referredBy: row.value("referred_by"),
      revision: row.value("revision"))
    member.referralSale = try row.value("referral_sale")
    member.erased = try row.optionalDate("erased_on")
    return member
  }

  package func cards(number: String) throws -> [CardRecord] {
    try all(
      "SELECT * FROM cards WHERE number = ? ORDER BY year DESC, sequence DESC", [number],
      Self.card)
  }

  package func cards(of member: String) throws -> [CardRecord] {
    try all(
      """
      SELECT * FROM cards WHERE member_id = ?
      ORDER BY year DESC, sequence DESC, number
      """, [member], Self.card)
  }

  package func insert(_ card: CardRecord) throws {
    try run(
      """
      INSERT INTO cards (number, year, sequence, member_id, status, issued_on, ended_on, chip_uid,
        counter_committed, counter_pending) VALUES (?,?,?,?,?,?,?,?,?,?)
      """,
      [
        card.number, card.year, card.sequence, card.memberID, card.status.rawValue,
        card.issued.description, card.ended?.description, card.chipUID, card.counterCommitted,
        card.counterPending,
      ])
  }

  package func update(_ card: CardRecord) throws {
    try run(
      """
      UPDATE cards SET status = ?, ended_on = ?, chip_uid = ?, counter_committed = ?,
        counter_pending = ? WHERE number = ? AND year = ? AND sequence = ?
      """,
      [
        card.status.rawValue, card.ended?.description, card.chipUID, card.counterCommitted,
        card.counterPending, card.number, card.year, card.sequence,
      ])
  }

  static func card(_ row: Row) throws -> CardRecord {
    try CardRecord(
      number: row.value("number"), year: row.value("year"), sequence: row.value("sequence"),
      memberID: row.value("member_id"), status: CardStatus(rawValue: row.value("status")),
      issued: row.date("issued_on"), ended: row.optionalDate("ended_on"),
      chipUID: row.value("chip_uid"), counterCommitted: row.value("counter_committed"),
      counterPending: row.value("counter_pending"))
  }

  package func giftClaims(of member: String) throws -> [GiftClaim] {
    try all(
      "SELECT * FROM gift_claims WHERE member_id = ? ORDER BY claimed_on, rule, period",
      [member]
    ) { row in
      guard let rule = try RuleID(row.value("rule") as String) else {
        throw StoreError.unreadable("rule")
      }
      return try GiftClaim(
        memberID: row.value("member_id"), rule: rule, period: row.value("period"),
        reference: row.value("reference"), date: row.date("claimed_on"))
    }
  }

  package func memberJoined(againstSale id: String) throws -> String? {
    try first("SELECT member_id FROM joining_sales WHERE sale_id = ?", [id]) {
      try $0.value("member_id")
    }
  }

  package func insertJoining(againstSale id: String, member: String) throws {
    try run("INSERT INTO joining_sales (sale_id, member_id) VALUES (?,?)", [id, member])
  }

  package func insert(_ claim: GiftClaim) throws {
    try run(
      """
      INSERT INTO gift_claims (member_id, rule, period, reference, claimed_on)
      VALUES (?,?,?,?,?)
      """,
      [
        claim.memberID, claim.rule.description, claim.period, claim.reference,
        claim.date.description,
      ])
  }
}
