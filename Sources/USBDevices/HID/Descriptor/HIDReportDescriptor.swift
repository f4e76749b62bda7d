/// A report descriptor: the fields of every report of a HID device (HID 1.11, 6.2.2).
public struct HIDReportDescriptor: Sendable, Hashable {
  /// The fields in the order of the descriptor, padding included.
  public let fields: [ReportField]
  /// The usage of each top-level collection.
  public let applications: [HIDUsage]
  /// Whether every report begins with its id.
  public let usesReportIDs: Bool

  /// Reads a descriptor.
  ///
  /// Throws ``HIDDescriptorError`` with the place for anything that is malformed or beyond limits.
  public init(_ bytes: [UInt8]) throws(HIDDescriptorError) {
    guard bytes.count <= HIDLimit.descriptorBytes else { throw .descriptorTooLong }
    var parser = HIDDescriptorParser()
    var position = 0
    while let item = try HIDItem.next(bytes.span, &position) { try parser.take(item) }
    try parser.finish()
    fields = parser.fields
    applications = parser.applications
    usesReportIDs = parser.usesReportIDs
  }

  /// The fields with a usage, in order.
  public func fields(_ kind: HIDReportKind, with usage: HIDUsage) -> [ReportField] {
    fields.filter { $0.kind == kind && $0.has(usage) }
  }

  /// The first field with a usage.
  public func field(_ kind: HIDReportKind, with usage: HIDUsage) -> ReportField? {
    fields.first { $0.kind == kind && $0.has(usage) }
  }

  /// The ids of a kind of report; `nil` stands for the report without id.
  public func reportIDs(_ kind: HIDReportKind) -> Set<UInt8?> {
    Set(fields.lazy.filter { $0.kind == kind }.map(\.reportID))
  }

  /// Bytes of a report as they go over the wire, the id included; 0 if there is no such report.
  public func reportLength(_ kind: HIDReportKind, id: UInt8? = nil) -> Int {
    let ends = fields.lazy.filter { $0.kind == kind && $0.reportID == id }.map(\.endBit)
    guard let bits = ends.max() else { return 0 }
    return (bits + 7) / 8 + (id == nil ? 0 : 1)
  }
}
