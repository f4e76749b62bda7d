/// MagTek MagneSafe V5 in keyboard emulation (manual 99875475): to the machine a keyboard that types
/// masked tracks, and behind them the encrypted ones.
public struct VirtualMagneSafeKeyboard: VirtualStripeReader {
  private var keyboard = VirtualWedge(.magTek)
  /// The head, with the key serial number of the last swipe.
  public private(set) var head: MagneSafeHead

  /// Makes a reader with a head.
  public init(head: MagneSafeHead) { self.head = head }

  public var hid: HIDInterface {
    get { keyboard.hid }
    set { keyboard.hid = newValue }
  }

  /// What the descriptors say: MagTek's number for keyboards.
  public var description: USBDescription {
    var description = keyboard.description
    description.serialNumber = head.serialNumber
    return description
  }

  /// One report in each interval.
  public var pace: Duration { keyboard.pace }

  public mutating func reports(for card: SwipedCard) -> [[UInt8]] {
    USKeyboard.reports(typing: head.text(for: card.texts) + [0x0D])
  }

  public mutating func report(kind: UInt8, id: UInt8) -> [UInt8]? {
    keyboard.report(kind: kind, id: id)
  }

  public mutating func setReport(kind: UInt8, id: UInt8, _ data: [UInt8]) -> Bool {
    keyboard.setReport(kind: kind, id: id, data)
  }
}
