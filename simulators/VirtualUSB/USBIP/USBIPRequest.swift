/// What a USB/IP client asks (Linux kernel, `Documentation/usb/usbip_protocol.rst`, version 1.1.1).
public enum USBIPRequest: Sendable, Hashable {
  /// `OP_REQ_DEVLIST`: which devices there are.
  case deviceList
  /// `OP_REQ_IMPORT`: attach the device with this bus id; the connection is the device's from then on.
  case importDevice(busID: String)
  /// `USBIP_CMD_SUBMIT`: a transfer.
  case submit(USBIPSubmit)
  /// `USBIP_CMD_UNLINK`: take back the transfer with the second number.
  case unlink(sequence: UInt32, target: UInt32)
}

/// One transfer that a client submits: a USB request block.
public struct USBIPSubmit: Sendable, Hashable {
  /// The number by which answer and unlink name it.
  public var sequence: UInt32
  /// Bus number in the upper half, device number in the lower.
  public var deviceID: UInt32
  /// Whether data go to the host.
  public var isIn: Bool
  /// The endpoint's number, 0 to 15, without direction.
  public var endpoint: UInt8
  /// The bytes that are sent, or that there is room for.
  public var length: Int
  /// The setup packet; meaningful on endpoint 0 only.
  public var setup: USBSetup
  /// The bytes that are sent; empty towards the host.
  public var data: [UInt8]

  /// Makes a transfer.
  public init(
    sequence: UInt32, deviceID: UInt32, isIn: Bool, endpoint: UInt8, length: Int,
    setup: USBSetup = USBSetup(), data: [UInt8] = []
  ) {
    self.sequence = sequence
    self.deviceID = deviceID
    self.isIn = isIn
    self.endpoint = endpoint
    self.length = length
    self.setup = setup
    self.data = data
  }

  /// The endpoint's address: its number, with bit 7 set towards the host.
  public var address: UInt8 { endpoint | (isIn ? 0x80 : 0) }
}

/// Why a client's bytes are no USB/IP. The connection is closed: behind such bytes nothing is sure.
public enum USBIPProtocolError: Error, Sendable, Hashable {
  /// Another version than 0x0111.
  case version(UInt16)
  /// An operation that is not known, or not allowed at this point.
  case operation(UInt16)
  /// A command that is not known, or sent before a device was imported.
  case command(UInt32)
  /// A bus id that does not end, or is not ASCII.
  case busID
  /// A direction other than 0 and 1, or an endpoint above 15.
  case endpoint(direction: UInt32, number: UInt32)
  /// A transfer of more than 16 MiB.
  case length(UInt32)
  /// An isochronous transfer; no device here has such endpoints.
  case isochronous(packets: UInt32)
}
