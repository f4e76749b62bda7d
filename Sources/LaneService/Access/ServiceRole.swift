/// What the bearer of a token may do.
public enum ServiceRole: String, Sendable, Hashable, CaseIterable {
  /// A till's program: sales, cards, members, paper.
  case till
  /// The cashier's page: the same.
  case page
  /// The member's display: sees the sale at hand and signs.
  case display
  /// The manager: everything, reports and the day's close included.
  case manager
  /// Whoever watches the service: its figures, nothing of a sale.
  case metrics

  /// Whether the role may call a path.
  ///
  /// - Parameters:
  ///   - path: the path of the call, such as `/v1/sales/L1-1`.
  ///   - isReading: whether nothing is changed by it.
  func mayCall(_ path: String, isReading: Bool) -> Bool {
    let parts = path.split(separator: "/")
    switch self {
    case .manager: return true
    case .metrics: return path == "/metrics"
    case .till, .page:
      let isManagers =
        ["reports", "tables"].contains(parts.dropFirst().first ?? "")
        || (["day", "program"].contains(parts.dropFirst().first ?? "") && !isReading)
      return parts.first == "v1" && !isManagers
    case .display:
      let isSignature = parts.count == 4 && parts[1] == "receipts" && parts[3] == "signature"
      return parts.first == "v1"
        && (isReading && ["lane", "events", "sales"].contains(parts.dropFirst().first ?? "")
          || isSignature)
    }
  }
}
