import Desk

/// Which shop and which lane a command works for.
enum TillInForce {
  /// The shop's id. Throws a usage error where nobody names it.
  static func shop(_ option: String?) throws -> String {
    try MissingOption.value(LaneInForce.settings.shop(option), "--shop", field: "shop.id")
  }

  /// The lane's id. Throws a usage error where nobody names it.
  static func lane(_ option: String?) throws -> String {
    try MissingOption.value(LaneInForce.settings.lane(option), "--lane", field: "lane")
  }
}
