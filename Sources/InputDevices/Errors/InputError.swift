public import Wording

/// Something went wrong between the program and an input device of the kernel.
///
/// Two errors are equal if their reasons are.
public struct InputError: ExplainedError, Sendable {
  /// What went wrong.
  public let reason: Reason
  /// The device.
  public let device: InputDeviceDescription
  /// The number of the system's error, where there is one.
  public let errno: Int32?

  /// Makes an error.
  public init(_ reason: Reason, device: InputDeviceDescription, errno: Int32? = nil) {
    self.reason = reason
    self.device = device
    self.errno = errno
  }

  /// The reason as a stable name for programs.
  public var code: String { reason.rawValue }

  /// Always the device's matter.
  public var nature: ErrorNature { .device }

  /// A name for what went wrong. It is a code, not a closed list.
  public struct Reason: RawRepresentable, Sendable, Hashable {
    /// The name in lowerCamelCase.
    public let rawValue: String

    /// Makes a reason from its name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// This user may not read the device.
    public static let access = Self(rawValue: "inputAccess")
    /// The device was unplugged.
    public static let noDevice = Self(rawValue: "inputNoDevice")
    /// Another program has grabbed the device.
    public static let busy = Self(rawValue: "inputBusy")
    /// Keys were lost because nobody read them in time (`SYN_DROPPED`).
    public static let overrun = Self(rawValue: "inputOverrun")
    /// A key is held down, so that grabbing the device would leave it stuck for everyone else.
    public static let keyHeld = Self(rawValue: "inputKeyHeld")
    /// The system refused something; see ``InputError/errno``.
    public static let failed = Self(rawValue: "inputFailed")
  }
}

extension InputError: Hashable {
  public static func == (left: Self, right: Self) -> Bool { left.reason == right.reason }

  public func hash(into hasher: inout Hasher) { hasher.combine(reason) }
}
