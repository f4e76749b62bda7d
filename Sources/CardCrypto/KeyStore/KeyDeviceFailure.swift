public import Wording

/// Why the device behind a key store (a SAM in a reader, a PKCS#11 token) did not compute.
///
/// Never an acceptance: whatever wanted the answer has none. ``detail`` is technical, in English, and
/// holds no secret. Two failures are equal if their reasons and devices are.
public struct KeyDeviceFailure: ExplainedError, Sendable {
  /// What happened.
  public let reason: Reason
  /// The device, as it is named to people: a reader, a token.
  public let device: String
  /// Tries that are left before the PIN locks, where the device says so.
  public let triesLeft: Int?
  /// For the technician: a status word, the name of a return value.
  public let detail: String?

  /// Makes a failure.
  public init(
    _ reason: Reason, device: String, triesLeft: Int? = nil, detail: String? = nil
  ) {
    self.reason = reason
    self.device = device
    self.triesLeft = triesLeft
    self.detail = detail
  }

  /// A name for what happened. It is a code, not a closed list.
  public struct Reason: RawRepresentable, Sendable, Hashable {
    /// The name in lowerCamelCase.
    public let rawValue: String

    /// Makes a reason from its name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The device is not there, or went away: a card that was pulled, a reader that was unplugged.
    public static let gone = Self(rawValue: "keyDeviceGone")
    /// The device is there but is none of ours: another card, a token without our keys.
    public static let foreign = Self(rawValue: "keyDeviceForeign")
    /// Another program holds the device.
    public static let busy = Self(rawValue: "keyDeviceBusy")
    /// The device did not answer in time.
    public static let timedOut = Self(rawValue: "keyDeviceTimedOut")
    /// The PIN is wrong. It is not sent again.
    public static let wrongPIN = Self(rawValue: "keyDeviceWrongPIN")
    /// One try is left, and it is not used up without being told to.
    public static let lastTry = Self(rawValue: "keyDeviceLastTry")
    /// Too many wrong PINs: the device takes none any more.
    public static let locked = Self(rawValue: "keyDeviceLocked")
    /// The device needs a PIN and none was given.
    public static let pinMissing = Self(rawValue: "keyDevicePINMissing")
    /// Device and lane do not share a pairing key, or something between them alters what they say.
    public static let notPaired = Self(rawValue: "keyDeviceNotPaired")
    /// The device gives no card key out; it writes cards by sealed key changes.
    public static let keyStaysInside = Self(rawValue: "cardKeyStaysInside")
    /// The device refused or failed in another way; see ``KeyDeviceFailure/detail``.
    public static let refused = Self(rawValue: "keyDeviceRefused")
  }

  public var code: String { reason.rawValue }

  public var nature: ErrorNature { reason == .keyStaysInside ? .refusal : .device }
}

extension KeyDeviceFailure: Equatable {
  public static func == (left: Self, right: Self) -> Bool {
    left.reason == right.reason && left.device == right.device
  }
}

extension KeyDeviceFailure: CustomStringConvertible {
  /// Code, device, tries and detail, for logs.
  public var description: String {
    var parts = [code, "\"\(device)\""]
    if let triesLeft { parts.append("\(triesLeft) tries left") }
    if let detail { parts.append(detail) }
    return parts.joined(separator: ", ")
  }
}
