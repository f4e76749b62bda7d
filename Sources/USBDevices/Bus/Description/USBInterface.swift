/// An interface of a USB device, in its first setting.
public struct USBInterface: Sendable, Hashable {
  /// `bInterfaceNumber`.
  public let number: UInt8
  /// `bInterfaceClass`: 3 is HID, 7 printer, 11 smart card.
  public let interfaceClass: UInt8
  /// `bInterfaceSubClass`.
  public let subclass: UInt8
  /// `bInterfaceProtocol`.
  public let interfaceProtocol: UInt8
  /// The endpoints.
  public let endpoints: [USBEndpoint]
  /// Bytes of the HID report descriptor as the HID descriptor states them; `nil` if it has none.
  public let reportDescriptorLength: Int?

  /// Makes an interface.
  public init(
    number: UInt8, interfaceClass: UInt8, subclass: UInt8 = 0, interfaceProtocol: UInt8 = 0,
    endpoints: [USBEndpoint] = [], reportDescriptorLength: Int? = nil
  ) {
    self.number = number
    self.interfaceClass = interfaceClass
    self.subclass = subclass
    self.interfaceProtocol = interfaceProtocol
    self.endpoints = endpoints
    self.reportDescriptorLength = reportDescriptorLength
  }

  /// Whether it is a human interface device's.
  public var isHID: Bool { interfaceClass == 3 }

  /// Whether it is a printer's.
  public var isPrinter: Bool { interfaceClass == 7 }

  /// The endpoint on which interrupt reports come.
  public var interruptIn: USBEndpoint? { endpoint(.interrupt, isIn: true) }

  /// The endpoint for bulk data to the device.
  public var bulkOut: USBEndpoint? { endpoint(.bulk, isIn: false) }

  /// The endpoint for bulk data from the device.
  public var bulkIn: USBEndpoint? { endpoint(.bulk, isIn: true) }

  private func endpoint(_ kind: USBEndpoint.Kind, isIn: Bool) -> USBEndpoint? {
    endpoints.first { $0.kind == kind && $0.isIn == isIn }
  }
}

/// An endpoint of an interface.
public struct USBEndpoint: Sendable, Hashable {
  /// How an endpoint transfers data; the raw value is `bmAttributes`' lowest two bits.
  public enum Kind: UInt8, Sendable, Hashable, CaseIterable {
    /// Requests and answers.
    case control
    /// Sound and pictures, without repetition.
    case isochronous
    /// Much, at no fixed time.
    case bulk
    /// Little, asked for at a fixed interval.
    case interrupt
  }

  /// `bEndpointAddress`; bit 7 set: from the device.
  public let address: UInt8
  /// How it transfers.
  public let kind: Kind
  /// Bytes of a packet.
  public let packetSize: Int
  /// `bInterval`.
  public let interval: UInt8

  /// Makes an endpoint.
  public init(address: UInt8, kind: Kind, packetSize: Int, interval: UInt8 = 0) {
    self.address = address
    self.kind = kind
    self.packetSize = packetSize
    self.interval = interval
  }

  /// Whether data come from the device.
  public var isIn: Bool { address & 0x80 != 0 }
}
