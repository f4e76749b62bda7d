/// The counter in a key serial number: so many bits, of which no more than a few are ever ones, so that
/// the host derives any key in a few steps (ANSI X9.24-1, annex A; X9.24-3, 6.3).
struct TransactionCounter {
  /// Bits of the counter.
  let width: Int
  /// The most one bits that a device uses.
  let maximumOnes: Int

  static let tdes = TransactionCounter(width: 21, maximumOnes: 10)
  static let aes = TransactionCounter(width: 32, maximumOnes: 16)

  /// Throws unless a device can have sent this counter.
  func check(_ counter: UInt32) throws(DUKPTError) {
    guard counter != 0 else { throw .counterZero }
    guard counter.nonzeroBitCount <= maximumOnes else {
      throw .counterBits(counter.nonzeroBitCount, maximum: maximumOnes)
    }
  }

  /// The counter of the next transaction. Throws ``DUKPTError/exhausted`` behind the last one.
  func next(after counter: UInt32) throws(DUKPTError) -> UInt32 {
    var next = UInt64(counter) + 1
    // Adding the lowest one bit passes over all counters with too many ones at once.
    while next.nonzeroBitCount > maximumOnes { next += next & (~next + 1) }
    guard next >> UInt64(width) == 0, let next = UInt32(exactly: next) else { throw .exhausted }
    return next
  }

  /// The one bits of a counter, highest first, each with those above it: the steps of a derivation.
  func steps(to counter: UInt32) -> [UInt32] {
    var sum: UInt32 = 0
    var steps: [UInt32] = []
    for bit in (0..<width).reversed() where counter >> UInt32(bit) & 1 == 1 {
      sum |= 1 << UInt32(bit)
      steps.append(sum)
    }
    return steps
  }
}
