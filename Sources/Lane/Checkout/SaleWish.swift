import Loyalty

/// What a stored request asked for, apart from what the cashier confirmed on the way: the same goods under the
/// same id are the same sale.
package struct SaleWish: Equatable {
  /// The sale without confirmations.
  package let goods: String
  /// The card and the tenders.
  private let terms: [Substring]

  /// Reads a request in the canonical form of ``CheckoutLane/content(_:card:tenders:gifts:)``.
  package init(_ content: String) {
    let lines = content.split(separator: "\n", omittingEmptySubsequences: false)
    terms = Array(lines.dropFirst().prefix(2))
    guard var sale = try? Sale.read(json: String(lines[0])) else {
      goods = String(lines[0])
      return
    }
    sale.confirmations = Confirmations()
    sale.waivesDiscount = false
    // Whose sale it is counts, not what was on the account that day.
    sale.member = sale.member.map { MemberSnapshot(id: $0.id, level: "") }
    goods = sale.json
  }
}
