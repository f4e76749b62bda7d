import Testing
import VirtualUSB

@Suite("What a client sends")
struct USBIPParserTests {
  private static let requests: [(bytes: [UInt8], request: USBIPRequest)] = [
    (
      ClientWords.submit(1, isIn: true, endpoint: 1, length: 337),
      .submit(USBIPSubmit(sequence: 1, deviceID: 0x10002, isIn: true, endpoint: 1, length: 337))
    ),
    (
      ClientWords.submit(2, isIn: false, endpoint: 2, length: 3, data: [7, 8, 9], packets: .max),
      .submit(
        USBIPSubmit(
          sequence: 2, deviceID: 0x10002, isIn: false, endpoint: 2, length: 3, data: [7, 8, 9]))
    ),
    (ClientWords.unlink(3, target: 1), .unlink(sequence: 3, target: 1)),
    (
      ClientWords.submit(
        4, isIn: true, endpoint: 0, length: 18, setup: [0x80, 6, 0, 1, 0x09, 0x04, 18, 0]),
      .submit(
        USBIPSubmit(
          sequence: 4, deviceID: 0x10002, isIn: true, endpoint: 0, length: 18,
          setup: USBSetup(requestType: 0x80, request: 6, value: 0x0100, index: 0x0409, length: 18)))
    ),
  ]

  @Test(
    "Requests are the same in one piece, in pieces of any size, and run together", arguments: 1...97
  )
  func pieces(_ size: Int) throws {
    var parser = USBIPParser()
    parser.attach()
    let bytes = Self.requests.flatMap(\.bytes)
    var found: [USBIPRequest] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      parser.append(bytes[start..<min(start + size, bytes.count)])
      while let request = try parser.next() { found.append(request) }
    }
    #expect(found == Self.requests.map(\.request))
    #expect(parser.pendingBytes == 0)
  }

  @Test("Before a device is imported, operations come; both are read")
  func operations() throws {
    var parser = USBIPParser()
    parser.append(ClientWords.deviceList + ClientWords.importDevice("3-14.1"))
    #expect(try parser.next() == .deviceList)
    #expect(try parser.next() == .importDevice(busID: "3-14.1"))
    #expect(try parser.next() == nil)
  }

  static let garbage: [(bytes: [UInt8], isAttached: Bool, error: USBIPProtocolError)] = [
    (Array("GET / HTTP/1.1\r\n".utf8), false, .version(0x4745)),
    ([0x01, 0x10, 0x80, 0x05, 0, 0, 0, 0], false, .version(0x0110)),
    ([0x01, 0x11, 0x80, 0x07, 0, 0, 0, 0], false, .operation(0x8007)),
    ([0x01, 0x11, 0x80, 0x03, 0, 0, 0, 0] + [UInt8](repeating: 0x31, count: 32), false, .busID),
    ([0x01, 0x11, 0x80, 0x03, 0, 0, 0, 0, 0xFF] + [UInt8](repeating: 0, count: 31), false, .busID),
    ([0, 0, 0, 3] + [UInt8](repeating: 0, count: 44), true, .command(3)),
    (
      ClientWords.submit(1, isIn: true, endpoint: 16, length: 1), true,
      .endpoint(direction: 1, number: 16)
    ),
    (
      ClientWords.submit(1, isIn: true, endpoint: 1, length: 16 << 20 + 1), true,
      .length(16 << 20 + 1)
    ),
    (
      ClientWords.submit(1, isIn: true, endpoint: 1, length: 8, packets: 3), true,
      .isochronous(packets: 3)
    ),
  ]

  @Test("What is no USB/IP is refused, and nothing behind it is read", arguments: garbage)
  func refuses(_ bytes: [UInt8], isAttached: Bool, error: USBIPProtocolError) throws {
    var parser = USBIPParser()
    if isAttached { parser.attach() }
    parser.append(bytes)
    #expect(throws: error) { try parser.next() }
    parser.append(ClientWords.deviceList)
    #expect(throws: error) { try parser.next() }
  }
}
