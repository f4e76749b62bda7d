import ArgumentParser
import Loyalty
import Receipts

/// A tender on the command line: `cash=600.00`.
enum TenderArgument {
  static func parse(_ text: String) throws -> Tender {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, let amount = Money(parts[1]), amount >= .zero else {
      throw ValidationError("\"\(text)\" is no tender; write it as cash=600.00")
    }
    return Tender(Tender.Kind(rawValue: String(parts[0])), amount)
  }
}
