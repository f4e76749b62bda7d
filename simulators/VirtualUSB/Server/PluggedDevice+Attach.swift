import LinuxSystem

extension PluggedDevice {
  /// Attaches the device to this machine's kernel, with the program `usbip`, and gives its place on the bus,
  /// such as `1-1`, once a driver has it.
  ///
  /// Needs root and the module `vhci-hcd`; `scripts/kernel` has both. Throws ``VirtualUSBError`` with the
  /// reason `attachFailed` and what `usbip` said.
  @discardableResult
  public func attach(within limit: Duration = .seconds(30)) async throws(VirtualUSBError) -> String
  {
    let deadline = ContinuousClock.now + limit
    // A try that the kernel took for the cable of the device before it: that one is pulled and put in again.
    while true {
      let place = try await OwnedThread.run(name: "usbip-attach") {
        [busID, serverPort] () throws(VirtualUSBError) in
        try KernelBus.attach(busID, serverPort, until: deadline, patience: limit / 3)
      }
      if let place { return place }
      guard ContinuousClock.now < deadline else {
        throw VirtualUSBError(.attachFailed, "no driver took the device")
      }
      unplug()
      replug()
    }
  }
}
