/// The three kinds of HID report.
public enum HIDReportKind: UInt8, Sendable, Hashable, CaseIterable {
  /// From the device: swipes, keys.
  case input = 1
  /// To the device.
  case output = 2
  /// Settings, in both directions.
  case feature = 3
}

/// The flags of a main item (Device Class Definition for HID 1.11, 6.2.2.5).
public struct HIDFieldFlags: OptionSet, Sendable, Hashable {
  /// The item's bits.
  public let rawValue: UInt32

  /// Makes flags from the item's bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The field is padding, or cannot be changed.
  public static let constant = HIDFieldFlags(rawValue: 1 << 0)
  /// One value for each control; otherwise the field is an array of indices into the usages.
  public static let variable = HIDFieldFlags(rawValue: 1 << 1)
  /// Values are changes; otherwise they are absolute.
  public static let relative = HIDFieldFlags(rawValue: 1 << 2)
  /// There is a state without meaningful data.
  public static let nullState = HIDFieldFlags(rawValue: 1 << 6)
  /// The field is a stream of bytes, not numbers.
  public static let bufferedBytes = HIDFieldFlags(rawValue: 1 << 8)
}

/// A field of a report: where it lies, and what it means.
public struct ReportField: Sendable, Hashable {
  /// The kind of report.
  public let kind: HIDReportKind
  /// The report's id, or `nil` if the device has only one report of a kind and sends no id.
  public let reportID: UInt8?
  /// The usages as ranges, first to last. A variable field has exactly one usage, or none.
  public let usages: [ClosedRange<UInt32>]
  /// The usage of each collection that the field lies in, outermost first.
  public let collections: [HIDUsage]
  /// Bits from the start of the report's data, the id not counted.
  public let bitOffset: Int
  /// Bits of one value, 1 to 256.
  public let bitSize: Int
  /// The number of values.
  public let count: Int
  /// The lowest meaningful value.
  public let logicalMinimum: Int64
  /// The highest meaningful value.
  public let logicalMaximum: Int64
  /// The item's flags.
  public let flags: HIDFieldFlags

  /// The usage, if there is exactly one.
  public var usage: HIDUsage? {
    guard usages.count == 1, let range = usages.first, range.count == 1 else { return nil }
    return HIDUsage(extended: range.lowerBound)
  }

  /// Whether the field has a usage.
  public func has(_ usage: HIDUsage) -> Bool {
    usages.contains { $0.contains(usage.extended) }
  }

  /// The number of bits of all values.
  public var totalBits: Int { bitSize * count }

  /// The bit behind the last, from the start of the report's data.
  public var endBit: Int { bitOffset + totalBits }
}
