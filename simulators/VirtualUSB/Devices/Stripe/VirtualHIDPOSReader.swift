/// A reader after the USB-IF's usage page 0x8E, of no maker: its number is one that is set aside for
/// tests (`1209:0001`).
public struct VirtualHIDPOSReader: VirtualStripeReader {
  public var hid: HIDInterface
  private let isCombined: Bool

  /// Makes a reader.
  ///
  /// - Parameters:
  ///   - isCombined: Whether it is a keypad as well, whose collection comes first: then its reports begin
  ///     with an id, 2 for a swipe.
  public init(isCombined: Bool = false) {
    self.isCombined = isCombined
    hid = HIDInterface(
      reportDescriptor: isCombined
        ? Self.keypad + Self.descriptor(id: [0x85, Self.combinedID]) : Self.descriptor(id: []),
      packetSize: 64, interval: 1)
  }

  /// What the descriptors say.
  public var description: USBDescription {
    var description = USBDescription(
      vendor: 0x1209, product: 0x0001, release: 0x0100, manufacturerName: "CardLane",
      productName: "Virtual Stripe Reader", interfaces: [hid.usbInterface])
    description.usbVersion = 0x0200
    description.controlPacketSize = 64
    return description
  }

  public mutating func reports(for card: SwipedCard) -> [[UInt8]] {
    [(isCombined ? [Self.combinedID] : []) + HIDPOSReport.bytes(card)]
  }

  private static let combinedID: UInt8 = 2

  private static func descriptor(id: [UInt8]) -> [UInt8] {
    [0x05, 0x8E, 0x09, 0x01, 0xA1, 0x01] + id + [
      0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08, 0x95, 0x01,  //
      0x09, 0x11, 0x81, 0x02, 0x09, 0x12, 0x81, 0x02, 0x09, 0x13, 0x81, 0x02,  // lengths
      0x09, 0x21, 0x95, 79, 0x81, 0x02, 0x09, 0x22, 0x95, 40, 0x81, 0x02, 0x09, 0x23, 0x95, 107,
      0x81, 0x02, 0xC0,
    ]
  }

  /// Report 1: four keys of the consumer page, a bit each, and four bits that mean nothing.
  private static let keypad: [UInt8] = [
    0x05, 0x0C, 0x09, 0x01, 0xA1, 0x01, 0x85, 0x01, 0x15, 0x00, 0x25, 0x01, 0x75, 0x01, 0x95, 0x04,
    0x09, 0xB5, 0x09, 0xB6, 0x09, 0xE9, 0x09, 0xEA, 0x81, 0x02, 0x81, 0x03, 0xC0,
  ]
}
