/// The id of a rule of the customer's program, such as `A9` or `B3`.
///
/// Quotes, explanations, slips and tests name rules by it. It is stored as a letter and a number, so that
/// pricing handles it without building strings.
public struct RuleID: Sendable, Hashable, Comparable {
  /// The program's letter in ASCII: `A` chain-store, `B` department-store, `C` retail-loyalty.
  public let series: UInt8
  /// The article number, 1 to 255.
  public let article: UInt8

  /// Makes an id from the ASCII letter and the article number.
  public init(series: UInt8, article: UInt8) {
    self.series = series
    self.article = article
  }

  /// Reads an id such as `A39`; `nil` unless it is a capital letter and a number from 1 to 255.
  public init?(_ text: some StringProtocol) {
    guard let first = text.utf8.first, (0x41...0x5A).contains(first),
      let number = UInt8(text.dropFirst()), number > 0
    else { return nil }
    self.init(series: first, article: number)
  }

  /// An article of program A, `chain-store`.
  public static func a(_ article: UInt8) -> RuleID { RuleID(series: 0x41, article: article) }
  /// An article of program B, `department-store`.
  public static func b(_ article: UInt8) -> RuleID { RuleID(series: 0x42, article: article) }
  /// An article of program C, `retail-loyalty`.
  public static func c(_ article: UInt8) -> RuleID { RuleID(series: 0x43, article: article) }

  public static func < (left: Self, right: Self) -> Bool {
    (left.series, left.article) < (right.series, right.article)
  }
}

extension RuleID: CustomStringConvertible {
  /// The letter and the number, such as `A9`.
  public var description: String { "\(Unicode.Scalar(series))\(article)" }
}
