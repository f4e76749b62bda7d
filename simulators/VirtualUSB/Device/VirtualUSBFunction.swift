/// What a virtual device does, behind what every USB device does alike.
///
/// Standard requests, descriptors, halted endpoints, packets and waiting transfers are done by
/// ``VirtualDevice``; a function says what it is and answers what its class or its maker defined. Write
/// a plain `struct` with stored state: it is called by one thread at a time.
public protocol VirtualUSBFunction: Sendable {
  /// What the device's descriptors say. It does not change while the device is plugged in.
  var description: USBDescription { get }

  /// How far apart its packets to the host are at least; keyboards keep to the interval of their endpoint,
  /// because a host that gets keys faster drops some.
  var pace: Duration { get }

  /// The host has set the configuration: forget whatever a reset forgets.
  mutating func reset()

  /// Answers a request of the class or the maker, or a standard request for an interface.
  ///
  /// `data` are what the host sent with it.
  mutating func control(
    _ setup: USBSetup, data: [UInt8], outbox: inout USBOutbox
  ) -> USBControlAnswer

  /// Takes bytes on an endpoint towards the device, and says how many. The rest waits until the
  /// function's state changes, as with a printer whose buffer is full.
  mutating func take(
    _ data: ArraySlice<UInt8>, on endpoint: UInt8, outbox: inout USBOutbox
  ) -> Int

  /// Someone has changed the device from outside, as by putting paper in: does what that makes possible.
  mutating func settle(_ outbox: inout USBOutbox)
}

extension VirtualUSBFunction {
  /// As fast as the host asks.
  public var pace: Duration { .zero }

  /// Forgets nothing.
  public mutating func reset() {}

  /// Does nothing.
  public mutating func settle(_ outbox: inout USBOutbox) {}

  /// Takes everything.
  public mutating func take(
    _ data: ArraySlice<UInt8>, on endpoint: UInt8, outbox: inout USBOutbox
  ) -> Int { data.count }
}

/// The answer to a control request.
public enum USBControlAnswer: Sendable, Hashable {
  /// These bytes, as far as there is room for them; none for a request that only does something.
  case data([UInt8])
  /// The device does not know the request, and stalls.
  case stall

  /// It is done.
  public static let done = Self.data([])
}

/// What a function has to send to the host.
public struct USBOutbox: Sendable {
  struct Message: Sendable {
    let endpoint: UInt8
    let bytes: [UInt8]
  }

  var messages: [Message] = []
  /// Whether the cable is to be pulled.
  public private(set) var pullsCable = false

  /// Makes an empty one.
  public init() {}

  /// Sends bytes on an endpoint towards the host, as one run of packets.
  public mutating func send(_ bytes: [UInt8], on endpoint: UInt8) {
    messages.append(Message(endpoint: endpoint, bytes: bytes))
  }

  /// Pulls the device's own cable, at once.
  public mutating func pullCable() { pullsCable = true }
}
