/// MagTek SureSwipe, USB HID (manual 99875191).
public struct VirtualSureSwipe: VirtualStripeReader {
  public var hid: HIDInterface
  private let serialNumber: String
  private var commands: ReaderCommands

  /// Makes a reader. A reader that has no serial number is like most that are sold.
  public init(serialNumber: String = "") {
    self.serialNumber = serialNumber
    hid = HIDInterface(
      reportDescriptor: Self.reportDescriptor, packetSize: 8, interval: 1)
    commands = ReaderCommands(
      length: 24,
      properties: [
        0x00: .init("21042804A02", isReadOnly: true),
        0x01: .init(serialNumber),
        0x02: .init([1]),
      ])
  }

  /// What the descriptors say.
  public var description: USBDescription {
    USBDescription(
      vendor: 0x0801, product: 0x0002, release: 0x0100, manufacturerName: "Mag-Tek",
      productName: "USB Swipe Reader", serialNumber: serialNumber.isEmpty ? nil : serialNumber,
      interfaces: [hid.usbInterface])
  }

  public mutating func reports(for card: SwipedCard) -> [[UInt8]] { [SureSwipeReport.bytes(card)] }

  public mutating func report(kind: UInt8, id: UInt8) -> [UInt8]? {
    kind == 3 && id == 0 ? commands.answer() : nil
  }

  public mutating func setReport(kind: UInt8, id: UInt8, _ data: [UInt8]) -> Bool {
    kind == 3 && id == 0 && commands.take(data)
  }

  private static let reportDescriptor: [UInt8] = [
    0x06, 0x00, 0xFF, 0x09, 0x01, 0xA1, 0x01, 0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08,  //
    0x09, 0x20, 0x09, 0x21, 0x09, 0x22, 0x09, 0x28, 0x09, 0x29, 0x09, 0x2A, 0x09, 0x38,  //
    0x95, 0x07, 0x81, 0x02,  // decode status, length, encode type
    0x09, 0x30, 0x95, 0x6E, 0x82, 0x02, 0x01,  // track 1: 110 bytes
    0x09, 0x31, 0x95, 0x6E, 0x82, 0x02, 0x01,  // track 2
    0x09, 0x32, 0x95, 0x6E, 0x82, 0x02, 0x01,  // track 3
    0x09, 0x20, 0x95, 0x18, 0xB2, 0x02, 0x01,  // feature: command message
    0xC0,
  ]
}
