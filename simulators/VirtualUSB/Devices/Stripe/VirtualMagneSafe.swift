/// MagTek MagneSafe V5, Dynamag, USB HID (manual 99875475).
public struct VirtualMagneSafe: VirtualStripeReader {
  public var hid: HIDInterface
  /// The head, with the key serial number of the last swipe.
  public private(set) var head: MagneSafeHead
  private var commands: ReaderCommands

  /// Makes a reader with a head; its layout decides how long reports are.
  public init(head: MagneSafeHead) {
    self.head = head
    hid = HIDInterface(reportDescriptor: head.descriptor, packetSize: 8, interval: 1)
    commands = ReaderCommands(
      length: 60,
      properties: [
        0x00: .init("21042840C01", isReadOnly: true),
        0x01: .init(head.serialNumber),
        0x02: .init([1]),
        0x03: .init(head.serialNumber, isReadOnly: true),
        0x04: .init("V05", isReadOnly: true),
      ])
  }

  /// What the descriptors say.
  public var description: USBDescription {
    var description = USBDescription(
      vendor: 0x0801, product: 0x0011, release: 0x0100, manufacturerName: "Mag-Tek",
      productName: "USB Swipe Reader", serialNumber: head.serialNumber,
      interfaces: [hid.usbInterface])
    description.usbVersion = 0x0200
    return description
  }

  public mutating func reports(for card: SwipedCard) -> [[UInt8]] {
    [head.report(for: card.texts, encodeType: SureSwipeReport.encodeType(card))]
  }

  public mutating func report(kind: UInt8, id: UInt8) -> [UInt8]? {
    kind == 3 && id == 0 ? commands.answer() : nil
  }

  public mutating func setReport(kind: UInt8, id: UInt8, _ data: [UInt8]) -> Bool {
    kind == 3 && id == 0 && commands.take(data)
  }
}
