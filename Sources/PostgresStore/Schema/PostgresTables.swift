/// The tables, in the words of PostgreSQL.
///
/// Ids and dates are text in the order of their bytes, whatever the database's own collation is; points and
/// fen are 64-bit integers. No sequence numbers the rows: `position` is the server's clock in microseconds,
/// so that no two lanes wait for one counter. Every table is reached by a key that begins with the member,
/// the sale, the store or the card, so that its rows can be spread over servers.
enum PostgresTables {
  /// Tables and indexes of version 1.
  static let statements: [String] = [
    table(
      "members",
      """
      id \(key) PRIMARY KEY,
      family_name \(text), title \(text), level \(key),
      joined_on \(text), registered_on \(text), birthday \(text),
      accumulated_points BIGINT NOT NULL CHECK (accumulated_points >= 0),
      last_purchase_on \(text), fee_paid_for BIGINT,
      referred_by \(text) REFERENCES members (id), referral_sale \(text), erased_on \(text),
      revision BIGINT NOT NULL
      """),
    "CREATE INDEX members_by_family_name ON members (family_name)",
    table(
      "cards",
      """
      number \(key), year BIGINT NOT NULL, sequence BIGINT NOT NULL,
      member_id \(key) REFERENCES members (id),
      status \(key), issued_on \(key), ended_on \(text),
      chip_uid \(text), counter_committed BIGINT, counter_pending BIGINT,
      PRIMARY KEY (number, year, sequence)
      """),
    "CREATE INDEX cards_by_member ON cards (member_id)",
    "CREATE INDEX cards_by_chip ON cards (chip_uid, year) WHERE chip_uid IS NOT NULL",
    table(
      "gift_claims",
      """
      member_id \(key) REFERENCES members (id),
      rule \(key), period \(key), reference \(key), claimed_on \(key),
      PRIMARY KEY (member_id, rule, period)
      """),
    "CREATE INDEX gift_claims_by_rule ON gift_claims (rule, claimed_on)",
    table(
      "point_lots",
      """
      id \(key) PRIMARY KEY,
      member_id \(key) REFERENCES members (id),
      reference \(key), kind \(key), points BIGINT NOT NULL CHECK (points > 0),
      earned_on \(key), expires_on \(text), register_by \(text),
      basis_fen BIGINT NOT NULL, rules \(key), program_id \(key), program_version \(key)
      """),
    "CREATE INDEX point_lots_by_member ON point_lots (member_id, expires_on)",
    table(
      "point_uses",
      """
      id \(key) PRIMARY KEY, position \(position),
      lot_id \(key) REFERENCES point_lots (id), points BIGINT NOT NULL CHECK (points <> 0),
      reason \(key), reference \(key), used_on \(key)
      """),
    "CREATE INDEX point_uses_by_lot ON point_uses (lot_id, points)",
    "CREATE INDEX point_uses_by_reference ON point_uses (reference)",
    table(
      "sales",
      """
      id \(key) PRIMARY KEY, position \(position),
      store \(key), lane \(key), business_date \(key), cashier \(text),
      content \(key), priced \(key), quote \(key),
      member_id \(text) REFERENCES members (id),
      program_id \(key), program_version \(key),
      due_fen BIGINT NOT NULL, basis_fen BIGINT NOT NULL,
      earnings \(key), points_spent BIGINT NOT NULL CHECK (points_spent >= 0),
      level \(text), new_level \(text), effects \(text),
      state \(key) CHECK (state IN ('hold', 'committed', 'void')),
      held_at \(key), closed_at \(text)
      """),
    "CREATE INDEX sales_by_member ON sales (member_id, business_date)",
    "CREATE INDEX open_sales ON sales (store, lane, position) WHERE state = 'hold'",
    "CREATE INDEX open_sales_by_member ON sales (member_id) WHERE state = 'hold'",
    "CREATE INDEX sales_by_day ON sales (business_date, position)",
    "CREATE INDEX sales_by_store ON sales (store, business_date)",
    table(
      "sale_lines",
      """
      sale_id \(key) REFERENCES sales (id), position BIGINT NOT NULL,
      id \(key), sku \(text), name \(key),
      quantity_thousandths BIGINT NOT NULL, unit_price_fen BIGINT NOT NULL,
      kind \(key), counter \(text), category \(text), brand \(text), model \(text),
      gross_fen BIGINT NOT NULL, counter_discount_fen BIGINT NOT NULL,
      member_discount_fen BIGINT NOT NULL, money_off_fen BIGINT NOT NULL,
      net_fen BIGINT NOT NULL,
      PRIMARY KEY (sale_id, position)
      """),
    table(
      "joining_sales",
      """
      sale_id \(key) PRIMARY KEY REFERENCES sales (id), member_id \(key) REFERENCES members (id)
      """),
    table(
      "returns",
      """
      id \(key) PRIMARY KEY, position \(position),
      sale_id \(key) REFERENCES sales (id),
      lane \(key), business_date \(key), content \(key), refund_fen BIGINT NOT NULL,
      points_reclaimed BIGINT NOT NULL, points_forgiven BIGINT NOT NULL,
      points_restored BIGINT NOT NULL, prepaid_restored_fen BIGINT NOT NULL DEFAULT 0,
      prepaid_paid_out_fen BIGINT NOT NULL DEFAULT 0, booked_at \(key)
      """),
    "CREATE INDEX returns_by_sale ON returns (sale_id, position)",
    "CREATE INDEX returns_by_day ON returns (business_date, position)",
    table(
      "return_lines",
      """
      return_id \(key) REFERENCES returns (id), position BIGINT NOT NULL,
      line_id \(key), quantity_thousandths BIGINT NOT NULL, refund_fen BIGINT NOT NULL,
      PRIMARY KEY (return_id, position)
      """),
    table(
      "redemptions",
      """
      id \(key) PRIMARY KEY,
      member_id \(key) REFERENCES members (id),
      store \(key), lane \(key), business_date \(key),
      gift \(key), points BIGINT NOT NULL CHECK (points > 0), content \(key),
      value_fen BIGINT CHECK (value_fen >= 0), booked_at \(key)
      """),
    "CREATE INDEX redemptions_by_member ON redemptions (member_id, business_date)",
    "CREATE INDEX redemptions_by_day ON redemptions (business_date, id)",
    table("business_dates", "store \(key) PRIMARY KEY, latest \(key)"),
    table(
      "receipts",
      """
      number \(key) PRIMARY KEY,
      store \(key), lane \(key), business_date \(key),
      content \(key), signature \(text), signed_hash \(text)
      """),
    "CREATE INDEX receipts_by_day ON receipts (store, business_date)",
    table(
      "print_jobs",
      """
      id \(key) PRIMARY KEY, position \(position),
      receipt_number \(key) REFERENCES receipts (number),
      copy \(key), reprint BIGINT NOT NULL,
      store \(key), lane \(key), state \(key), reached_at \(key)
      """),
    "CREATE INDEX print_jobs_by_receipt ON print_jobs (receipt_number, position)",
    "CREATE INDEX print_jobs_by_state ON print_jobs (store, lane, state)",
    table(
      "refusals",
      """
      store \(key), lane \(key), position \(position),
      masked_number \(text), reason \(key), business_date \(key), refused_at \(key),
      detail \(text), instant BIGINT,
      PRIMARY KEY (store, lane, position)
      """),
    "CREATE INDEX refusals_by_day ON refusals (store, lane, business_date)",
    table(
      "card_stock",
      """
      id \(key) PRIMARY KEY, position \(position),
      store \(key), year BIGINT NOT NULL, movement \(key),
      count BIGINT NOT NULL CHECK (count > 0), business_date \(key), note \(text)
      """),
    "CREATE INDEX card_stock_by_store ON card_stock (store, business_date)",
    table(
      "prepaid_movements",
      """
      id \(key) PRIMARY KEY, position \(position),
      member_id \(key) REFERENCES members (id),
      kind \(key), amount_fen BIGINT NOT NULL CHECK (amount_fen <> 0),
      lot_id \(text) REFERENCES prepaid_movements (id),
      store \(key), reference \(key), business_date \(key)
      """),
    "CREATE INDEX prepaid_by_member ON prepaid_movements (member_id, lot_id, amount_fen)",
    "CREATE INDEX prepaid_by_reference ON prepaid_movements (reference)",
    "CREATE INDEX prepaid_by_day ON prepaid_movements (business_date)",
    table(
      "fee_entries",
      """
      id \(key) PRIMARY KEY, position \(position),
      member_id \(key) REFERENCES members (id),
      year BIGINT NOT NULL, is_payment BIGINT NOT NULL CHECK (is_payment IN (0, 1)),
      reference \(key), business_date \(text)
      """),
    "CREATE INDEX fees_by_member ON fee_entries (member_id)",
    table(
      "level_entries",
      """
      member_id \(key) REFERENCES members (id), period_end \(key),
      before \(key), after \(key), rule \(key), counted BIGINT NOT NULL, business_date \(key),
      PRIMARY KEY (member_id, period_end)
      """),
    table("guard_settings", "name \(key) PRIMARY KEY, value BIGINT NOT NULL"),
    table(
      "travel_times",
      """
      one \(key), other \(key), minutes BIGINT NOT NULL CHECK (minutes >= 0),
      PRIMARY KEY (one, other)
      """),
    table(
      "card_sightings", "number \(key) PRIMARY KEY, store \(key), lane \(key), seen_at \(key)"),
    table(
      "lane_events",
      """
      store \(key), lane \(key), position \(position),
      is_locked BIGINT NOT NULL CHECK (is_locked IN (0, 1)),
      supervisor \(text), after_refusal BIGINT NOT NULL, happened_at \(key),
      PRIMARY KEY (store, lane, position)
      """),
    table("chip_counters", "chip_uid \(key) PRIMARY KEY, counter BIGINT NOT NULL"),
    table(
      "audit",
      """
      position \(position), id \(key) DEFAULT gen_random_uuid() PRIMARY KEY,
      action \(key), who \(key), why \(text), store \(text), lane \(text),
      before \(text), after \(text), happened_at \(key)
      """),
    "CREATE INDEX audit_by_position ON audit (position)",
    table(
      "closed_days",
      """
      store \(key), business_date \(key), who \(key), closed_at \(key), content \(key),
      PRIMARY KEY (store, business_date)
      """),
    table(
      "supervisors",
      """
      name \(key) PRIMARY KEY, pin \(key), failures BIGINT NOT NULL CHECK (failures >= 0),
      locked_until BIGINT
      """),
    table(
      "commit_marks",
      """
      id \(key) PRIMARY KEY, made_at \(position),
      is_void BIGINT NOT NULL CHECK (is_void IN (0, 1))
      """),
    "CREATE INDEX commit_marks_by_time ON commit_marks (made_at)",
  ]

  /// Entries are added there, never changed or removed.
  static let ledgers = [
    "point_lots", "point_uses", "sale_lines", "joining_sales", "returns", "return_lines",
    "redemptions", "refusals", "card_stock", "prepaid_movements", "fee_entries", "level_entries",
    "lane_events", "audit", "closed_days",
  ]

  /// What a lane changes.
  static let changing = [
    "members", "cards", "gift_claims", "sales", "business_dates", "receipts", "print_jobs",
    "guard_settings", "travel_times", "card_sightings", "chip_counters", "supervisors",
  ]

  /// What a lane removes: a sale that was given up with its paper, a sighting, a setting, an old mark. Lines
  /// only of a sale that was given up: see ``PostgresSchema``.
  static let passing = [
    "sales", "sale_lines", "receipts", "print_jobs", "card_sightings", "guard_settings",
    "supervisors", "commit_marks",
  ]

  private static let text = "TEXT COLLATE \"C\""
  private static let key = "TEXT COLLATE \"C\" NOT NULL"
  private static let position =
    "BIGINT NOT NULL DEFAULT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)"

  private static func table(_ name: String, _ columns: String) -> String {
    "CREATE TABLE \(name) (\n\(columns)\n)"
  }
}
