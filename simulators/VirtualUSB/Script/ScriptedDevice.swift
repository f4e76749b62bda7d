/// A plugged device of any kind that can be told what to do.
public protocol ScriptedDevice: Sendable {
  /// How clients name it, such as `1-1`.
  var busID: String { get }

  /// What its descriptors say.
  var description: USBDescription { get }

  /// Does what can be done at once; waits and pauses are for ``perform(_:within:)``.
  ///
  /// Throws ``VirtualUSBError``: `unplugged`, `notConfigured`, or `otherKind` for what this device
  /// cannot do.
  func perform(_ command: DeviceCommand) throws(VirtualUSBError)

  /// Does a command, waits and pauses too; `false` if what it waits for does not come in time.
  func perform(_ command: DeviceCommand, within duration: Duration) async throws -> Bool

  /// Waits until a client has attached the device and set its configuration.
  func waitUntilConfigured(within duration: Duration) async -> Bool

  /// Waits until no client has the device.
  func waitUntilDetached(within duration: Duration) async -> Bool
}

extension PluggedDevice: ScriptedDevice {
  public func perform(_ command: DeviceCommand) throws(VirtualUSBError) {
    switch command {
    case .swipe(let card):
      let reports = try change { function, _ -> [[UInt8]]? in
        guard var reader = function as? any VirtualStripeReader else { return nil }
        let reports = reader.reports(for: card)
        if let changed = reader as? Function { function = changed }
        return reports
      }
      guard let reports else { throw VirtualUSBError(.otherKind, busID) }
      for report in reports { try send(report) }
    case .report(let bytes): try send(bytes)
    case .fault(let fault): inject(fault)
    case .unplug: unplug()
    case .replug: replug()
    case .printer(let change):
      let isPrinter = try self.change { function, _ -> Bool in
        guard var printer = function as? VirtualPrinter else { return false }
        change.apply(to: &printer.condition)
        if let changed = printer as? Function { function = changed }
        return true
      }
      guard isPrinter else { throw VirtualUSBError(.otherKind, busID) }
    case .wait, .pause: break
    }
  }

  public func perform(_ command: DeviceCommand, within duration: Duration) async throws -> Bool {
    switch command {
    case .wait(.configured): return await waitUntilConfigured(within: duration)
    case .wait(.listening): return await waitUntilPolled(within: duration)
    case .wait(.fetched): return await waitUntilDrained(within: duration)
    case .pause(let pause):
      try await Task.sleep(for: pause)
      return true
    default:
      try perform(command)
      return true
    }
  }
}
