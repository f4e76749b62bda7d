public import SmartCard

/// The second byte of a native status word `91xx` of DESFire and NTAG 424 DNA.
///
/// It is a code, not a closed list: values that no data sheet names survive.
public struct NativeStatus: RawRepresentable, Sendable, Hashable, Error {
  /// The status byte.
  public let rawValue: UInt8

  /// Takes a status byte.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// As it goes over the wire: `91xx`.
  public var statusWord: StatusWord { StatusWord(sw1: 0x91, sw2: rawValue) }

  /// `9100`: done.
  public static let done = Self(rawValue: 0x00)
  /// `910C`: nothing to commit or abort.
  public static let noChanges = Self(rawValue: 0x0C)
  /// `910E`: there is not enough memory.
  public static let outOfMemory = Self(rawValue: 0x0E)
  /// `911C`: the card does not know this command.
  public static let illegalCommand = Self(rawValue: 0x1C)
  /// `911E`: a code, checksum or padding is wrong.
  public static let integrityError = Self(rawValue: 0x1E)
  /// `9140`: there is no such key.
  public static let noSuchKey = Self(rawValue: 0x40)
  /// `917E`: the command has a wrong length.
  public static let lengthError = Self(rawValue: 0x7E)
  /// `919D`: this is not permitted to anybody, or not now.
  public static let permissionDenied = Self(rawValue: 0x9D)
  /// `919E`: a parameter has a value that it cannot have.
  public static let parameterError = Self(rawValue: 0x9E)
  /// `91A0`: there is no such application.
  public static let applicationNotFound = Self(rawValue: 0xA0)
  /// `91AE`: the authentication failed, or another one is needed.
  public static let authenticationError = Self(rawValue: 0xAE)
  /// `91AF`: a further frame follows, or is expected.
  public static let additionalFrame = Self(rawValue: 0xAF)
  /// `91BE`: outside the file, or the value's limits.
  public static let boundaryError = Self(rawValue: 0xBE)
  /// `91CA`: another command came while a frame was expected.
  public static let commandAborted = Self(rawValue: 0xCA)
  /// `91CE`: there are as many applications as the card can have.
  public static let countError = Self(rawValue: 0xCE)
  /// `91DE`: there is such an application or file already.
  public static let duplicateError = Self(rawValue: 0xDE)
  /// `91F0`: there is no such file.
  public static let fileNotFound = Self(rawValue: 0xF0)
}
