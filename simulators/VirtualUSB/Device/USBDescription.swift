/// What a device is: everything that its descriptors say (USB 2.0, 9.6). One configuration, no
/// alternate settings.
public struct USBDescription: Sendable, Hashable {
  /// How fast; the raw value is the kernel's `usb_device_speed`.
  public enum Speed: UInt8, Sendable, Hashable {
    /// 1.5 Mbit/s.
    case low = 1
    /// 12 Mbit/s.
    case full = 2
    /// 480 Mbit/s.
    case high = 3
  }

  /// The vendor, assigned by the USB Implementers Forum.
  public var vendor: UInt16
  /// The product, assigned by the vendor.
  public var product: UInt16
  /// The device's release as binary-coded decimal.
  public var release: UInt16
  /// The USB version as binary-coded decimal.
  public var usbVersion: UInt16 = 0x0110
  /// How fast it is.
  public var speed = Speed.full
  /// Bytes of a packet on endpoint 0: 8, 16, 32 or 64.
  public var controlPacketSize: UInt8 = 8
  /// The maker's name, if the device has one.
  public var manufacturerName: String?
  /// The product's name, if the device has one.
  public var productName: String?
  /// The serial number, if the device has one.
  public var serialNumber: String?
  /// Current in units of 2 mA.
  public var maximumPower: UInt8 = 50
  /// The interfaces, numbered in order.
  public var interfaces: [InterfaceDescription]

  /// Makes a description.
  public init(
    vendor: UInt16, product: UInt16, release: UInt16, manufacturerName: String?,
    productName: String?, serialNumber: String? = nil, interfaces: [InterfaceDescription]
  ) {
    self.vendor = vendor
    self.product = product
    self.release = release
    self.manufacturerName = manufacturerName
    self.productName = productName
    self.serialNumber = serialNumber
    self.interfaces = interfaces
  }
}

/// One interface.
public struct InterfaceDescription: Sendable, Hashable {
  /// The class, such as 3 for HID.
  public var classCode: UInt8
  /// The subclass.
  public var subclass: UInt8
  /// The protocol.
  public var protocolCode: UInt8
  /// Class descriptors that stand between the interface's and the endpoints'.
  public var classDescriptors: [[UInt8]] = []
  /// The endpoints besides 0.
  public var endpoints: [EndpointDescription]
}

/// One endpoint.
public struct EndpointDescription: Sendable, Hashable {
  /// How data travel; the raw value is that of `bmAttributes`.
  public enum Transfer: UInt8, Sendable, Hashable {
    /// Much, whenever there is room.
    case bulk = 2
    /// Little, asked for again and again.
    case interrupt = 3
  }

  /// Number, and bit 7 towards the host.
  public var address: UInt8
  /// How data travel.
  public var transfer: Transfer
  /// Bytes of the largest packet.
  public var packetSize: Int
  /// Milliseconds between two questions of the host; 0 for bulk.
  public var interval: UInt8 = 0
}

extension USBDescription {
  /// The strings by index; the first one has index 1.
  private var strings: [String] {
    [manufacturerName, productName, serialNumber].compactMap { $0 }
  }

  private func index(of text: String?) -> UInt8 {
    guard let text, let position = strings.firstIndex(of: text) else { return 0 }
    return UInt8(position + 1)
  }

  /// The device descriptor, 18 bytes.
  public var deviceDescriptor: [UInt8] {
    [18, 1] + littleEndian(usbVersion) + [0, 0, 0, controlPacketSize]
      + [vendor, product, release].flatMap(littleEndian)
      + [index(of: manufacturerName), index(of: productName), index(of: serialNumber), 1]
  }

  /// The configuration descriptor with everything in it.
  public var configurationDescriptor: [UInt8] {
    let inner = interfaces.indices.flatMap { descriptor(ofInterface: $0) }
    return [9, 2] + littleEndian(UInt16(9 + inner.count))
      + [UInt8(interfaces.count), 1, 0, 0x80, maximumPower] + inner
  }

  private func descriptor(ofInterface index: Int) -> [UInt8] {
    let interface = interfaces[index]
    let head: [UInt8] = [
      9, 4, UInt8(index), 0, UInt8(interface.endpoints.count), interface.classCode,
      interface.subclass, interface.protocolCode, 0,
    ]
    let endpoints = interface.endpoints.flatMap { endpoint -> [UInt8] in
      [7, 5, endpoint.address, endpoint.transfer.rawValue]
        + littleEndian(UInt16(endpoint.packetSize)) + [endpoint.interval]
    }
    return head + interface.classDescriptors.flatMap { $0 } + endpoints
  }

  /// A string descriptor: index 0 names the languages, of which there is one, American English.
  public func stringDescriptor(_ index: UInt8) -> [UInt8]? {
    let units: [UInt16]
    if index == 0 {
      units = [0x0409]
    } else if Int(index) <= strings.count {
      units = Array(strings[Int(index) - 1].utf16.prefix(126))
    } else {
      return nil
    }
    return [UInt8(2 + units.count * 2), 3] + units.flatMap(littleEndian)
  }

  /// The endpoint with an address.
  public func endpoint(_ address: UInt8) -> EndpointDescription? {
    interfaces.lazy.flatMap(\.endpoints).first { $0.address == address }
  }
}

/// A number as USB sends it, least significant byte first.
func littleEndian(_ number: UInt16) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8)] }
