/// ID TECH MiniMag and SecureMag, USB HID (SecureMag user manual; MiniMag quick start 80066510).
public struct VirtualIDTech: VirtualStripeReader {
  /// What the reader is set to send.
  public enum Mode: Sendable {
    /// "Other mode": the report of a SureSwipe.
    case other
    /// ID TECH mode: all tracks in one block.
    case idTech
    /// Secure output, as long as the head says.
    case secure(SecureMagHead)
  }

  public var hid: HIDInterface
  private var mode: Mode

  /// Makes a reader.
  public init(mode: Mode = .other) {
    self.mode = mode
    hid = HIDInterface(
      reportDescriptor: Self.descriptor(mode), packetSize: 8, interval: 1)
  }

  /// What the descriptors say.
  public var description: USBDescription {
    var description = USBDescription(
      vendor: 0x0ACD, product: 0x2010, release: 0x0100, manufacturerName: "ID TECH",
      productName: "ID TECH MiniMag Swipe Reader", interfaces: [hid.usbInterface])
    description.usbVersion = 0x0200
    return description
  }

  public mutating func reports(for card: SwipedCard) -> [[UInt8]] {
    switch mode {
    case .other: return [SureSwipeReport.bytes(card)]
    case .idTech: return [IDTechReport.bytes(card)]
    case .secure(var head):
      defer { mode = .secure(head) }
      let type: SecureMagHead.CardType = IDTechReport.encodeType(card) == 1 ? .aamva : .iso
      // What does not fit is not sent: a real head cannot send it either.
      return (try? head.report(for: card.texts, type: type)).map { [$0] } ?? []
    }
  }

  private static func descriptor(_ mode: Mode) -> [UInt8] {
    let head: [UInt8] = [
      0x06, 0x00, 0xFF, 0x09, 0x01, 0xA1, 0x01, 0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08,
    ]
    let feature: [UInt8] = [0x09, 0x20, 0x95, 0x08, 0xB2, 0x02, 0x01, 0xC0]
    let status: [UInt8] = [
      0x09, 0x20, 0x09, 0x21, 0x09, 0x22, 0x09, 0x28, 0x09, 0x29, 0x09, 0x2A, 0x09, 0x38, 0x95,
      0x07, 0x81, 0x02,
    ]
    switch mode {
    case .other:
      let tracks: [UInt8] = [0x30, 0x31, 0x32].flatMap { [0x09, $0, 0x95, 110, 0x82, 0x02, 0x01] }
      return head + status + tracks + feature
    case .idTech:
      return head + status + [0x09, 0x3A, 0x95, 0x02, 0x82, 0x02, 0x01]
        + [0x09, 0x3B, 0x96] + littleEndian(UInt16(IDTechReport.capacity)) + [0x82, 0x02, 0x01]
        + feature
    case .secure(let secure):
      return head + [0x09, 0x20, 0x96] + littleEndian(UInt16(secure.reportLength))
        + [0x82, 0x02, 0x01] + feature
    }
  }
}
