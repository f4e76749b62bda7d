extension PCSCStatus {
  /// No error. The corresponding C constant is `SCARD_S_SUCCESS`.
  public static let success = Self(rawValue: 0x00000000)
  /// An internal consistency check failed. The corresponding C constant is `SCARD_F_INTERNAL_ERROR`.
  public static let internalError = Self(rawValue: 0x80100001)
  /// The call was ended by `SCardCancel`. The corresponding C constant is `SCARD_E_CANCELLED`.
  public static let cancelled = Self(rawValue: 0x80100002)
  /// The context or card handle is not valid. The corresponding C constant is `SCARD_E_INVALID_HANDLE`.
  public static let invalidHandle = Self(rawValue: 0x80100003)
  /// A parameter could not be understood. The corresponding C constant is `SCARD_E_INVALID_PARAMETER`.
  public static let invalidParameter = Self(rawValue: 0x80100004)
  /// Not enough memory, or too many contexts. The corresponding C constant is `SCARD_E_NO_MEMORY`.
  public static let noMemory = Self(rawValue: 0x80100006)
  /// An internal timer ran out. The corresponding C constant is `SCARD_F_WAITED_TOO_LONG`.
  public static let waitedTooLong = Self(rawValue: 0x80100007)
  /// The answer does not fit into the buffer. The corresponding C constant is `SCARD_E_INSUFFICIENT_BUFFER`.
  public static let insufficientBuffer = Self(rawValue: 0x80100008)
  /// No reader has this name. The corresponding C constant is `SCARD_E_UNKNOWN_READER`.
  public static let unknownReader = Self(rawValue: 0x80100009)
  /// The time that the caller gave is over. The corresponding C constant is `SCARD_E_TIMEOUT`.
  public static let timeout = Self(rawValue: 0x8010000A)
  /// Another connection holds the card. The corresponding C constant is `SCARD_E_SHARING_VIOLATION`.
  public static let sharingViolation = Self(rawValue: 0x8010000B)
  /// No card is in the reader. The corresponding C constant is `SCARD_E_NO_SMARTCARD`.
  public static let noSmartCard = Self(rawValue: 0x8010000C)
  /// The card's name is not known. The corresponding C constant is `SCARD_E_UNKNOWN_CARD`.
  public static let unknownCard = Self(rawValue: 0x8010000D)
  /// The reader cannot do that with the card. The corresponding C constant is `SCARD_E_CANT_DISPOSE`.
  public static let cannotDispose = Self(rawValue: 0x8010000E)
  /// The card does not speak the protocols asked for. The corresponding C constant is `SCARD_E_PROTO_MISMATCH`.
  public static let protocolMismatch = Self(rawValue: 0x8010000F)
  /// The reader or card is not ready. The corresponding C constant is `SCARD_E_NOT_READY`.
  public static let notReady = Self(rawValue: 0x80100010)
  /// A parameter's value is out of range. The corresponding C constant is `SCARD_E_INVALID_VALUE`.
  public static let invalidValue = Self(rawValue: 0x80100011)
  /// The system ended the call. The corresponding C constant is `SCARD_E_SYSTEM_CANCELLED`.
  public static let systemCancelled = Self(rawValue: 0x80100012)
  /// The conversation with pcscd broke. The corresponding C constant is `SCARD_F_COMM_ERROR`.
  public static let communicationError = Self(rawValue: 0x80100013)
  /// An error of unknown source. The corresponding C constant is `SCARD_F_UNKNOWN_ERROR`.
  public static let unknownError = Self(rawValue: 0x80100014)
  /// The answer-to-reset is not valid. The corresponding C constant is `SCARD_E_INVALID_ATR`.
  public static let invalidATR = Self(rawValue: 0x80100015)
  /// The exchange with the card failed. The corresponding C constant is `SCARD_E_NOT_TRANSACTED`.
  public static let notTransacted = Self(rawValue: 0x80100016)
  /// The reader cannot be used now. The corresponding C constant is `SCARD_E_READER_UNAVAILABLE`.
  public static let readerUnavailable = Self(rawValue: 0x80100017)
  /// The service is shutting down. The corresponding C constant is `SCARD_P_SHUTDOWN`.
  public static let shutdown = Self(rawValue: 0x80100018)
  /// The protocol header is too small. The corresponding C constant is `SCARD_E_PCI_TOO_SMALL`.
  public static let pciTooSmall = Self(rawValue: 0x80100019)
  /// The reader's driver does too little. The corresponding C constant is `SCARD_E_READER_UNSUPPORTED`.
  public static let readerUnsupported = Self(rawValue: 0x8010001A)
  /// Two readers carry one name. The corresponding C constant is `SCARD_E_DUPLICATE_READER`.
  public static let duplicateReader = Self(rawValue: 0x8010001B)
  /// The card does too little. The corresponding C constant is `SCARD_E_CARD_UNSUPPORTED`.
  public static let cardUnsupported = Self(rawValue: 0x8010001C)
  /// pcscd is not running. The corresponding C constant is `SCARD_E_NO_SERVICE`.
  public static let noService = Self(rawValue: 0x8010001D)
  /// pcscd has stopped, or speaks another version. The corresponding C constant is `SCARD_E_SERVICE_STOPPED`.
  public static let serviceStopped = Self(rawValue: 0x8010001E)
  /// The reader does not offer this. The corresponding C constant is `SCARD_E_UNSUPPORTED_FEATURE`.
  public static let unsupportedFeature = Self(rawValue: 0x8010001F)
  /// No reader is connected. The corresponding C constant is `SCARD_E_NO_READERS_AVAILABLE`.
  public static let noReadersAvailable = Self(rawValue: 0x8010002E)
  /// Data was lost between reader and card. The corresponding C constant is `SCARD_E_COMM_DATA_LOST`.
  public static let dataLost = Self(rawValue: 0x8010002F)
  /// pcscd cannot take more work. The corresponding C constant is `SCARD_E_SERVER_TOO_BUSY`.
  public static let serverTooBusy = Self(rawValue: 0x80100031)
  /// The reader cannot work with this card. The corresponding C constant is `SCARD_W_UNSUPPORTED_CARD`.
  public static let unsupportedCard = Self(rawValue: 0x80100065)
  /// The card does not answer a reset. The corresponding C constant is `SCARD_W_UNRESPONSIVE_CARD`.
  public static let unresponsiveCard = Self(rawValue: 0x80100066)
  /// The card has no power. The corresponding C constant is `SCARD_W_UNPOWERED_CARD`.
  public static let unpoweredCard = Self(rawValue: 0x80100067)
  /// Someone else has reset the card. The corresponding C constant is `SCARD_W_RESET_CARD`.
  public static let resetCard = Self(rawValue: 0x80100068)
  /// The card was removed. The corresponding C constant is `SCARD_W_REMOVED_CARD`.
  public static let removedCard = Self(rawValue: 0x80100069)
  /// pcscd refuses this user (polkit). The corresponding C constant is `SCARD_W_SECURITY_VIOLATION`.
  public static let securityViolation = Self(rawValue: 0x8010006A)
  /// The PIN is wrong. The corresponding C constant is `SCARD_W_WRONG_CHV`.
  public static let wrongPIN = Self(rawValue: 0x8010006B)
  /// The PIN is blocked. The corresponding C constant is `SCARD_W_CHV_BLOCKED`.
  public static let blockedPIN = Self(rawValue: 0x8010006C)
  /// The person pressed Cancel. The corresponding C constant is `SCARD_W_CANCELLED_BY_USER`.
  public static let cancelledByUser = Self(rawValue: 0x8010006E)

  /// The names of the C constants by value.
  static let names: [UInt32: String] = [
    0x00000000: "SCARD_S_SUCCESS",
    0x80100001: "SCARD_F_INTERNAL_ERROR",
    0x80100002: "SCARD_E_CANCELLED",
    0x80100003: "SCARD_E_INVALID_HANDLE",
    0x80100004: "SCARD_E_INVALID_PARAMETER",
    0x80100006: "SCARD_E_NO_MEMORY",
    0x80100007: "SCARD_F_WAITED_TOO_LONG",
    0x80100008: "SCARD_E_INSUFFICIENT_BUFFER",
    0x80100009: "SCARD_E_UNKNOWN_READER",
    0x8010000A: "SCARD_E_TIMEOUT",
    0x8010000B: "SCARD_E_SHARING_VIOLATION",
    0x8010000C: "SCARD_E_NO_SMARTCARD",
    0x8010000D: "SCARD_E_UNKNOWN_CARD",
    0x8010000E: "SCARD_E_CANT_DISPOSE",
    0x8010000F: "SCARD_E_PROTO_MISMATCH",
    0x80100010: "SCARD_E_NOT_READY",
    0x80100011: "SCARD_E_INVALID_VALUE",
    0x80100012: "SCARD_E_SYSTEM_CANCELLED",
    0x80100013: "SCARD_F_COMM_ERROR",
    0x80100014: "SCARD_F_UNKNOWN_ERROR",
    0x80100015: "SCARD_E_INVALID_ATR",
    0x80100016: "SCARD_E_NOT_TRANSACTED",
    0x80100017: "SCARD_E_READER_UNAVAILABLE",
    0x80100018: "SCARD_P_SHUTDOWN",
    0x80100019: "SCARD_E_PCI_TOO_SMALL",
    0x8010001A: "SCARD_E_READER_UNSUPPORTED",
    0x8010001B: "SCARD_E_DUPLICATE_READER",
    0x8010001C: "SCARD_E_CARD_UNSUPPORTED",
    0x8010001D: "SCARD_E_NO_SERVICE",
    0x8010001E: "SCARD_E_SERVICE_STOPPED",
    0x8010001F: "SCARD_E_UNSUPPORTED_FEATURE",
    0x8010002E: "SCARD_E_NO_READERS_AVAILABLE",
    0x8010002F: "SCARD_E_COMM_DATA_LOST",
    0x80100031: "SCARD_E_SERVER_TOO_BUSY",
    0x80100065: "SCARD_W_UNSUPPORTED_CARD",
    0x80100066: "SCARD_W_UNRESPONSIVE_CARD",
    0x80100067: "SCARD_W_UNPOWERED_CARD",
    0x80100068: "SCARD_W_RESET_CARD",
    0x80100069: "SCARD_W_REMOVED_CARD",
    0x8010006A: "SCARD_W_SECURITY_VIOLATION",
    0x8010006B: "SCARD_W_WRONG_CHV",
    0x8010006C: "SCARD_W_CHV_BLOCKED",
    0x8010006E: "SCARD_W_CANCELLED_BY_USER",
  ]
}
