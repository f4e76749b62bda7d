import GRDB

/// The tables of a store file, built step by step: step n brings a file from version n to n + 1.
///
/// The dialect is kept to what other engines know: text for ids and dates (ISO 8601, so that they
/// sort), 64-bit integers for points and fen. Only the last line of defence is SQLite's own: triggers
/// that refuse to change or remove a ledger entry or a frozen line.
enum SQLiteSchema {
  /// `CDLN` in ASCII: marks a file as a CardLane store.
  static let applicationID: Int32 = 0x4344_4C4E

  /// The version that this code reads and writes.
  static var version: Int { steps.count }

  /// Brings a file up to date in one transaction.
  static func migrate(_ db: Database) throws {
    try db.inTransaction(.exclusive) {
      try build(db)
      return .commit
    }
  }

  /// Takes the steps that a file has not taken, inside a transaction.
  ///
  /// - Parameter version: the version to stop at; tests make old files with it.
  static func build(_ db: Database, through version: Int = version) throws {
    let current = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    for step in steps.prefix(version).dropFirst(current) {
      for statement in step.statements { try db.execute(sql: statement) }
      try step.fill(db)
    }
    // PRAGMA takes no bound arguments; both numbers are our own.
    try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    try db.execute(sql: "PRAGMA user_version = \(version)")
  }

  /// One step: its statements, then what has to be worked out from what the file holds already.
  struct Step: Sendable {
    let statements: [String]
    var fill: @Sendable (Database) throws -> Void = { _ in }
  }

  private static let steps = [
    Step(statements: members + ledger + sales + paper), Step(statements: cardStock),
    Step(statements: programsAndGuard, fill: Version3Filling.run),
    Step(statements: redemptionValue), Step(statements: reopening),
    Step(statements: logMark + noReplacing), Step(statements: joiningSales),
    Step(statements: audit), Step(statements: supervisors + closedDays),
  ]

  /// Version 5: of a sale that was given up nothing was booked, so that its id may be used again.
  private static let reopening = [
    "DROP TRIGGER sale_lines_refuse_delete",
    """
    CREATE TRIGGER sale_lines_refuse_delete BEFORE DELETE ON sale_lines
    WHEN coalesce((SELECT state FROM sales WHERE id = OLD.sale_id), '') <> 'void'
    BEGIN SELECT RAISE(ABORT, 'sale_lines: entries are added, never changed or removed'); END
    """,
  ]

  /// Version 4: what points that bought a gift are worth between merchants.
  private static let redemptionValue = [
    "ALTER TABLE redemptions ADD COLUMN value_fen INTEGER CHECK (value_fen >= 0)"
  ]

  private static let members = [
    """
    CREATE TABLE members (
      id TEXT NOT NULL PRIMARY KEY,
      family_name TEXT, title TEXT, level TEXT NOT NULL,
      joined_on TEXT, registered_on TEXT, birthday TEXT,
      accumulated_points INTEGER NOT NULL CHECK (accumulated_points >= 0),
      last_purchase_on TEXT, fee_paid_for INTEGER,
      revision INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX members_by_family_name ON members (family_name)",
    """
    CREATE TABLE cards (
      number TEXT NOT NULL, year INTEGER NOT NULL, sequence INTEGER NOT NULL,
      member_id TEXT NOT NULL REFERENCES members (id),
      status TEXT NOT NULL, issued_on TEXT NOT NULL, ended_on TEXT,
      PRIMARY KEY (number, year, sequence)
    ) STRICT
    """,
    "CREATE INDEX cards_by_member ON cards (member_id)",
    """
    CREATE TABLE gift_claims (
      member_id TEXT NOT NULL REFERENCES members (id),
      rule TEXT NOT NULL, period TEXT NOT NULL,
      reference TEXT NOT NULL, claimed_on TEXT NOT NULL,
      PRIMARY KEY (member_id, rule, period)
    ) STRICT
    """,
  ]

  private static let ledger =
    [
      """
      CREATE TABLE point_lots (
        id TEXT NOT NULL PRIMARY KEY,
        member_id TEXT NOT NULL REFERENCES members (id),
        reference TEXT NOT NULL, kind TEXT NOT NULL,
        points INTEGER NOT NULL CHECK (points > 0),
        earned_on TEXT NOT NULL, expires_on TEXT, register_by TEXT,
        basis_fen INTEGER NOT NULL, rules TEXT NOT NULL,
        program_id TEXT NOT NULL, program_version TEXT NOT NULL
      ) STRICT
      """,
      "CREATE INDEX point_lots_by_member ON point_lots (member_id, expires_on)",
      """
      CREATE TABLE point_uses (
        position INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        lot_id TEXT NOT NULL REFERENCES point_lots (id),
        points INTEGER NOT NULL CHECK (points <> 0),
        reason TEXT NOT NULL, reference TEXT NOT NULL, used_on TEXT NOT NULL
      ) STRICT
      """,
      "CREATE INDEX point_uses_by_lot ON point_uses (lot_id, points)",
      "CREATE INDEX point_uses_by_reference ON point_uses (reference)",
    ] + appendOnly("point_lots") + appendOnly("point_uses")

  private static let sales =
    [
      """
      CREATE TABLE sales (
        position INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        store TEXT NOT NULL, lane TEXT NOT NULL, business_date TEXT NOT NULL, cashier TEXT,
        content TEXT NOT NULL, priced TEXT NOT NULL, quote TEXT NOT NULL,
        member_id TEXT REFERENCES members (id),
        program_id TEXT NOT NULL, program_version TEXT NOT NULL,
        due_fen INTEGER NOT NULL, basis_fen INTEGER NOT NULL,
        earnings TEXT NOT NULL, points_spent INTEGER NOT NULL CHECK (points_spent >= 0),
        level TEXT, new_level TEXT,
        state TEXT NOT NULL CHECK (state IN ('hold', 'committed', 'void')),
        held_at TEXT NOT NULL, closed_at TEXT
      ) STRICT
      """,
      "CREATE INDEX sales_by_member ON sales (member_id, business_date)",
      "CREATE INDEX open_sales ON sales (store, lane, position) WHERE state = 'hold'",
      """
      CREATE TABLE sale_lines (
        sale_id TEXT NOT NULL REFERENCES sales (id), position INTEGER NOT NULL,
        id TEXT NOT NULL, sku TEXT, name TEXT NOT NULL,
        quantity_thousandths INTEGER NOT NULL, unit_price_fen INTEGER NOT NULL,
        kind TEXT NOT NULL, counter TEXT, category TEXT, brand TEXT, model TEXT,
        gross_fen INTEGER NOT NULL, counter_discount_fen INTEGER NOT NULL,
        member_discount_fen INTEGER NOT NULL, money_off_fen INTEGER NOT NULL,
        net_fen INTEGER NOT NULL,
        PRIMARY KEY (sale_id, position)
      ) STRICT
      """,
      """
      CREATE TABLE returns (
        position INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        sale_id TEXT NOT NULL REFERENCES sales (id),
        lane TEXT NOT NULL, business_date TEXT NOT NULL, content TEXT NOT NULL,
        refund_fen INTEGER NOT NULL,
        points_reclaimed INTEGER NOT NULL, points_forgiven INTEGER NOT NULL,
        points_restored INTEGER NOT NULL, booked_at TEXT NOT NULL
      ) STRICT
      """,
      "CREATE INDEX returns_by_sale ON returns (sale_id, position)",
      """
      CREATE TABLE return_lines (
        return_id TEXT NOT NULL REFERENCES returns (id), position INTEGER NOT NULL,
        line_id TEXT NOT NULL, quantity_thousandths INTEGER NOT NULL,
        refund_fen INTEGER NOT NULL,
        PRIMARY KEY (return_id, position)
      ) STRICT
      """,
      """
      CREATE TABLE redemptions (
        id TEXT NOT NULL PRIMARY KEY,
        member_id TEXT NOT NULL REFERENCES members (id),
        store TEXT NOT NULL, lane TEXT NOT NULL, business_date TEXT NOT NULL,
        gift TEXT NOT NULL, points INTEGER NOT NULL CHECK (points > 0),
        content TEXT NOT NULL, booked_at TEXT NOT NULL
      ) STRICT
      """,
      """
      CREATE TABLE business_dates (
        store TEXT NOT NULL PRIMARY KEY, latest TEXT NOT NULL
      ) STRICT
      """,
    ] + appendOnly("sale_lines") + appendOnly("returns") + appendOnly("return_lines")
    + appendOnly("redemptions")

  private static let paper =
    [
      """
      CREATE TABLE receipts (
        number TEXT NOT NULL PRIMARY KEY,
        store TEXT NOT NULL, lane TEXT NOT NULL, business_date TEXT NOT NULL,
        content TEXT NOT NULL, signature TEXT
      ) STRICT
      """,
      "CREATE INDEX receipts_by_day ON receipts (store, business_date)",
      """
      CREATE TABLE print_jobs (
        position INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        receipt_number TEXT NOT NULL REFERENCES receipts (number),
        copy TEXT NOT NULL, reprint INTEGER NOT NULL,
        store TEXT NOT NULL, lane TEXT NOT NULL, state TEXT NOT NULL, reached_at TEXT NOT NULL
      ) STRICT
      """,
      "CREATE INDEX print_jobs_by_receipt ON print_jobs (receipt_number, position)",
      "CREATE INDEX print_jobs_by_state ON print_jobs (store, lane, state)",
      """
      CREATE TABLE refusals (
        position INTEGER PRIMARY KEY,
        masked_number TEXT, reason TEXT NOT NULL,
        store TEXT NOT NULL, lane TEXT NOT NULL, business_date TEXT NOT NULL,
        refused_at TEXT NOT NULL
      ) STRICT
      """,
      "CREATE INDEX refusals_by_day ON refusals (store, lane, business_date)",
    ] + appendOnly("refusals")

  private static let cardStock =
    [
      """
      CREATE TABLE card_stock (
        position INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        store TEXT NOT NULL, year INTEGER NOT NULL, movement TEXT NOT NULL,
        count INTEGER NOT NULL CHECK (count > 0),
        business_date TEXT NOT NULL, note TEXT
      ) STRICT
      """,
      "CREATE INDEX sales_by_day ON sales (business_date, position)",
      "CREATE INDEX returns_by_day ON returns (business_date, position)",
    ] + appendOnly("card_stock")

  /// Triggers that let rows come in and stay as they are.
  static func appendOnly(_ table: String) -> [String] {
    ["UPDATE", "DELETE"].map { action in
      """
      CREATE TRIGGER \(table)_refuse_\(action.lowercased()) BEFORE \(action) ON \(table)
      BEGIN SELECT RAISE(ABORT, '\(table): entries are added, never changed or removed'); END
      """
    }
  }
}
