/// The global items in force (HID 1.11, 6.2.2.7): they hold until changed, push and pop save them.
struct HIDGlobalState {
  var usagePage: UInt16 = 0
  var reportSize: UInt32 = 0
  var reportCount: UInt32 = 0
  var reportID: UInt8?
  private var logicalMinimum: Int64 = 0
  private var logicalMaximum: Int64 = 0
  private var unsignedMaximum: Int64 = 0

  /// Both ends. Many devices write a maximum such as 255 in one byte: it is unsigned if the minimum
  /// is not negative.
  var logicalRange: (Int64, Int64) {
    (logicalMinimum, logicalMinimum < 0 ? logicalMaximum : unsignedMaximum)
  }

  mutating func take(_ item: HIDItem) throws(HIDDescriptorError) {
    switch item.tag {
    case 0x0: usagePage = UInt16(truncatingIfNeeded: item.value)
    case 0x1: logicalMinimum = item.signedValue
    case 0x2:
      logicalMaximum = item.signedValue
      unsignedMaximum = Int64(item.value)
    case 0x7: reportSize = item.value
    case 0x9: reportCount = item.value
    // Physical range, exponent and unit say nothing about where a field lies.
    default: break
    }
  }
}

/// The local items before one main item (HID 1.11, 6.2.2.8).
struct HIDLocalState {
  private var pending: [LocalUsage] = []
  private var minimum: LocalUsage?
  private var inSet = false
  private var setHasUsage = false

  /// The usages in order, as ranges of page and id. A usage without a page of its own is on the page
  /// in force at the main item.
  func usages(page: UInt16) -> [ClosedRange<UInt32>] {
    pending.map { $0.range(page: page) }
  }

  mutating func take(_ item: HIDItem) throws(HIDDescriptorError) {
    let usage = LocalUsage(item)
    switch item.tag {
    case 0x0: try append(usage, at: item.offset)
    case 0x1: minimum = usage
    case 0x2:
      guard let minimum, let range = minimum.joined(to: usage) else {
        throw .usageRange(offset: item.offset)
      }
      self.minimum = nil
      try append(range, at: item.offset)
    case 0xA:
      guard inSet == (item.value == 0) else { throw .delimiter(offset: item.offset) }
      inSet.toggle()
      setHasUsage = false
    default: break
    }
  }

  /// Checks that nothing is left open when the main item comes.
  func close(at offset: Int) throws(HIDDescriptorError) {
    guard minimum == nil else { throw .usageRange(offset: offset) }
    guard !inSet else { throw .delimiter(offset: offset) }
  }

  private mutating func append(_ usage: LocalUsage, at offset: Int) throws(HIDDescriptorError) {
    // Of alternative usages between delimiters the first is the preferred one.
    if inSet, setHasUsage { return }
    setHasUsage = true
    guard pending.count < HIDLimit.fields else { throw .tooManyFields(offset: offset) }
    pending.append(usage)
  }
}

/// One usage or range of usages, with or without a page of its own.
private struct LocalUsage {
  let first: UInt32
  var last: UInt32
  let hasPage: Bool

  init(_ item: HIDItem) {
    first = item.value
    last = item.value
    hasPage = item.size == 4
  }

  func joined(to end: LocalUsage) -> LocalUsage? {
    guard hasPage == end.hasPage, first <= end.first, first >> 16 == end.first >> 16 else {
      return nil
    }
    var range = self
    range.last = end.first
    return range
  }

  func range(page: UInt16) -> ClosedRange<UInt32> {
    let base = hasPage ? 0 : UInt32(page) << 16
    return base | first...base | last
  }
}
