/// What every HID interface answers (Device Class Definition for HID 1.11, 7).
public struct HIDInterface: Sendable, Hashable {
  /// The address of the one endpoint, towards the host.
  public static let endpoint: UInt8 = 0x81

  /// The report descriptor.
  public var reportDescriptor: [UInt8]
  /// Bytes of the largest packet on the interrupt endpoint.
  public var packetSize: Int
  /// Milliseconds between two questions of the host.
  public var interval: UInt8
  /// Whether the interface is a boot keyboard.
  public var isBootKeyboard: Bool
  /// The country of a keyboard's layout; 33 is the United States, 0 none.
  public var country: UInt8
  /// What the host has set; 0 means that a report is sent only when something changed.
  private var idleRate: UInt8 = 0
  /// 1 for reports as described, 0 for the boot protocol.
  private var reportProtocol: UInt8 = 1

  /// Makes an interface.
  public init(
    reportDescriptor: [UInt8], packetSize: Int, interval: UInt8, isBootKeyboard: Bool = false,
    country: UInt8 = 0
  ) {
    self.reportDescriptor = reportDescriptor
    self.packetSize = packetSize
    self.interval = interval
    self.isBootKeyboard = isBootKeyboard
    self.country = country
  }

  /// The HID descriptor, which stands in the configuration.
  public var descriptor: [UInt8] {
    [9, 0x21] + littleEndian(0x0111) + [country, 1, 0x22]
      + littleEndian(UInt16(reportDescriptor.count))
  }

  /// The interface as the configuration shows it.
  public var usbInterface: InterfaceDescription {
    InterfaceDescription(
      classCode: 3, subclass: isBootKeyboard ? 1 : 0, protocolCode: isBootKeyboard ? 1 : 0,
      classDescriptors: [descriptor],
      endpoints: [
        EndpointDescription(
          address: Self.endpoint, transfer: .interrupt, packetSize: packetSize, interval: interval)
      ])
  }

  /// The requests that do not concern reports; `nil` for those that do.
  mutating func control(_ setup: USBSetup) -> USBControlAnswer? {
    switch (setup.kind, setup.request) {
    case (.standard, 6):
      switch setup.value >> 8 {
      case 0x21: return .data(descriptor)
      case 0x22: return .data(reportDescriptor)
      default: return .stall
      }
    case (.classSpecific, 0x02): return .data([idleRate])
    case (.classSpecific, 0x0A):
      idleRate = UInt8(setup.value >> 8)
      return .done
    case (.classSpecific, 0x03) where isBootKeyboard: return .data([reportProtocol])
    case (.classSpecific, 0x0B) where isBootKeyboard && setup.value <= 1:
      reportProtocol = UInt8(setup.value)
      return .done
    default: return nil
    }
  }

  mutating func reset() {
    idleRate = 0
    reportProtocol = 1
  }
}
