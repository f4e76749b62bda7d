public import Loyalty

extension Slip {
  /// The slip of a sale with how it was paid, for one that was composed before that was known.
  ///
  /// - Parameters:
  ///   - receipt: the slip of one sale, as ``compose(sale:quote:card:header:tenders:language:copy:reprint:program:)``
  ///     made it.
  ///   - due: the amount due.
  ///   - tenders: what was handed over; what exceeds the amount due is the change.
  public static func pay(_ receipt: Receipt, due: Money, tenders: [Tender]) -> Receipt {
    // The amount due stands below the only double rule, what was paid below it up to the next rule.
    guard let mark = receipt.lines.firstIndex(of: .rule(.double)) else { return receipt }
    var result = receipt
    let below = receipt.lines[(mark + 1)...].firstIndex {
      if case .rule = $0 { true } else { false }
    }
    result.lines.replaceSubrange(
      mark..<(below ?? mark + 2),
      with: payment(due, tenders, SlipWords(language: receipt.language, program: nil)))
    return result
  }
}
