/// Version 3: prepaid balances, fees, levels by period, referral, what is kept against forgers, and the
/// end of a member's data.
extension SQLiteSchema {
  static let programsAndGuard = programs + cardGuard

  private static let programs =
    [
      "ALTER TABLE members ADD COLUMN referred_by TEXT REFERENCES members (id)",
      "ALTER TABLE members ADD COLUMN referral_sale TEXT",
      "ALTER TABLE members ADD COLUMN erased_on TEXT",
      "ALTER TABLE sales ADD COLUMN effects TEXT",
      "CREATE INDEX open_sales_by_member ON sales (member_id) WHERE state = 'hold'",
      "ALTER TABLE returns ADD COLUMN prepaid_restored_fen INTEGER NOT NULL DEFAULT 0",
      "ALTER TABLE returns ADD COLUMN prepaid_paid_out_fen INTEGER NOT NULL DEFAULT 0",
      "ALTER TABLE receipts ADD COLUMN signed_hash TEXT",
      "CREATE INDEX redemptions_by_member ON redemptions (member_id, business_date)",
      """
      CREATE TABLE prepaid_movements (
        position INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        member_id TEXT NOT NULL REFERENCES members (id),
        kind TEXT NOT NULL, amount_fen INTEGER NOT NULL CHECK (amount_fen <> 0),
        lot_id TEXT REFERENCES prepaid_movements (id),
        store TEXT NOT NULL, reference TEXT NOT NULL, business_date TEXT NOT NULL
      ) STRICT
      """,
      "CREATE INDEX prepaid_by_member ON prepaid_movements (member_id, lot_id, amount_fen)",
      "CREATE INDEX prepaid_by_reference ON prepaid_movements (reference)",
      "CREATE INDEX prepaid_by_day ON prepaid_movements (business_date)",
      """
      CREATE TABLE fee_entries (
        position INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        member_id TEXT NOT NULL REFERENCES members (id),
        year INTEGER NOT NULL, is_payment INTEGER NOT NULL CHECK (is_payment IN (0, 1)),
        reference TEXT NOT NULL, business_date TEXT
      ) STRICT
      """,
      "CREATE INDEX fees_by_member ON fee_entries (member_id)",
      """
      CREATE TABLE level_entries (
        member_id TEXT NOT NULL REFERENCES members (id), period_end TEXT NOT NULL,
        before TEXT NOT NULL, after TEXT NOT NULL, rule TEXT NOT NULL,
        counted INTEGER NOT NULL, business_date TEXT NOT NULL,
        PRIMARY KEY (member_id, period_end)
      ) STRICT
      """,
    ] + appendOnly("prepaid_movements") + appendOnly("fee_entries")
    + appendOnly("level_entries")

  private static let cardGuard =
    [
      "ALTER TABLE cards ADD COLUMN chip_uid TEXT",
      "ALTER TABLE cards ADD COLUMN counter_committed INTEGER",
      "ALTER TABLE cards ADD COLUMN counter_pending INTEGER",
      "CREATE INDEX cards_by_chip ON cards (chip_uid, year) WHERE chip_uid IS NOT NULL",
      "ALTER TABLE refusals ADD COLUMN detail TEXT",
      "ALTER TABLE refusals ADD COLUMN instant INTEGER",
      "CREATE INDEX refusals_by_lane ON refusals (store, lane, position)",
      "CREATE TABLE guard_settings (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) STRICT",
      """
      CREATE TABLE travel_times (
        one TEXT NOT NULL, other TEXT NOT NULL, minutes INTEGER NOT NULL CHECK (minutes >= 0),
        PRIMARY KEY (one, other)
      ) STRICT
      """,
      """
      CREATE TABLE card_sightings (
        number TEXT NOT NULL PRIMARY KEY, store TEXT NOT NULL, lane TEXT NOT NULL,
        seen_at TEXT NOT NULL
      ) STRICT
      """,
      """
      CREATE TABLE lane_events (
        position INTEGER PRIMARY KEY,
        store TEXT NOT NULL, lane TEXT NOT NULL,
        is_locked INTEGER NOT NULL CHECK (is_locked IN (0, 1)),
        supervisor TEXT, after_refusal INTEGER NOT NULL, happened_at TEXT NOT NULL
      ) STRICT
      """,
      "CREATE INDEX lane_events_by_lane ON lane_events (store, lane, position)",
      "CREATE TABLE chip_counters (chip_uid TEXT NOT NULL PRIMARY KEY, counter INTEGER NOT NULL) STRICT",
    ] + appendOnly("lane_events")
}
