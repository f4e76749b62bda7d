/// A device that is, or was, plugged into a server.
public struct PluggedDevice<Function: VirtualUSBFunction>: Sendable {
  /// How clients name it, such as `1-1`.
  public let busID: String
  /// What its descriptors say.
  public let description: USBDescription
  /// The port of the server.
  public let serverPort: UInt16
  let core: ServerCore

  /// Pulls the cable. Nothing happens if it is unplugged.
  public func unplug() { with { bus, port in bus.unplug(port) } }

  /// Plugs it in again, so that it can be attached again.
  public func replug() { with { bus, port in bus.replug(port) } }

  /// Makes a fault, at once or at the next report.
  public func inject(_ fault: VirtualUSBFault) {
    with { bus, port in
      bus.with(port, now: .now) { device in
        if fault == .stall { device.haltInput() }
        device.faults.add(fault)
      }
    }
  }

  /// Works on what the device does, and sends what that leaves in the outbox.
  @discardableResult
  public func change<Result: Sendable>(
    _ body: (inout Function, inout USBOutbox) -> Result
  ) throws(VirtualUSBError) -> Result {
    let result: Result? = with { bus, port in
      bus.with(port, now: .now) { device in
        guard var function = device.function as? Function else { return nil }
        var outbox = USBOutbox()
        let result = body(&function, &outbox)
        function.settle(&outbox)
        device.function = function
        device.send(outbox, now: .now)
        return result
      }
    }
    guard let result else { throw VirtualUSBError(.otherKind, busID) }
    return result
  }

  /// Sends bytes on an endpoint towards the host, as one report.
  ///
  /// Throws ``VirtualUSBError`` with the reason `unplugged`, or `notConfigured` if no host has set the
  /// device up, unless the fault `early` keeps reports.
  public func send(
    _ bytes: [UInt8], on endpoint: UInt8 = HIDInterface.endpoint
  ) throws(VirtualUSBError) {
    let failure: VirtualUSBError? = with { bus, port in
      if !bus.ports[port].isPluggedIn { return VirtualUSBError(.unplugged, busID) }
      return bus.with(port, now: .now) { device in
        guard device.configuration != 0 || device.faults.keepsReports else {
          return VirtualUSBError(.notConfigured, busID)
        }
        var outbox = USBOutbox()
        outbox.send(bytes, on: endpoint)
        device.send(outbox, now: .now)
        return nil
      }
    }
    if let failure { throw failure }
  }

  private func with<Result: Sendable>(_ body: (inout VirtualBus, Int) -> Result) -> Result {
    core.with { bus in
      guard let port = bus.index(of: busID) else { preconditionFailure("ports are never removed") }
      return body(&bus, port)
    }
  }
}

extension PluggedDevice {
  /// Whether the device is plugged in; not after a fault has pulled its cable.
  public var isPluggedIn: Bool { with { bus, port in bus.ports[port].isPluggedIn } }

  /// Whether a client has attached it.
  public var isAttached: Bool { with { bus, port in bus.ports[port].client != nil } }

  /// Waits until a host has attached the device and set its configuration.
  public func waitUntilConfigured(within duration: Duration) async -> Bool {
    await wait(within: duration) { $0.isPluggedIn && $0.device.configuration != 0 }
  }

  /// Waits until someone listens to an endpoint.
  public func waitUntilPolled(
    _ endpoint: UInt8 = HIDInterface.endpoint, within duration: Duration
  ) async -> Bool {
    await wait(within: duration) { $0.device.isPolled(endpoint) }
  }

  /// Waits until the host has fetched everything.
  public func waitUntilDrained(within duration: Duration) async -> Bool {
    await wait(within: duration) { $0.device.isDrained }
  }

  /// Waits until no client has the device.
  public func waitUntilDetached(within duration: Duration) async -> Bool {
    await wait(within: duration) { $0.client == nil }
  }

  /// Waits until something is true of what the device does.
  public func wait(
    within duration: Duration, until condition: @escaping @Sendable (Function) -> Bool
  ) async -> Bool {
    await wait(within: duration) { ($0.device.function as? Function).map(condition) ?? false }
  }

  private func wait(
    within duration: Duration, _ condition: @escaping @Sendable (VirtualBus.Port) -> Bool
  ) async -> Bool {
    await core.wait(within: duration) { [busID] bus in
      bus.ports.contains { $0.busID == busID && condition($0) }
    }
  }
}

extension PluggedDevice where Function: VirtualStripeReader {
  /// Swipes a card.
  ///
  /// Throws ``VirtualUSBError`` with the reason `unplugged` or `notConfigured`.
  public func swipe(_ card: SwipedCard) throws(VirtualUSBError) { try perform(.swipe(card)) }
}
