/// The amount that points are counted on: what was paid for goods that earn, less the part of it that was
/// paid with special tenders.
///
/// A special tender pays for all lines alike, so its part on the earning ones is their share of the sale,
/// rounded half-up to the fen. Only sums decide, never the order of lines.
struct PointsBasis {
  /// Fen paid for goods that earn, by whatever means.
  let earning: Int64
  /// Fen of them that earn.
  let sum: Int64

  init(_ sale: Sale, _ lines: [QuoteLine], rules: PointsRules) {
    var due: Int64 = 0
    var earning: Int64 = 0
    let earns = LineKind.allCases.map(rules.earnedBy.contains)
    // A span lends each line where it lies; iterating the array would copy its texts.
    let goods = sale.lines
    let span = goods.span
    for index in 0..<min(lines.count, goods.count) {
      let fen = lines[index].net.fen
      due += fen
      if earns[span[index].kind.index] { earning += fen }
    }
    var special: Int64 = 0
    for tender in sale.specialTenders where !rules.earningTenders.contains(tender.kind) {
      special = min(due, special.saturating(plus: tender.amount.fen))
    }
    self.earning = earning
    sum = earning - Self.share(of: special, earning, due)
  }

  /// What still earns once only `kept` fen of the earning goods are kept: by the state of the sale alone, so
  /// however the rest came back.
  func after(keeping kept: Int64) -> Int64 {
    sum == earning ? kept : Self.share(of: sum, kept, earning)
  }

  /// `amount × part ÷ whole`, rounded half-up; 0 of nothing.
  private static func share(of amount: Int64, _ part: Int64, _ whole: Int64) -> Int64 {
    guard whole > 0 else { return 0 }
    return Int64((Int128(amount) * Int128(part) * 2 + Int128(whole)) / (Int128(whole) * 2))
  }
}
