public import Wording

/// Something went wrong between the program and a USB device.
///
/// ``reason`` says what, in libusb's terms; ``device`` names the device, where there is one. Two
/// errors are equal if their reasons are.
public struct USBError: ExplainedError, Sendable {
  /// What went wrong.
  public let reason: Reason
  /// The device.
  public let device: USBDeviceDescription?
  /// For the technician: the call, lengths, a place in a report. In English, and never card data.
  public let detail: String?
  /// Bytes that had gone over when a transfer failed.
  public let transferred: Int

  /// Makes an error.
  public init(
    _ reason: Reason, device: USBDeviceDescription? = nil, detail: String? = nil,
    transferred: Int = 0
  ) {
    self.reason = reason
    self.device = device
    self.detail = detail
    self.transferred = transferred
  }

  /// The reason as a stable name for programs.
  public var code: String { reason.rawValue }

  /// Whose matter it is: a call that no device could answer is the caller's, all else the device's.
  public var nature: ErrorNature { reason == .invalidParameter ? .input : .device }

  /// A name for what went wrong. It is a code, not a closed list.
  public struct Reason: RawRepresentable, Sendable, Hashable {
    /// The name in lowerCamelCase.
    public let rawValue: String

    /// Makes a reason from its name.
    public init(rawValue: String) { self.rawValue = rawValue }
  }
}

extension USBError: Hashable {
  public static func == (left: Self, right: Self) -> Bool { left.reason == right.reason }

  public func hash(into hasher: inout Hasher) { hasher.combine(reason) }
}

extension USBError: CustomStringConvertible {
  /// The code, the device and the detail, for logs.
  public var description: String {
    [code, device?.description, detail].compactMap(\.self).joined(separator: ", ")
  }
}
