/// The setup packet of a control transfer (USB 2.0, 9.3).
public struct USBSetup: Sendable, Hashable {
  /// Direction, type and recipient.
  public var requestType: UInt8
  /// Which request.
  public var request: UInt8
  /// Its value.
  public var value: UInt16
  /// Its index: usually an interface or an endpoint.
  public var index: UInt16
  /// The bytes to be sent, or that there is room for.
  public var length: UInt16

  /// Makes a packet.
  public init(
    requestType: UInt8 = 0, request: UInt8 = 0, value: UInt16 = 0, index: UInt16 = 0,
    length: UInt16 = 0
  ) {
    self.requestType = requestType
    self.request = request
    self.value = value
    self.index = index
    self.length = length
  }

  /// Reads the eight bytes of a packet, numbers least significant byte first.
  init(_ bytes: ArraySlice<UInt8>) {
    let bytes = Array(bytes)
    func number(_ offset: Int) -> UInt16 { UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8 }
    self.init(
      requestType: bytes[0], request: bytes[1], value: number(2), index: number(4),
      length: number(6))
  }

  /// The eight bytes of the packet.
  public var bytes: [UInt8] {
    [requestType, request] + [value, index, length].flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }

  /// Whether data go to the host.
  public var isIn: Bool { requestType & 0x80 != 0 }

  /// Who defines the request.
  public enum Kind: UInt8, Sendable, Hashable {
    /// The USB specification.
    case standard
    /// The specification of a device class.
    case classSpecific
    /// The maker.
    case vendor
    /// Nobody.
    case reserved
  }

  /// Whom the request is for.
  public enum Recipient: UInt8, Sendable, Hashable {
    /// The whole device.
    case device
    /// The interface in the lower byte of the index.
    case interface
    /// The endpoint in the lower byte of the index.
    case endpoint
    /// Something else.
    case other
  }

  /// Who defines the request.
  public var kind: Kind { Kind(rawValue: requestType >> 5 & 3) ?? .reserved }

  /// Whom the request is for; `nil` for reserved values.
  public var recipient: Recipient? { Recipient(rawValue: requestType & 0x1F) }
}
