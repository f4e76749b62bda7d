/// A request on the control endpoint (Universal Serial Bus Specification 2.0, 9.3).
public struct USBControlRequest: Sendable, Hashable {
  /// `bmRequestType`; bit 7 set: the device answers with data.
  public let type: UInt8
  /// `bRequest`.
  public let request: UInt8
  /// `wValue`.
  public let value: UInt16
  /// `wIndex`.
  public let index: UInt16
  /// The data to send, or as many zeros as may be received.
  public let data: [UInt8]

  /// Makes a request that sends data.
  public init(type: UInt8, request: UInt8, value: UInt16, index: UInt16, data: [UInt8] = []) {
    self.type = type
    self.request = request
    self.value = value
    self.index = index
    self.data = data
  }

  /// Makes a request that receives up to `length` bytes.
  public init(type: UInt8, request: UInt8, value: UInt16, index: UInt16, length: UInt16) {
    self.init(
      type: type, request: request, value: value, index: index,
      data: [UInt8](repeating: 0, count: Int(length)))
  }

  /// `wLength`.
  public var length: Int { data.count }

  /// The setup packet, then the data.
  var bytes: [UInt8] {
    func little(_ number: UInt16) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8)] }
    return [type, request] + little(value) + little(index)
      + little(UInt16(clamping: data.count)) + data
  }

  /// GET_DESCRIPTOR for a HID interface's report descriptor (HID 1.11, 7.1.1).
  public static func reportDescriptor(interface: UInt8, length: UInt16) -> USBControlRequest {
    USBControlRequest(
      type: 0x81, request: 0x06, value: 0x2200, index: UInt16(interface), length: length)
  }

  /// GET_REPORT (HID 1.11, 7.2.1).
  public static func getReport(
    _ kind: HIDReportKind, id: UInt8 = 0, interface: UInt8, length: UInt16
  ) -> USBControlRequest {
    USBControlRequest(
      type: 0xA1, request: 0x01, value: UInt16(kind.rawValue) << 8 | UInt16(id),
      index: UInt16(interface), length: length)
  }

  /// SET_REPORT (HID 1.11, 7.2.2). `data` begins with the id if the device uses ids.
  public static func setReport(
    _ kind: HIDReportKind, id: UInt8 = 0, interface: UInt8, data: [UInt8]
  ) -> USBControlRequest {
    USBControlRequest(
      type: 0x21, request: 0x09, value: UInt16(kind.rawValue) << 8 | UInt16(id),
      index: UInt16(interface), data: data)
  }

  /// GET_DESCRIPTOR for a string in a language, 0x0409 being English (United States).
  public static func string(_ index: UInt8, language: UInt16 = 0x0409) -> USBControlRequest {
    USBControlRequest(
      type: 0x80, request: 0x06, value: 0x0300 | UInt16(index), index: language, length: 255)
  }
}
