import Testing
import USBDevices

@testable import VirtualUSB

@Suite("What devices say of themselves")
struct DescriptorTests {
  @Test("The device descriptor has its length, and the numbers of the device", arguments: Kind.all)
  func device(_ kind: Kind) throws {
    let function = try kind.make()
    let host = try Conversation(function, isConfigured: false)
    let answer = try #require(host.control([0x80, 6, 0, 1, 0, 0, 64, 0]))
    #expect(answer.status == 0)
    #expect(answer.data.count == 18)
    #expect(answer.data.prefix(2) == [18, 1])
    let vendor = UInt16(answer.data[8]) | UInt16(answer.data[9]) << 8
    #expect(vendor == function.description.vendor)
  }

  @Test("The configuration is as long as it says, and every part of it too", arguments: Kind.all)
  func configuration(_ kind: Kind) throws {
    let host = try Conversation(kind.make(), isConfigured: false)
    let head = try #require(host.control([0x80, 6, 0, 2, 0, 0, 9, 0])).data
    let total = Int(head[2]) | Int(head[3]) << 8
    let bytes = try #require(host.control([0x80, 6, 0, 2, 0, 0, 255, 0])).data
    #expect(bytes.count == total)
    var kinds: [UInt8] = []
    var position = 0
    while position < bytes.count {
      try #require(bytes[position] >= 2)
      kinds.append(bytes[position + 1])
      position += Int(bytes[position])
    }
    #expect(position == total)
    #expect(kinds.prefix(2) == [2, 4])
    #expect(kinds.contains(5))
  }

  @Test("Strings are UTF-16 in the one language that string 0 names", arguments: Kind.all)
  func strings(_ kind: Kind) throws {
    let function = try kind.make()
    let host = try Conversation(function, isConfigured: false)
    #expect(host.control([0x80, 6, 0, 3, 0, 0, 255, 0])?.data == [4, 3, 0x09, 0x04])
    let device = try #require(host.control([0x80, 6, 0, 1, 0, 0, 18, 0])).data
    let product = try #require(host.control([0x80, 6, device[15], 3, 9, 4, 255, 0])).data
    let units = stride(from: 2, to: product.count, by: 2).map {
      UInt16(product[$0]) | UInt16(product[$0 + 1]) << 8
    }
    #expect(String(decoding: units, as: UTF16.self) == function.description.productName)
    #expect(host.control([0x80, 6, 9, 3, 9, 4, 255, 0])?.status == -32)
  }

  @Test(
    "Every report is as long as the descriptor says that the device gives",
    arguments: Kind.stripeReaders,
    [
      SwipedCard.member, SwipedCard(two: .text(";1=2?")), SwipedCard(two: .undecodable),
      SwipedCard(one: .text("%" + String(repeating: "A", count: 300) + "?")), SwipedCard(),
    ])
  func lengths(_ kind: Kind, _ card: SwipedCard) throws {
    var reader = try #require(try kind.make() as? any VirtualStripeReader)
    let host = try Conversation(reader)
    let bytes = try #require(host.control([0x81, 6, 0, 0x22, 0, 0, 0xFF, 0xFF])).data
    let descriptor = try HIDReportDescriptor(bytes)
    let hasIDs = descriptor.reportIDs(.input).contains { $0 != nil }
    for report in reader.reports(for: card) {
      let length = descriptor.reportLength(.input, id: hasIDs ? report.first : nil)
      #expect(length > 0 && report.count == length)
    }
    // The HID descriptor in the configuration tells the host how long the report descriptor is.
    let hid = try #require(host.control([0x81, 6, 0, 0x21, 0, 0, 9, 0])).data
    #expect(Int(hid[7]) | Int(hid[8]) << 8 == bytes.count)
  }

  @Test("A SureSwipe has the descriptor of its manual: 61 bytes, 337 in, 24 as a feature")
  func sureSwipe() throws {
    let descriptor = VirtualSureSwipe().hid.reportDescriptor
    #expect(descriptor.count == 61)
    let parsed = try HIDReportDescriptor(descriptor)
    #expect(parsed.reportLength(.input) == 337)
    #expect(parsed.reportLength(.feature) == 24)
  }
}
