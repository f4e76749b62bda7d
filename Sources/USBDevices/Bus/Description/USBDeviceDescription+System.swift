import LinuxSystem

extension USBDeviceDescription {
  /// The driver that the kernel has bound to an interface, such as `usbhid`; `usbfs` if a program has
  /// claimed it, `nil` if nobody has it.
  public func kernelDriver(of interface: UInt8) -> String? {
    let path = "\(systemFolder):\(configuration).\(interface)/driver"
    return SystemFile.linkTarget(path)?.split(separator: "/").last.map(String.init)
  }

  /// The report descriptor of a HID interface as the kernel's own driver has read it; `nil` if that
  /// driver does not have the interface. No device is opened and nothing is asked of it.
  public func knownReportDescriptor(of interface: UInt8) -> [UInt8]? {
    let folder = "\(systemFolder):\(configuration).\(interface)"
    // The HID device below the interface is named bus:vendor:product.number.
    guard let name = SystemFile.names(in: folder).first(where: { $0.hasPrefix("0003:") })
    else { return nil }
    return SystemFile.bytes("\(folder)/\(name)/report_descriptor", limit: 65_536)
  }

  /// The device's node, which a program opens to use it.
  public var node: String {
    func digits(_ number: UInt8) -> String {
      let text = String(number)
      return String(repeating: "0", count: 3 - text.utf8.count) + text
    }
    return "/dev/bus/usb/\(digits(address.bus))/\(digits(address.device))"
  }

  private var configuration: String {
    SystemFile.text("\(systemFolder)/bConfigurationValue") ?? "1"
  }
}
