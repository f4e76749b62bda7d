import BusinessCalendar
import Lane
import Loyalty
import MemberStore
import Receipts

/// Money that was loaded onto cards in one shop and spent in another (rule C5).
struct PrepaidTransfers {
  /// What a shop that took money owes a shop that sold for it.
  var transfers: [Transfer] = []
  /// Spending that no loaded money covers.
  var overdrawn: [PrepaidEntry] = []

  /// Replays every card's balance from the first sale up to the end of a month.
  static func all(
    through month: BusinessDate, program: LoyaltyProgram, _ tables: any StoreTransaction
  ) throws -> PrepaidTransfers {
    guard let rule = program.prepaid else { return PrepaidTransfers() }
    let last = month.adding(days: 1 - month.day).adding(months: 1).adding(days: -1)
    var ledgers: [String: PrepaidLedger] = [:]
    var result = PrepaidTransfers()
    for sale in try tables.sales(from: .earliest, through: last) where sale.state == .committed {
      guard let member = sale.memberID else { continue }
      var ledger = ledgers[member] ?? PrepaidLedger(limit: rule.limit)
      for entry in entries(of: sale) {
        do {
          result.transfers += try ledger.append(entry)
        } catch {
          result.overdrawn.append(entry)
        }
      }
      ledgers[member] = ledger
    }
    return result
  }

  /// What a sale loads onto the card, then what it takes from it.
  private static func entries(of sale: SaleRecord) -> [PrepaidEntry] {
    let loaded = sale.lines.filter { $0.kind == .prepaid }.reduce(Money.zero) { $0 + $1.net }
    let spent = sale.tenders.filter { $0.kind == .prepaid }.reduce(Money.zero) { $0 + $1.amount }
    let changes: [(PrepaidEntry.Change, Money)] = [(.topUp, loaded), (.spent, spent)]
    return changes.filter { $0.1 > .zero }.map { change, amount in
      PrepaidEntry(
        date: sale.date, store: sale.store, change: change, amount: amount, cause: sale.id)
    }
  }
}

extension SaleRecord {
  /// How the sale was paid, from the last line of its canonical form: `cash 5.00,prepaid 3.00`.
  fileprivate var tenders: [Tender] {
    guard let line = content.split(separator: "\n", omittingEmptySubsequences: false).last else {
      return []
    }
    return line.split(separator: ",").compactMap { part in
      let words = part.split(separator: " ")
      guard words.count == 2, let amount = Money(words[1]) else { return nil }
      return Tender(Tender.Kind(rawValue: String(words[0])), amount)
    }
  }
}
