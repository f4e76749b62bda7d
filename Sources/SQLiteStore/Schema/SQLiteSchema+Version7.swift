/// Version 7: the sales against which somebody joined.
extension SQLiteSchema {
  /// A sale makes one card (rules A4, A5, B1).
  static let joiningSales =
    [
      """
      CREATE TABLE joining_sales (
        sale_id TEXT NOT NULL PRIMARY KEY REFERENCES sales (id),
        member_id TEXT NOT NULL REFERENCES members (id)
      ) STRICT
      """
    ] + appendOnly("joining_sales") + refuseReplacing("joining_sales", ["sale_id"])
}
