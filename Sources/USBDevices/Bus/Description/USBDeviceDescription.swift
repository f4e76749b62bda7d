/// What is known of a USB device without opening it.
///
/// Its numbers and interfaces are from its descriptors as libusb gives them; its strings are the ones
/// that the kernel read when it was plugged in, which every user may see.
public struct USBDeviceDescription: Sendable, Hashable, Identifiable {
  /// Where a device is while it is plugged in.
  public struct Address: Sendable, Hashable, Comparable {
    /// The bus's number.
    public let bus: UInt8
    /// The number on the bus, 1 to 127. The kernel gives a new one whenever a device is plugged in.
    public let device: UInt8

    /// Makes an address.
    public init(bus: UInt8, device: UInt8) {
      self.bus = bus
      self.device = device
    }

    public static func < (left: Self, right: Self) -> Bool {
      (left.bus, left.device) < (right.bus, right.device)
    }
  }

  /// Where it is now.
  public let address: Address
  /// The ports from the root hub to the device; the same whenever it is plugged in there again.
  public let portPath: [UInt8]
  /// `idVendor`.
  public let vendor: UInt16
  /// `idProduct`.
  public let product: UInt16
  /// `bcdDevice`, the device's release in binary coded decimal.
  public let release: UInt16
  /// `bDeviceClass`; 0 if every interface has its own.
  public let deviceClass: UInt8
  /// The interfaces of the active configuration, in their first setting.
  public let interfaces: [USBInterface]
  /// The maker's name, where the device has one.
  public let manufacturer: String?
  /// The product's name, where the device has one.
  public let productName: String?
  /// The serial number, where the device has one.
  public let serialNumber: String?

  /// Makes a description.
  public init(
    address: Address, portPath: [UInt8], vendor: UInt16, product: UInt16, release: UInt16 = 0,
    deviceClass: UInt8 = 0, interfaces: [USBInterface] = [], manufacturer: String? = nil,
    productName: String? = nil, serialNumber: String? = nil
  ) {
    self.address = address
    self.portPath = portPath
    self.vendor = vendor
    self.product = product
    self.release = release
    self.deviceClass = deviceClass
    self.interfaces = interfaces
    self.manufacturer = manufacturer
    self.productName = productName
    self.serialNumber = serialNumber
  }

  /// The address: two devices that are plugged in at one time have different ones.
  public var id: Address { address }

  /// The place as the kernel writes it, such as `1-4.2`: bus, then ports.
  public var place: String {
    let ports = portPath.map { String($0) }.joined(separator: ".")
    return ports.isEmpty ? "usb\(address.bus)" : "\(address.bus)-\(ports)"
  }

  /// The folder under `/sys/bus/usb/devices`.
  package var systemFolder: String { "/sys/bus/usb/devices/\(place)" }

  /// The first HID interface that has an interrupt endpoint to read from.
  public var hidInterface: USBInterface? {
    interfaces.first { $0.isHID && $0.interruptIn != nil }
  }
}

extension USBDeviceDescription: CustomStringConvertible {
  /// Vendor, product and where it is, such as `0801:0002 (bus 1, device 4, port 1-2)`.
  public var description: String {
    let vendor = hexadecimal(vendor)
    let product = hexadecimal(product)
    return "\(vendor):\(product) (bus \(address.bus), device \(address.device), port \(place))"
  }

  private func hexadecimal(_ number: UInt16) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }
}
