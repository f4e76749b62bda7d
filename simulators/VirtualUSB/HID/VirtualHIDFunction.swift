/// A device with one HID interface.
public protocol VirtualHIDFunction: VirtualUSBFunction {
  /// The interface.
  var hid: HIDInterface { get set }

  /// Answers `GET_REPORT`; `nil` stalls. The kind is 1 for input, 2 for output, 3 for feature.
  mutating func report(kind: UInt8, id: UInt8) -> [UInt8]?

  /// Takes `SET_REPORT`; `false` stalls.
  mutating func setReport(kind: UInt8, id: UInt8, _ data: [UInt8]) -> Bool
}

extension VirtualHIDFunction {
  /// Has no reports to be asked for.
  public mutating func report(kind: UInt8, id: UInt8) -> [UInt8]? { nil }

  /// Takes no reports.
  public mutating func setReport(kind: UInt8, id: UInt8, _ data: [UInt8]) -> Bool { false }

  /// Answers the requests of the class.
  public mutating func control(
    _ setup: USBSetup, data: [UInt8], outbox: inout USBOutbox
  ) -> USBControlAnswer {
    guard setup.recipient == .interface, setup.index == 0 else { return .stall }
    if let answer = hid.control(setup) { return answer }
    guard setup.kind == .classSpecific else { return .stall }
    let kind = UInt8(setup.value >> 8)
    let id = UInt8(setup.value & 0xFF)
    switch setup.request {
    case 0x01: return report(kind: kind, id: id).map { .data($0) } ?? .stall
    case 0x09: return setReport(kind: kind, id: id, data) ? .done : .stall
    default: return .stall
    }
  }

  /// Forgets what the host has set.
  public mutating func reset() { hid.reset() }
}

/// A device through which a card is swiped.
public protocol VirtualStripeReader: VirtualHIDFunction {
  /// The input reports that a swipe makes.
  mutating func reports(for card: SwipedCard) -> [[UInt8]]
}
