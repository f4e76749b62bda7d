extension ReportField {
  /// The `index`-th value of the field in a report.
  ///
  /// `report` is the report as it came, with its id in front if the device sends ids. Gives `nil` if
  /// the index is out of range, if the value is wider than 64 bits, or if the report ends before it.
  /// Signed if the logical minimum is negative.
  public func value(_ index: Int = 0, in report: Span<UInt8>) -> Int64? {
    guard (0..<count).contains(index), bitSize <= 64 else { return nil }
    let start = bitOffset + (reportID == nil ? 0 : 8) + index * bitSize
    guard start + bitSize <= report.count * 8 else { return nil }
    var bits: UInt64 = 0
    var taken = 0
    while taken < bitSize {
      let bit = start + taken
      let some = min(8 - bit % 8, bitSize - taken)
      let part = report[bit / 8] >> UInt8(bit % 8) & UInt8((1 << some) - 1)
      bits |= UInt64(part) << UInt64(taken)
      taken += some
    }
    guard logicalMinimum < 0 else { return Int64(bitPattern: bits) }
    let unused = UInt64(64 - bitSize)
    return Int64(bitPattern: bits << unused) >> Int64(unused)
  }

  /// The number of whole bytes that the field takes, or `nil` if it is not made of whole bytes.
  public var byteCount: Int? {
    guard bitOffset % 8 == 0, totalBits % 8 == 0 else { return nil }
    return totalBits / 8
  }

  /// The places of the field's bytes in a report, clamped to the report's end, or `nil` if the field
  /// is not made of whole bytes.
  ///
  /// A range and not a copy, so that card data stay in the caller's buffer.
  public func byteRange(in report: Span<UInt8>) -> Range<Int>? {
    guard let byteCount else { return nil }
    let start = bitOffset / 8 + (reportID == nil ? 0 : 1)
    return (start..<start + byteCount).clamped(to: 0..<report.count)
  }

  /// Whether a report carries this field: one without id, or one whose first byte is the id.
  public func belongs(to report: Span<UInt8>) -> Bool {
    guard let reportID else { return true }
    return !report.isEmpty && report[0] == reportID
  }
}
