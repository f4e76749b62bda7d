/// The largest amounts that are accepted, chosen so that no sum or product in pricing can overflow
/// 64 bits: a sale's 10¹³ fen times a rate's 10⁴ stays below 9.2 × 10¹⁸.
enum Bounds {
  /// The largest unit price and amount in a file: 999,999,999.99.
  static let amount = Money(fen: 99_999_999_999)
  /// The largest total of a sale: 100,000,000,000.00.
  static let sale = Money(fen: 10_000_000_000_000)
  /// The largest quantity: 999,999,999.999.
  static let quantity = Quantity(thousandths: 999_999_999_999)
  /// The most points in a lot, in a rule, or ever earned.
  static let points: Int64 = 1_000_000_000_000_000
  /// The most lines in a sale, lots of a member, promotions of a day.
  static let entries = 10_000
}
