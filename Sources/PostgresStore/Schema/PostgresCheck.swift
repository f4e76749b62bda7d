import StoreTables

/// Looks whether the books agree with themselves.
enum PostgresCheck {
  /// How many rows contradict another; none in a store that is whole.
  private static let questions = [
    // More taken out of a lot of points, or of a top-up, than was ever in it.
    """
    SELECT count(*) AS wrong FROM point_lots l
    JOIN (SELECT lot_id, SUM(points) AS used FROM point_uses GROUP BY lot_id) u ON u.lot_id = l.id
    WHERE u.used < 0
    """,
    """
    SELECT count(*) AS wrong FROM (SELECT lot_id FROM prepaid_movements WHERE lot_id IS NOT NULL
      GROUP BY lot_id HAVING SUM(amount_fen) < 0) t
    """,
    // A sale without a line, a return of more than was sold.
    """
    SELECT count(*) AS wrong FROM sales s
    WHERE NOT EXISTS (SELECT 1 FROM sale_lines l WHERE l.sale_id = s.id)
    """,
    """
    SELECT count(*) AS wrong FROM
      (SELECT r.sale_id, rl.line_id, SUM(rl.quantity_thousandths) AS back FROM returns r
        JOIN return_lines rl ON rl.return_id = r.id GROUP BY r.sale_id, rl.line_id) t
    JOIN sale_lines l ON l.sale_id = t.sale_id AND l.id = t.line_id
    WHERE t.back > l.quantity_thousandths
    """,
    // An index or a reference that the server does not keep any more.
    "SELECT count(*) AS wrong FROM pg_index WHERE NOT indisvalid",
    "SELECT count(*) AS wrong FROM pg_constraint WHERE contype = 'f' AND NOT convalidated",
  ]

  static func isWhole(on connection: PostgresConnection) throws -> Bool {
    try connection.begin("ISOLATION LEVEL REPEATABLE READ READ ONLY")
    do {
      for question in questions {
        try connection.send(question)
        let row = PostgresRow(answer: try connection.answer(), index: 0)
        guard try row.integer("wrong") == 0 else {
          try connection.rollBack()
          return false
        }
      }
    } catch let failure as PostgresFailure {
      try connection.rollBack()
      throw failure
    }
    try connection.commit()
    return true
  }
}
