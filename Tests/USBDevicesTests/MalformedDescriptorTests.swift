import TestSupport
import Testing
import USBDevices

@Suite("Malformed and hostile report descriptors")
struct MalformedDescriptorTests {
  static let malformed: [(String, HIDDescriptorError)] = [
    ("0600", .truncated(offset: 0)), ("058E FE02", .truncated(offset: 2)),
    ("058E FE0500AA", .truncated(offset: 2)), ("C0", .unopenedCollection(offset: 0)),
    ("A101", .unclosedCollection), ("B4", .emptyStack(offset: 0)),
    ("8500", .reportID(offset: 0)), ("860001", .reportID(offset: 0)),
    ("7601FF 9501 8102", .sizeTooLarge(offset: 5)),
    ("7508 96FFFF 8102 8102", .reportTooLong(offset: 7)),
    ("7508 97FFFFFFFF 8102", .reportTooLong(offset: 7)),
    ("2910 8102", .usageRange(offset: 0)), ("1920 2910", .usageRange(offset: 2)),
    ("1920 8102", .usageRange(offset: 2)), ("1B00000100 2B00000200", .usageRange(offset: 5)),
    ("A901 8102", .delimiter(offset: 2)), ("A900", .delimiter(offset: 0)),
    ("A901 A901", .delimiter(offset: 2)),
    ("1580 2581 7508 9501 1505 2504 8102", .logicalRange(offset: 12)),
    ("7501 96FFFF 1A0000 2AFFFF 8102", .tooManyFields(offset: 11)),
  ]

  @Test("Each mistake is named with its place", arguments: malformed)
  func named(_ hexadecimal: String, _ error: HIDDescriptorError) {
    #expect(throws: error) { try HIDReportDescriptor(hex(hexadecimal)) }
  }

  @Test("Nesting, stack, usages and length have limits")
  func limits() {
    let nested = (0..<65).flatMap { _ in [0xA1, 0x01] as [UInt8] }
    #expect(throws: HIDDescriptorError.nestingTooDeep(offset: 128)) {
      try HIDReportDescriptor(nested)
    }
    #expect(throws: HIDDescriptorError.stackTooDeep(offset: 16)) {
      try HIDReportDescriptor([UInt8](repeating: 0xA4, count: 17))
    }
    let usages = (0..<4097).flatMap { _ in [0x09, 0x01] as [UInt8] }
    #expect(throws: HIDDescriptorError.tooManyFields(offset: 8192)) {
      try HIDReportDescriptor(usages)
    }
    #expect(throws: HIDDescriptorError.descriptorTooLong) {
      try HIDReportDescriptor([UInt8](repeating: 0xC0, count: 65_536))
    }
  }

  @Test("Every mistake has a code of its own")
  func codes() {
    let errors =
      Self.malformed.map(\.1)
      + [.nestingTooDeep(offset: 0), .stackTooDeep(offset: 0), .descriptorTooLong]
    #expect(Set(errors.map(\.code)).count == 14)
  }

  @Test("An empty descriptor has no fields and no report")
  func empty() throws {
    let descriptor = try HIDReportDescriptor([])
    #expect(descriptor.fields.isEmpty)
    #expect(descriptor.reportLength(.input) == 0)
  }

  @Test("A descriptor cut anywhere is refused or has fewer fields", arguments: Descriptor.all)
  func cut(_ descriptor: [UInt8]) throws {
    let whole = try HIDReportDescriptor(descriptor).fields.count
    for end in 0..<descriptor.count {
      guard let part = try? HIDReportDescriptor(Array(descriptor[..<end])) else { continue }
      #expect(part.fields.count <= whole)
    }
  }

  @Test(
    "Any bytes are a descriptor within limits or an error, and any report has values or none",
    arguments: 0..<16)
  func random(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<300 {
      var descriptor = Descriptor.all.randomElement(using: &random) ?? []
      if Bool.random(using: &random) { descriptor = random.bytes(upTo: 200) }
      for _ in 0..<Int.random(in: 0...4, using: &random) where !descriptor.isEmpty {
        descriptor[Int.random(in: 0..<descriptor.count, using: &random)] =
          UInt8.random(in: 0...255, using: &random)
      }
      guard let parsed = try? HIDReportDescriptor(descriptor) else { continue }
      let report = random.bytes(upTo: 400)
      for field in parsed.fields.prefix(50) {
        #expect(field.endBit <= 65_535 * 8)
        let places = byteRange(field, in: report)
        #expect(places.map { $0.upperBound <= report.count } ?? true)
        for index in [0, field.count - 1, field.count] {
          if let value = value(field, index, in: report), field.bitSize < 64 {
            #expect(value.magnitude < 1 << UInt64(field.bitSize))
          }
        }
      }
    }
  }
}
