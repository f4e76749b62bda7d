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
    // The driver takes a moment to read it.
    for _ in 0..<20 {
      if let bytes = device.knownReportDescriptor(of: interface.number) { return match(bytes) }
      // A program has it, and with it the driver's knowledge is gone.
      if device.kernelDriver(of: interface.number) == "usbfs" { return nil }
      do { try await Task.sleep(for: .milliseconds(50)) } catch { return nil }
    }
    guard device.kernelDriver(of: interface.number) == nil,
      let usb = try? await USBDevice.open(device, within: .zero)
    else { return nil }
    var bytes: [UInt8]?
    if (try? await usb.claim(interface.number)) != nil {
      bytes = try? await usb.reportDescriptor(of: interface)
    }
    await usb.close()
    return bytes.flatMap(match)
  }
}
