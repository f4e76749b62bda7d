import TestSupport
import Testing
import USBDevices

@Suite("HID report descriptors")
struct ReportDescriptorTests {
  @Test("The SureSwipe descriptor puts each usage where the manual's table has it")
  func sureSwipe() throws {
    let descriptor = try HIDReportDescriptor(Descriptor.sureSwipe)
    #expect(Descriptor.sureSwipe.count == 61)
    #expect(descriptor.reportLength(.input) == 337)
    #expect(descriptor.reportLength(.feature) == 24)
    #expect(!descriptor.usesReportIDs)
    #expect(descriptor.applications == [HIDUsage(page: 0xFF00, id: 0x01)])
    let places: [(UInt16, Int, Int)] = [
      (0x20, 0, 1), (0x21, 1, 1), (0x22, 2, 1), (0x28, 3, 1), (0x29, 4, 1), (0x2A, 5, 1),
      (0x38, 6, 1), (0x30, 7, 110), (0x31, 117, 110), (0x32, 227, 110),
    ]
    for (usage, offset, count) in places {
      let field = try #require(descriptor.field(.input, with: HIDUsage(page: 0xFF00, id: usage)))
      #expect(field.bitOffset == offset * 8)
      #expect(field.count == count)
      #expect(field.byteCount == count)
      #expect(field.usage == HIDUsage(page: 0xFF00, id: usage))
      #expect(field.flags.contains(.variable))
      #expect(field.flags.contains(.bufferedBytes) == (count > 1))
      #expect(field.logicalMaximum == 255)
      #expect(field.collections == descriptor.applications)
    }
    let command = descriptor.fields(.feature, with: HIDUsage(page: 0xFF00, id: 0x20))
    #expect(command.map(\.count) == [24])
  }

  @Test("The descriptor of the magnetic stripe page makes a report of 229 bytes")
  func hidPOS() throws {
    let descriptor = try HIDReportDescriptor(Descriptor.hidPOS)
    #expect(descriptor.reportLength(.input) == 229)
    let track2 = try #require(descriptor.field(.input, with: HIDUsage(page: 0x8E, id: 0x22)))
    #expect(track2.bitOffset == (3 + 79) * 8)
    #expect(track2.count == 40)
  }

  @Test("A boot keyboard has eight modifier bits, padding, lights and an array of six keys")
  func keyboard() throws {
    let descriptor = try HIDReportDescriptor(Descriptor.keyboard)
    #expect(descriptor.reportLength(.input) == 8)
    #expect(descriptor.reportLength(.output) == 1)
    let shift = try #require(descriptor.field(.input, with: HIDUsage(page: 7, id: 0xE1)))
    #expect(shift.bitOffset == 1)
    #expect(value(shift, in: [0b10, 0, 0, 0, 0, 0, 0, 0]) == 1)
    #expect(value(shift, in: [0b01, 0, 0, 0, 0, 0, 0, 0]) == 0)
    let keys = try #require(descriptor.field(.input, with: HIDUsage(page: 7, id: 0x04)))
    #expect(!keys.flags.contains(.variable))
    #expect(keys.usages == [0x7_0000...0x7_0065])
    #expect(keys.count == 6)
    #expect(value(keys, 2, in: [0, 0, 4, 5, 6, 0, 0, 0]) == 6)
    #expect(keys.usage == nil)
  }

  @Test("Reports with ids are laid out apart, and the id goes before the data")
  func reportIDs() throws {
    let descriptor = try HIDReportDescriptor(
      hex("0600FF0901A1017508150026FF00 8501 0920 9502 8102 8502 0921 9503 8102 C0"))
    #expect(descriptor.usesReportIDs)
    #expect(descriptor.reportIDs(.input) == [1, 2])
    #expect(descriptor.reportLength(.input, id: 1) == 3)
    #expect(descriptor.reportLength(.input, id: 2) == 4)
    #expect(descriptor.reportLength(.input, id: 3) == 0)
    let field = try #require(descriptor.field(.input, with: HIDUsage(page: 0xFF00, id: 0x21)))
    #expect(field.bitOffset == 0)
    #expect(byteRange(field, in: [2, 7, 8, 9]) == 1..<4)
    #expect(value(field, 2, in: [2, 7, 8, 9]) == 9)
  }

  @Test("A field belongs to the report with its id alone")
  func belongs() throws {
    let descriptor = try HIDReportDescriptor(hex("0600FF75089501 8505 0920 8102"))
    let field = try #require(descriptor.fields.first)
    let reports: [([UInt8], Bool)] = [([5, 1], true), ([6, 1], false), ([], false)]
    for (report, expected) in reports {
      let belongs = field.belongs(to: report.span)
      #expect(belongs == expected)
    }
  }

  @Test("Push and pop save and restore the global items")
  func pushAndPop() throws {
    let descriptor = try HIDReportDescriptor(
      hex("0600FF 7508 9501 A4 7510 9502 0921 8102 B4 0922 8102"))
    #expect(descriptor.fields.map(\.bitSize) == [16, 8])
    #expect(descriptor.fields.map(\.count) == [2, 1])
    #expect(descriptor.fields.map(\.bitOffset) == [0, 32])
  }

  @Test("Four-byte usages bring their page; shorter ones take the page in force at the main item")
  func usagePages() throws {
    let descriptor = try HIDReportDescriptor(
      hex("0501 7508 9502 0B2000 00FF 0921 058E 8102"))
    #expect(
      descriptor.fields.map(\.usage) == [
        HIDUsage(page: 0xFF00, id: 0x20), HIDUsage(page: 0x8E, id: 0x21),
      ])
  }

  @Test("The last usage goes on to the end of its main item, and what is too many is left out")
  func usageRuns() throws {
    let some = try HIDReportDescriptor(hex("058E 7508 9505 0911 0912 8102"))
    #expect(some.fields.map(\.count) == [1, 4])
    let many = try HIDReportDescriptor(hex("058E 7508 9501 1911 2999 8102"))
    #expect(many.fields.map(\.usage) == [HIDUsage(page: 0x8E, id: 0x11)])
  }

  @Test("Of alternative usages between delimiters the first counts")
  func delimiters() throws {
    let descriptor = try HIDReportDescriptor(hex("058E 7508 9502 A901 0911 0912 A900 0913 8102"))
    #expect(descriptor.fields.map { $0.usage?.id } == [0x11, 0x13])
  }

  @Test("Long items and reserved ones are passed over")
  func longItems() throws {
    let descriptor = try HIDReportDescriptor(
      hex("058E 7508 FE03F0AABBCC 0D0000 9501 0911 8102"))
    #expect(descriptor.reportLength(.input) == 1)
  }

  @Test("Values are signed if the logical minimum is negative")
  func signs() throws {
    let descriptor = try HIDReportDescriptor(hex("0501 15 81 25 7F 7508 9501 0930 8106"))
    let field = try #require(descriptor.fields.first)
    #expect(field.logicalMinimum == -127)
    #expect(value(field, in: [0xFF]) == -1)
    #expect(value(field, in: [0x7F]) == 127)
  }

  @Test("Fields that cross bytes are put together, low bits first")
  func crossing() throws {
    let descriptor = try HIDReportDescriptor(hex("0501 7503 9501 0930 8102 750C 0931 8102"))
    let field = try #require(descriptor.fields.last)
    #expect(field.bitOffset == 3)
    #expect(value(field, in: [0b1010_1000, 0b0110_1100]) == 0b1101_1001_0101)
    #expect(field.byteCount == nil)
    #expect(byteRange(field, in: [1, 2]) == nil)
  }

  @Test("A value beyond the report, out of range or too wide for a number is none")
  func absent() throws {
    let descriptor = try HIDReportDescriptor(hex("0501 7508 9504 0930 8102 7580 9501 0931 8102"))
    let field = try #require(descriptor.fields.first)
    #expect(value(field, 3, in: [1, 2, 3]) == nil)
    #expect(value(field, 4, in: [1, 2, 3, 4]) == nil)
    #expect(value(field, -1, in: [1, 2, 3, 4]) == nil)
    #expect(byteRange(field, in: [1, 2]) == 0..<2)
    #expect(value(try #require(descriptor.fields.last), in: .init(repeating: 1, count: 32)) == nil)
  }
}
