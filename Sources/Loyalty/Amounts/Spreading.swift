/// Spreading an amount over shares by largest remainder.
enum Spreading {
  /// `amount` split in proportion to `weights`: the parts sum exactly, ties go to the earlier one,
  /// and no part exceeds its weight as long as `amount` does not exceed their sum.
  ///
  /// - Parameters:
  ///   - amount: 0 or more.
  ///   - weights: each 0 or more; where all are 0, nothing can be spread and all parts are 0.
  static func spread(_ amount: Int64, over weights: [Int64]) -> [Int64] {
    let total = weights.reduce(Int128(0)) { $0 + Int128($1) }
    guard total > 0, amount > 0 else { return weights.map { _ in 0 } }
    var parts: [Int64] = []
    var remainders: [Int128] = []
    parts.reserveCapacity(weights.count)
    remainders.reserveCapacity(weights.count)
    var left = amount
    for weight in weights {
      let (quotient, remainder) = (Int128(amount) * Int128(weight))
        .quotientAndRemainder(dividingBy: total)
      parts.append(Int64(quotient))
      remainders.append(remainder)
      left -= Int64(quotient)
    }
    give(left, toLargestOf: remainders, in: &parts)
    return parts
  }

  /// Adds 1 to the `count` parts with the largest remainders, ties to the earlier one.
  static func give(_ count: Int64, toLargestOf remainders: [Int128], in parts: inout [Int64]) {
    guard count > 0 else { return }
    let order = remainders.indices.sorted {
      remainders[$0] != remainders[$1] ? remainders[$0] > remainders[$1] : $0 < $1
    }
    for index in order.prefix(Int(count)) { parts[index] += 1 }
  }
}
