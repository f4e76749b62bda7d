extension Collection<UInt8> where Self: BidirectionalCollection {
  /// A whole number, least significant byte first.
  package var littleEndian: Int { reversed().reduce(0) { $0 << 8 | Int($1) } }
}

extension FixedWidthInteger {
  /// The lowest `count` bytes, least significant first.
  package func littleEndianBytes(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: self >> ($0 * 8)) }
  }
}
