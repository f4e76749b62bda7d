/// Takes the items of a report descriptor one by one and collects the fields.
struct HIDDescriptorParser {
  private(set) var fields: [ReportField] = []
  private(set) var applications: [HIDUsage] = []
  private(set) var usesReportIDs = false

  private var global = HIDGlobalState()
  private var stack: [HIDGlobalState] = []
  private var local = HIDLocalState()
  private var collections: [HIDUsage] = []
  /// Bits so far, by kind and id of the report.
  private var lengths: [ReportKey: Int] = [:]

  mutating func take(_ item: HIDItem) throws(HIDDescriptorError) {
    switch item.kind {
    case .main: try takeMain(item)
    case .global: try takeGlobal(item)
    case .local: try local.take(item)
    case .reserved, .long: break
    }
  }

  func finish() throws(HIDDescriptorError) {
    guard collections.isEmpty else { throw .unclosedCollection }
  }

  private mutating func takeGlobal(_ item: HIDItem) throws(HIDDescriptorError) {
    switch item.tag {
    case 0x8:
      guard (1...255).contains(item.value) else { throw .reportID(offset: item.offset) }
      global.reportID = UInt8(item.value)
      usesReportIDs = true
    case 0xA:
      guard stack.count < HIDLimit.stack else { throw .stackTooDeep(offset: item.offset) }
      stack.append(global)
    case 0xB:
      guard let last = stack.popLast() else { throw .emptyStack(offset: item.offset) }
      global = last
    default: try global.take(item)
    }
  }

  private mutating func takeMain(_ item: HIDItem) throws(HIDDescriptorError) {
    try local.close(at: item.offset)
    switch item.tag {
    case 0x8: try add(.input, item)
    case 0x9: try add(.output, item)
    case 0xB: try add(.feature, item)
    case 0xA:
      guard collections.count < HIDLimit.nesting else { throw .nestingTooDeep(offset: item.offset) }
      let usage = local.usages(page: global.usagePage).first.map {
        HIDUsage(extended: $0.lowerBound)
      }
      let collection = usage ?? HIDUsage(page: global.usagePage, id: 0)
      if collections.isEmpty { applications.append(collection) }
      collections.append(collection)
    case 0xC:
      guard collections.popLast() != nil else { throw .unopenedCollection(offset: item.offset) }
    default: break
    }
    local = HIDLocalState()
  }

  private mutating func add(_ kind: HIDReportKind, _ item: HIDItem) throws(HIDDescriptorError) {
    guard global.reportSize <= HIDLimit.valueBits else { throw .sizeTooLarge(offset: item.offset) }
    guard global.reportSize > 0, global.reportCount > 0 else { return }
    let (minimum, maximum) = global.logicalRange
    guard minimum <= maximum else { throw .logicalRange(offset: item.offset) }
    let key = ReportKey(kind: kind, id: global.reportID)
    var offset = lengths[key] ?? 0
    guard Int(global.reportCount) <= (HIDLimit.reportBits - offset) / Int(global.reportSize) else {
      throw .reportTooLong(offset: item.offset)
    }
    let flags = HIDFieldFlags(rawValue: item.value)
    for run in runs(isVariable: flags.contains(.variable)) {
      guard fields.count < HIDLimit.fields else { throw .tooManyFields(offset: item.offset) }
      let field = ReportField(
        kind: kind, reportID: global.reportID, usages: run.usages, collections: collections,
        bitOffset: offset, bitSize: Int(global.reportSize), count: run.count,
        logicalMinimum: minimum, logicalMaximum: maximum, flags: flags)
      fields.append(field)
      offset = field.endBit
    }
    lengths[key] = offset
  }

  /// The values of one main item as runs of the same usage. In a variable item each value has the
  /// next usage, and the last usage goes on to the end; an array is one run with all usages.
  private func runs(isVariable: Bool) -> [(usages: [ClosedRange<UInt32>], count: Int)] {
    let usages = local.usages(page: global.usagePage)
    var left = Int(global.reportCount)
    guard isVariable, !usages.isEmpty else { return [(usages, left)] }
    var runs: [(usages: [ClosedRange<UInt32>], count: Int)] = []
    let single = usages.lazy.flatMap { $0 }
    for usage in single.prefix(min(left, HIDLimit.fields + 1)) {
      runs.append(([usage...usage], 1))
      left -= 1
    }
    if left > 0, let last = runs.popLast() { runs.append((last.usages, 1 + left)) }
    return runs
  }
}

private struct ReportKey: Hashable {
  let kind: HIDReportKind
  let id: UInt8?
}
