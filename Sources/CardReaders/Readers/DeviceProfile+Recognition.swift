public import USBDevices

extension DeviceProfile {
  /// The profile of a device that is plugged in, by vendor and product, or by the report descriptor that
  /// the kernel's driver has read; `nil` for a device that is no reader.
  ///
  /// Devices that no profile names are not opened: only where no driver has a HID interface that is
  /// neither keyboard nor mouse, which a program that was killed leaves behind, is the device itself
  /// asked. The kernel's driver has it again afterwards.
  public static func recognising(
    _ device: USBDeviceDescription, in profiles: [DeviceProfile] = DeviceProfile.all
  ) async -> DeviceProfile? {
    guard let interface = device.hidInterface else { return nil }
    let model = USBModel(vendor: device.vendor, product: device.product)
    if let own = profiles.first(where: { $0.models.contains(model) }) { return own }
    guard interface.interfaceProtocol == 0, profiles.contains(where: { $0.application != nil })
    else { return nil }
    func match(_ bytes: [UInt8]) -> DeviceProfile? {
      guard let descriptor = try? HIDReportDescriptor(bytes) else { return nil }
      return matching(model, descriptor: descriptor, in: profiles)
    }
    let start = ContinuousClock.now
    while true {
      if let bytes = device.knownReportDescriptor(of: interface.number) { return match(bytes) }
      let driver = device.kernelDriver(of: interface.number)
      // A program has it, and with it the driver's knowledge is gone.
      if driver == "usbfs" { return nil }
      // The driver takes a moment to come, and then to read the descriptor.
      if start + (driver == "usbhid" ? .seconds(10) : .seconds(1)) < .now {
        guard driver == nil else { return nil }
        break
      }
      do { try await Task.sleep(for: .milliseconds(50)) } catch { return nil }
    }
    guard
      let usb = try? await USBDevice.open(device, claiming: interface.number, within: .zero)
    else { return nil }
    let bytes = try? await usb.reportDescriptor(of: interface)
    await usb.close()
    return bytes.flatMap(match)
  }
}
