/// ID TECH SecureMag in keyboard emulation and secure output (manual 80096504): to the machine a keyboard
/// that types the frame of its reports.
public struct VirtualSecureMagKeyboard: VirtualStripeReader {
  private var keyboard = VirtualWedge(.idTech)
  /// The head, with the key serial number of the last swipe.
  public private(set) var head: SecureMagHead

  /// Makes a reader with a head.
  public init(head: SecureMagHead) { self.head = head }

  public var hid: HIDInterface {
    get { keyboard.hid }
    set { keyboard.hid = newValue }
  }

  /// What the descriptors say: ID TECH's number for keyboards.
  public var description: USBDescription { keyboard.description }

  /// One report in each interval.
  public var pace: Duration { keyboard.pace }

  public mutating func reports(for card: SwipedCard) -> [[UInt8]] {
    let type: SecureMagHead.CardType = IDTechReport.encodeType(card) == 1 ? .aamva : .iso
    // What does not fit is not typed: a real head cannot type it either.
    let text = try? head.text(for: card.texts, type: type)
    return text.map { USKeyboard.reports(typing: $0 + [0x0D]) } ?? []
  }

  public mutating func report(kind: UInt8, id: UInt8) -> [UInt8]? {
    keyboard.report(kind: kind, id: id)
  }

  public mutating func setReport(kind: UInt8, id: UInt8, _ data: [UInt8]) -> Bool {
    keyboard.setReport(kind: kind, id: id, data)
  }
}
