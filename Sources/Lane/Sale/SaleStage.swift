/// Where one sale stands at the lane. Raw values appear in JSON.
public enum SaleStage: String, Sendable, Hashable, CaseIterable, Codable {
  /// No sale.
  case idle
  /// Goods are scanned; no card yet.
  case scanning
  /// A good card was shown.
  case identified
  /// The last card was refused; another one may be shown, or none.
  case refused
  /// Priced; the customer knows the amount.
  case quoted
  /// Frozen and stored; the payment is under way.
  case held
  /// Paid and booked.
  case committed
  /// The slip went to the printer.
  case slipPrinted
  /// Over.
  case done
  /// Given up before it was paid.
  case voided

  /// Whether this stage may follow.
  public func mayBecome(_ next: SaleStage) -> Bool { Self.ways[self]?.contains(next) ?? false }

  /// Whether a card shown now still counts (rule A33: before payment).
  public var takesCards: Bool {
    switch self {
    case .scanning, .identified, .refused, .quoted: true
    case .idle, .held, .committed, .slipPrinted, .done, .voided: false
    }
  }

  private static let ways: [SaleStage: Set<SaleStage>] = [
    .idle: [.scanning],
    .scanning: [.scanning, .identified, .refused, .quoted, .voided],
    .identified: [.scanning, .identified, .refused, .quoted, .voided],
    .refused: [.scanning, .identified, .refused, .quoted, .voided],
    .quoted: [.scanning, .identified, .refused, .quoted, .held, .committed, .voided],
    .held: [.committed, .voided],
    .committed: [.slipPrinted, .done],
    .slipPrinted: [.slipPrinted, .done],
    .done: [.scanning],
    .voided: [.scanning],
  ]
}
