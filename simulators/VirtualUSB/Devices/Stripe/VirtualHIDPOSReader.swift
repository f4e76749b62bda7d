/// A reader after the USB-IF's usage page 0x8E, of no maker: its number is one that is set aside for
/// tests (`1209:0001`).
public struct VirtualHIDPOSReader: VirtualStripeReader {
  public var hid = HIDInterface(
    reportDescriptor: reportDescriptor, packetSize: 64, interval: 1)

  /// Makes a reader.
  public init() {}

  /// What the descriptors say.
  public var description: USBDescription {
    var description = USBDescription(
      vendor: 0x1209, product: 0x0001, release: 0x0100, manufacturerName: "CardLane",
      productName: "Virtual Stripe Reader", interfaces: [hid.usbInterface])
    description.usbVersion = 0x0200
    description.controlPacketSize = 64
    return description
  }

  public mutating func reports(for card: SwipedCard) -> [[UInt8]] { [HIDPOSReport.bytes(card)] }

  private static let reportDescriptor: [UInt8] = [
    0x05, 0x8E, 0x09, 0x01, 0xA1, 0x01, 0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08, 0x95, 0x01,
    0x09, 0x11, 0x81, 0x02, 0x09, 0x12, 0x81, 0x02, 0x09, 0x13, 0x81, 0x02,  // lengths
    0x09, 0x21, 0x95, 79, 0x81, 0x02, 0x09, 0x22, 0x95, 40, 0x81, 0x02, 0x09, 0x23, 0x95, 107,
    0x81, 0x02, 0xC0,
  ]
}
