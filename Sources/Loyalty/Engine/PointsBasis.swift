/// What each line of a sale brings to the amount that points are counted on.
///
/// A part paid with a special tender is spread over all lines by largest remainder, like every amount on
/// the whole sale, and earns nothing unless the program lists the tender.
struct PointsBasis {
  /// Fen by line: 0 for goods that earn nothing.
  let amounts: [Int64]

  init(_ sale: Sale, _ lines: [QuoteLine], rules: PointsRules) {
    var due: Int64 = 0
    for line in lines { due += line.net.fen }
    var special: Int64 = 0
    for tender in sale.specialTenders where !rules.earningTenders.contains(tender.kind) {
      special = min(due, special.saturating(plus: tender.amount.fen))
    }
    let shares =
      special > 0
      ? Spreading.spread(special, over: lines.map(\.net.fen)) : lines.map { _ in 0 }
    amounts = lines.indices.map { index in
      rules.earnedBy.contains(sale.lines[index].kind) ? lines[index].net.fen - shares[index] : 0
    }
  }

  /// The amount that points are counted on, in fen.
  var sum: Int64 { amounts.reduce(0, +) }
}
