/// Why a report descriptor cannot be used. Offsets are bytes from the descriptor's start.
public enum HIDDescriptorError: Error, Sendable, Hashable {
  /// The descriptor is longer than the 65,535 bytes that its length field can state.
  case descriptorTooLong
  /// An item's data run past the end.
  case truncated(offset: Int)
  /// An end of a collection without its beginning.
  case unopenedCollection(offset: Int)
  /// A collection does not end.
  case unclosedCollection
  /// Collections nested more than 64 deep.
  case nestingTooDeep(offset: Int)
  /// A pop without a push.
  case emptyStack(offset: Int)
  /// More than 16 pushes without a pop.
  case stackTooDeep(offset: Int)
  /// Values of more than 256 bits.
  case sizeTooLarge(offset: Int)
  /// A report longer than 65,535 bytes.
  case reportTooLong(offset: Int)
  /// More than 4,096 fields or usages.
  case tooManyFields(offset: Int)
  /// A report id that is 0 or more than 255.
  case reportID(offset: Int)
  /// A usage range whose end lies before its beginning, on another page, or that lacks an end.
  case usageRange(offset: Int)
  /// A delimiter inside another, or a set of alternatives that does not end.
  case delimiter(offset: Int)
  /// The logical maximum is below the logical minimum.
  case logicalRange(offset: Int)

  /// A stable name in lowerCamelCase.
  public var code: String {
    switch self {
    case .descriptorTooLong: "hidDescriptorTooLong"
    case .truncated: "hidTruncated"
    case .unopenedCollection: "hidUnopenedCollection"
    case .unclosedCollection: "hidUnclosedCollection"
    case .nestingTooDeep: "hidNestingTooDeep"
    case .emptyStack: "hidEmptyStack"
    case .stackTooDeep: "hidStackTooDeep"
    case .sizeTooLarge: "hidSizeTooLarge"
    case .reportTooLong: "hidReportTooLong"
    case .tooManyFields: "hidTooManyFields"
    case .reportID: "hidReportID"
    case .usageRange: "hidUsageRange"
    case .delimiter: "hidDelimiter"
    case .logicalRange: "hidLogicalRange"
    }
  }
}

/// What a descriptor may ask for. HID 1.11 has few limits of its own; these are far beyond every
/// device, and keep a hostile one from taking time or memory.
enum HIDLimit {
  static let descriptorBytes = 65_535
  static let nesting = 64
  static let stack = 16
  static let valueBits: UInt32 = 256
  static let reportBits = 65_535 * 8
  static let fields = 4096
}
