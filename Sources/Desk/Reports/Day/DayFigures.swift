import Foundation

/// The totals of a day as they stand in its close.
struct DayFigures: Codable, Hashable {
  var sales: Int
  var returns: Int
  var redemptions: Int
  /// What came in less what went out, in fen.
  var netFen: Int64

  init(sales: Int, returns: Int, redemptions: Int, netFen: Int64) {
    self.sales = sales
    self.returns = returns
    self.redemptions = redemptions
    self.netFen = netFen
  }

  /// Reads what was written down; `nil` for what is none.
  init?(_ text: String) {
    guard let figures = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else {
      return nil
    }
    self = figures
  }

  /// As it is written down.
  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// How many bookings they are.
  var entries: Int { sales + returns + redemptions }

  static func - (left: Self, right: Self) -> Self {
    Self(
      sales: left.sales - right.sales, returns: left.returns - right.returns,
      redemptions: left.redemptions - right.redemptions, netFen: left.netFen - right.netFen)
  }
}
