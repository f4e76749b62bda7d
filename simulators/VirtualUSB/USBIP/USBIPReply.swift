/// What the server answers.
public enum USBIPReply: Sendable, Hashable {
  /// `OP_REP_DEVLIST`.
  case deviceList([USBIPDevice])
  /// `OP_REP_IMPORT` with the device.
  case imported(USBIPDevice)
  /// `OP_REP_IMPORT` without one.
  case importRefused(USBIPRefusal)
  /// `USBIP_RET_SUBMIT`: status 0 or a negative errno, the bytes that went over, and towards the host
  /// these bytes themselves.
  case submitted(sequence: UInt32, status: Int32, actualLength: Int, data: [UInt8])
  /// `USBIP_RET_UNLINK`: −`ECONNRESET`, or 0 when the transfer had been answered before.
  case unlinked(sequence: UInt32, status: Int32)
}

/// Why a device cannot be attached: the status that `usbip` shows.
public enum USBIPRefusal: UInt32, Sendable, Hashable {
  /// Another client has it.
  case busy = 2
  /// No such bus id, or unplugged.
  case noDevice = 4
}

/// A device as the list shows it.
public struct USBIPDevice: Sendable, Hashable {
  /// Such as `1-1`.
  public var busID: String
  /// The number of the bus.
  public var bus: UInt32
  /// The number on the bus.
  public var number: UInt32
  /// What it is.
  public var description: USBDescription
  /// The configuration in force; 0 before one is set.
  public var configuration: UInt8

  /// How transfers name it: the bus in the upper half, the number in the lower.
  public var id: UInt32 { bus << 16 | number & 0xFFFF }
}

extension USBIPReply {
  /// The reply as it goes over the wire.
  public var bytes: [UInt8] {
    switch self {
    case .deviceList(let devices):
      var bytes = Self.operation(0x0005)
      bytes.append(UInt32(devices.count))
      for device in devices {
        bytes += device.bytes
        for interface in device.description.interfaces {
          bytes += [interface.classCode, interface.subclass, interface.protocolCode, 0]
        }
      }
      return bytes
    case .imported(let device): return Self.operation(0x0003) + device.bytes
    case .importRefused(let reason): return Self.operation(0x0003, status: reason.rawValue)
    case .submitted(let sequence, let status, let actualLength, let data):
      var bytes = Self.header(3, sequence, status)
      bytes.append(UInt32(actualLength))
      return bytes + [UInt8](repeating: 0, count: USBIPParser.headerLength - bytes.count) + data
    case .unlinked(let sequence, let status):
      let bytes = Self.header(4, sequence, status)
      return bytes + [UInt8](repeating: 0, count: USBIPParser.headerLength - bytes.count)
    }
  }

  private static func operation(_ code: UInt16, status: UInt32 = 0) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(USBIPParser.version)
    bytes.append(code)
    bytes.append(status)
    return bytes
  }

  /// Device, direction and endpoint are 0 in what a server sends.
  private static func header(_ command: UInt32, _ sequence: UInt32, _ status: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    for number in [command, sequence, 0, 0, 0, UInt32(bitPattern: status)] { bytes.append(number) }
    return bytes
  }
}

extension USBIPDevice {
  /// The 312 bytes that describe a device.
  var bytes: [UInt8] {
    var bytes = Self.text("/sys/devices/cardlane/usb\(bus)/\(busID)", 256)
    bytes += Self.text(busID, 32)
    bytes.append(bus)
    bytes.append(number)
    bytes.append(UInt32(description.speed.rawValue))
    bytes.append(description.vendor)
    bytes.append(description.product)
    bytes.append(description.release)
    bytes += [0, 0, 0, configuration, 1, UInt8(description.interfaces.count)]
    return bytes
  }

  private static func text(_ text: String, _ length: Int) -> [UInt8] {
    let bytes = Array(text.utf8.prefix(length - 1))
    return bytes + [UInt8](repeating: 0, count: length - bytes.count)
  }
}

extension [UInt8] {
  /// Adds a number, most significant byte first.
  fileprivate mutating func append(_ number: some FixedWidthInteger) {
    for shift in stride(from: number.bitWidth - 8, through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }
}
