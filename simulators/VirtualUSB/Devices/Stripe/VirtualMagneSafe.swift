/// MagTek MagneSafe V5, Dynamag, USB HID (manual 99875475).
public struct VirtualMagneSafe: VirtualStripeReader {
  public var hid: HIDInterface
  /// Which fields its firmware sends.
  public let layout: MagneSafeReport.Layout
  private let serialNumber: String
  private var head: (any EncryptingHead)?
  private var commands: ReaderCommands

  /// Makes a reader. Without a head that encrypts, it sends clear tracks and says so.
  public init(
    layout: MagneSafeReport.Layout = .long, head: (any EncryptingHead)? = nil,
    serialNumber: String = "B00CARDLANE"
  ) {
    self.layout = layout
    self.head = head
    self.serialNumber = serialNumber
    hid = HIDInterface(
      reportDescriptor: MagneSafeReport.descriptor(layout), packetSize: 8, interval: 1)
    commands = ReaderCommands(
      length: 60,
      properties: [
        0x00: .init("21042840C01", isReadOnly: true),
        0x01: .init(serialNumber),
        0x02: .init([1]),
        0x03: .init(serialNumber, isReadOnly: true),
        0x04: .init("V05", isReadOnly: true),
      ])
  }

  /// What the descriptors say.
  public var description: USBDescription {
    var description = USBDescription(
      vendor: 0x0801, product: 0x0011, release: 0x0100, manufacturerName: "Mag-Tek",
      productName: "USB Swipe Reader", serialNumber: serialNumber, interfaces: [hid.usbInterface])
    description.usbVersion = 0x0200
    return description
  }

  public mutating func reports(for card: SwipedCard) throws(VirtualUSBError) -> [[UInt8]] {
    guard var head else { return [MagneSafeReport.clear(card, layout: layout)] }
    defer { self.head = head }
    return [try head.report(for: card, length: layout.length)]
  }

  public mutating func report(kind: UInt8, id: UInt8) -> [UInt8]? {
    kind == 3 && id == 0 ? commands.answer() : nil
  }

  public mutating func setReport(kind: UInt8, id: UInt8, _ data: [UInt8]) -> Bool {
    kind == 3 && id == 0 && commands.take(data)
  }
}
