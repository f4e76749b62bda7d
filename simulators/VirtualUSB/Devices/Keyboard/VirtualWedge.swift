/// A reader that types: to the machine it is a keyboard with an American layout.
public struct VirtualWedge: VirtualStripeReader {
  /// Whose reader it is; they differ in what they type around the tracks.
  public enum Maker: Sendable, Hashable, CaseIterable {
    /// MagTek in keyboard emulation (manual 99875206): one line for all tracks.
    case magTek
    /// ID TECH in keyboard emulation (MiniMag quick start 80066510): one line for each track.
    case idTech
  }

  public var hid = HIDInterface(
    reportDescriptor: reportDescriptor, packetSize: 8, interval: 4, isBootKeyboard: true,
    country: 33)
  private let maker: Maker
  /// The lamps that the host has set: bit 0 num lock, 1 caps lock, 2 scroll lock.
  public private(set) var lamps: UInt8 = 0

  /// Makes a reader.
  public init(_ maker: Maker = .magTek) { self.maker = maker }

  /// What the descriptors say.
  public var description: USBDescription {
    switch maker {
    case .magTek:
      USBDescription(
        vendor: 0x0801, product: 0x0001, release: 0x0100, manufacturerName: "Mag-Tek",
        productName: "USB Swipe Reader", interfaces: [hid.usbInterface])
    case .idTech:
      USBDescription(
        vendor: 0x0ACD, product: 0x2030, release: 0x0100, manufacturerName: "ID TECH",
        productName: "ID TECH MiniMag Swipe Reader", interfaces: [hid.usbInterface])
    }
  }

  /// One report in each interval.
  public var pace: Duration { .milliseconds(Int(hid.interval)) }

  /// The text that a swipe types.
  public func text(for card: SwipedCard) -> [UInt8] {
    guard maker == .magTek else { return IDTechText.typed(card) }
    let sentinels: [UInt8] = [0x25, 0x3B, 0x2B]
    let tracks = zip(card.tracks, sentinels).flatMap { track, sentinel in
      track.isUndecodable ? [sentinel, UInt8(ascii: "E"), UInt8(ascii: "?")] : track.characters
    }
    return tracks.isEmpty ? [] : tracks + [0x0D]
  }

  public mutating func reports(for card: SwipedCard) -> [[UInt8]] {
    USKeyboard.reports(typing: text(for: card))
  }

  public mutating func report(kind: UInt8, id: UInt8) -> [UInt8]? {
    switch (kind, id) {
    case (1, 0): USKeyboard.released
    case (2, 0): [lamps]
    default: nil
    }
  }

  public mutating func setReport(kind: UInt8, id: UInt8, _ data: [UInt8]) -> Bool {
    guard kind == 2, id == 0, let first = data.first else { return false }
    lamps = first
    return true
  }

  /// The descriptor of a boot keyboard (HID 1.11, appendix B.1).
  private static let reportDescriptor: [UInt8] = [
    0x05, 0x01, 0x09, 0x06, 0xA1, 0x01,  // a keyboard
    0x05, 0x07, 0x19, 0xE0, 0x29, 0xE7, 0x15, 0x00, 0x25, 0x01, 0x75, 0x01, 0x95, 0x08, 0x81, 0x02,
    0x95, 0x01, 0x75, 0x08, 0x81, 0x01,  // a reserved byte
    0x95, 0x05, 0x75, 0x01, 0x05, 0x08, 0x19, 0x01, 0x29, 0x05, 0x91, 0x02,  // lamps
    0x95, 0x01, 0x75, 0x03, 0x91, 0x01,
    0x95, 0x06, 0x75, 0x08, 0x15, 0x00, 0x25, 0x65, 0x05, 0x07, 0x19, 0x00, 0x29, 0x65, 0x81, 0x00,
    0xC0,
  ]
}
