import Loyalty
import MemberStore
import Receipts
import Wording

/// What came in on a day by each way of paying, less what returns paid out by it.
struct DayTakings {
  /// One way of paying.
  struct Entry {
    let kind: Tender.Kind
    /// How many sales were paid by it, or in part.
    var sales: Int
    var amount: Money
  }

  /// Sorted by name; what nobody has told comes last.
  let tenders: [Entry]

  /// The cash of the day: what was taken less change and what was paid out.
  var cash: Money { tenders.first { $0.kind == .cash }?.amount ?? .zero }

  /// The tills did not say how a sale was paid.
  static let untold = Tender.Kind(rawValue: "untold")

  /// The name of a way of paying.
  static func name(of kind: Tender.Kind) -> Sentence {
    kind == untold ? Sentence(zhHans: "未说明", zhHant: "未說明", en: "not said") : kind.name
  }

  init(paid: [SaleRecord], returns: [ReturnRecord]) {
    var entries: [Tender.Kind: Entry] = [:]
    func add(_ amount: Money, by kind: Tender.Kind, sales: Int) {
      var entry = entries[kind] ?? Entry(kind: kind, sales: 0, amount: .zero)
      entry.sales += sales
      entry.amount = entry.amount + amount
      entries[kind] = entry
    }
    for sale in paid {
      let payments = sale.payments
      guard !payments.isEmpty else {
        add(sale.due, by: Self.untold, sales: 1)
        continue
      }
      for (kind, amounts) in Dictionary(grouping: payments, by: \.kind) {
        add(amounts.reduce(.zero) { $0 + $1.amount }, by: kind, sales: 1)
      }
      // Only cash is ever more than what is due.
      let change = payments.reduce(Money.zero) { $0 + $1.amount } - sale.due
      if change > .zero { add(-change, by: .cash, sales: 0) }
    }
    for entry in returns {
      if entry.prepaidRestored > .zero { add(-entry.prepaidRestored, by: .prepaid, sales: 0) }
      let out = entry.refund - entry.prepaidRestored
      if out > .zero { add(-out, by: entry.tender, sales: 0) }
    }
    tenders = entries.values.sorted {
      ($0.kind == Self.untold ? 1 : 0, $0.kind.rawValue)
        < ($1.kind == Self.untold ? 1 : 0, $1.kind.rawValue)
    }
  }
}

extension SaleRecord {
  /// How the sale was paid, as far as the till has said.
  fileprivate var payments: [Tender] {
    if let payments = effects.payments {
      return payments.map { Tender(.init(rawValue: $0.kind), Money(fen: $0.fen)) }
    }
    // Booked by a version that kept them only in the request: its third line is such as `cash 5.00,prepaid 3.00`.
    let lines = content.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 2 else { return [] }
    return lines[2].split(separator: ",").compactMap { part in
      let words = part.split(separator: " ")
      guard words.count == 2, let amount = Money(words[1]) else { return nil }
      return Tender(.init(rawValue: String(words[0])), amount)
    }
  }
}

extension ReturnRecord {
  /// How the refund was paid out: the last line of the request.
  fileprivate var tender: Tender.Kind {
    content.split(separator: "\n", omittingEmptySubsequences: false).last
      .map { Tender.Kind(rawValue: String($0)) } ?? .cash
  }
}
