import VirtualUSB

extension Script {
  /// A client that attaches a printer or a reader, and then sends whatever it likes, in pieces.
  static func attach(_ bytes: [UInt8]) {
    guard let choice = bytes.first else { return }
    var bus = VirtualBus()
    try? bus.plug(VirtualDevice(VirtualSureSwipe()), at: "1-1")
    try? bus.plug(VirtualDevice(VirtualPrinter(capacity: 64)), at: "1-2")
    let now = ContinuousClock.now
    bus.connect(1)
    if choice & 1 == 1 {
      let busID: [UInt8] = [0x31, 0x2D, 0x31 + (choice >> 1 & 1)]
      let request: [UInt8] = [0x01, 0x11, 0x80, 0x03, 0, 0, 0, 0] + busID
      bus.receive(request + [UInt8](repeating: 0, count: 29), from: 1, now: now)
      precondition(bus.takeOutgoing(1).count == 320)
      // Sets configuration 1.
      let device = 2 + (choice >> 1 & 1)
      var submit: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 9, 0, 1, 0, device]
      submit += [UInt8](repeating: 0, count: 28) + [0, 9, 1, 0, 0, 0, 0, 0]
      bus.receive(submit, from: 1, now: now)
      precondition(bus.takeOutgoing(1).count == 48)
    }
    let size = max(1, Int(choice >> 2))
    for start in stride(from: 1, to: bytes.count, by: size) {
      bus.receive(bytes[start..<min(start + size, bytes.count)], from: 1, now: now)
      _ = bus.takeOutgoing(1)
    }
    bus.pump(now: now)
    bus.disconnect(1)
  }
}
