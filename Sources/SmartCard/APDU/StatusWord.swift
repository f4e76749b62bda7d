/// SW1 SW2, the two bytes that end every answer (ISO/IEC 7816-4).
///
/// It is a code, not a closed list: values that no standard names survive. It is also an `Error`, so
/// that ``ResponseAPDU/requireSuccess()`` can throw it and a `catch` clause can name the one it means.
public struct StatusWord: RawRepresentable, Sendable, Hashable, Error {
  /// SW1 in the upper, SW2 in the lower eight bits.
  public let rawValue: UInt16

  /// Makes a status word from its sixteen bits.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Makes a status word from its two bytes.
  public init(sw1: UInt8, sw2: UInt8) { self.rawValue = UInt16(sw1) << 8 | UInt16(sw2) }

  /// The first byte.
  public var sw1: UInt8 { UInt8(rawValue >> 8) }

  /// The second byte.
  public var sw2: UInt8 { UInt8(rawValue & 0xFF) }

  /// For `61xx`: how many more bytes GET RESPONSE will deliver, 1 to 256.
  public var bytesAvailable: Int? { sw1 == 0x61 ? (sw2 == 0 ? 256 : Int(sw2)) : nil }

  /// For `6Cxx`: the Le with which the same command must be sent again, 1 to 256.
  public var correctLength: Int? { sw1 == 0x6C ? (sw2 == 0 ? 256 : Int(sw2)) : nil }

  /// For `63Cx`: how many tries are left before the key or PIN locks, 0 to 15.
  public var triesLeft: Int? { rawValue & 0xFFF0 == 0x63C0 ? Int(rawValue & 0xF) : nil }
}

extension StatusWord {
  /// `9000`: done.
  public static let success = Self(rawValue: 0x9000)
  /// `6281`: part of the data may be corrupted.
  public static let dataMayBeCorrupted = Self(rawValue: 0x6281)
  /// `6282`: the file ended before Ne bytes.
  public static let endOfFile = Self(rawValue: 0x6282)
  /// `6283`: the selected file or application is deactivated.
  public static let fileDeactivated = Self(rawValue: 0x6283)
  /// `6285`: the selected file or application is terminated.
  public static let fileTerminated = Self(rawValue: 0x6285)
  /// `6300`: no information; with many cards, a wrong key or PIN.
  public static let verificationFailed = Self(rawValue: 0x6300)
  /// `6400`: execution error, the memory is unchanged.
  public static let executionError = Self(rawValue: 0x6400)
  /// `6581`: writing to the memory failed.
  public static let memoryFailure = Self(rawValue: 0x6581)
  /// `6700`: wrong length.
  public static let wrongLength = Self(rawValue: 0x6700)
  /// `6881`: the logical channel is not supported.
  public static let logicalChannelNotSupported = Self(rawValue: 0x6881)
  /// `6882`: secure messaging is not supported.
  public static let secureMessagingNotSupported = Self(rawValue: 0x6882)
  /// `6883`: the last command of the chain was expected.
  public static let lastCommandExpected = Self(rawValue: 0x6883)
  /// `6884`: command chaining is not supported.
  public static let chainingNotSupported = Self(rawValue: 0x6884)
  /// `6981`: the command does not fit the file's structure.
  public static let incompatibleFile = Self(rawValue: 0x6981)
  /// `6982`: the security status is not satisfied: authenticate first.
  public static let securityNotSatisfied = Self(rawValue: 0x6982)
  /// `6983`: the authentication method is blocked: the key or PIN is locked.
  public static let authenticationBlocked = Self(rawValue: 0x6983)
  /// `6984`: the reference data cannot be used.
  public static let referenceDataUnusable = Self(rawValue: 0x6984)
  /// `6985`: the conditions of use are not satisfied.
  public static let conditionsNotSatisfied = Self(rawValue: 0x6985)
  /// `6986`: the command is not allowed, because no elementary file is selected.
  public static let commandNotAllowed = Self(rawValue: 0x6986)
  /// `6987`: a secure-messaging object is missing.
  public static let secureMessagingObjectMissing = Self(rawValue: 0x6987)
  /// `6988`: a secure-messaging object is wrong.
  public static let secureMessagingObjectWrong = Self(rawValue: 0x6988)
  /// `6A80`: wrong parameters in the data field.
  public static let wrongData = Self(rawValue: 0x6A80)
  /// `6A81`: the function is not supported.
  public static let functionNotSupported = Self(rawValue: 0x6A81)
  /// `6A82`: the file or application was not found.
  public static let fileNotFound = Self(rawValue: 0x6A82)
  /// `6A83`: the record was not found.
  public static let recordNotFound = Self(rawValue: 0x6A83)
  /// `6A84`: there is not enough memory in the file.
  public static let notEnoughMemory = Self(rawValue: 0x6A84)
  /// `6A86`: wrong parameters P1 P2.
  public static let wrongParameters = Self(rawValue: 0x6A86)
  /// `6A88`: the referenced data or key was not found.
  public static let referencedDataNotFound = Self(rawValue: 0x6A88)
  /// `6A89`: the file already exists.
  public static let fileExists = Self(rawValue: 0x6A89)
  /// `6B00`: P1 P2 are outside the file.
  public static let outsideFile = Self(rawValue: 0x6B00)
  /// `6D00`: the instruction is not supported.
  public static let instructionNotSupported = Self(rawValue: 0x6D00)
  /// `6E00`: the class is not supported.
  public static let classNotSupported = Self(rawValue: 0x6E00)
  /// `6F00`: no precise diagnosis.
  public static let noDiagnosis = Self(rawValue: 0x6F00)
  /// `9100`: done, as native DESFire commands in ISO framing say it.
  public static let desfireSuccess = Self(rawValue: 0x9100)
  /// `91AF`: a further frame follows (DESFire).
  public static let desfireAdditionalFrame = Self(rawValue: 0x91AF)
  /// `91AE`: the authentication failed (DESFire).
  public static let desfireAuthenticationError = Self(rawValue: 0x91AE)
}
