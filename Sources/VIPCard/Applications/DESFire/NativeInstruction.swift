/// The native commands of DESFire and NTAG 424 DNA, sent as `90 xx 00 00` (ISO/IEC 7816-4 wrapping).
public struct NativeInstruction: RawRepresentable, Sendable, Hashable {
  /// The instruction byte.
  public let rawValue: UInt8

  /// Takes an instruction byte.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// GetVersion, in three frames.
  public static let getVersion = Self(rawValue: 0x60)
  /// GetKeyVersion.
  public static let getKeyVersion = Self(rawValue: 0x64)
  /// SelectApplication.
  public static let selectApplication = Self(rawValue: 0x5A)
  /// CreateApplication.
  public static let createApplication = Self(rawValue: 0xCA)
  /// DeleteApplication.
  public static let deleteApplication = Self(rawValue: 0xDA)
  /// CreateStdDataFile.
  public static let createStandardDataFile = Self(rawValue: 0xCD)
  /// CreateBackupDataFile.
  public static let createBackupDataFile = Self(rawValue: 0xCB)
  /// CreateValueFile.
  public static let createValueFile = Self(rawValue: 0xCC)
  /// CreateCyclicRecordFile.
  public static let createCyclicRecordFile = Self(rawValue: 0xC0)
  /// DeleteFile.
  public static let deleteFile = Self(rawValue: 0xDF)
  /// GetApplicationIDs.
  public static let getApplicationIDs = Self(rawValue: 0x6A)
  /// GetFileIDs.
  public static let getFileIDs = Self(rawValue: 0x6F)
  /// GetFileSettings.
  public static let getFileSettings = Self(rawValue: 0xF5)
  /// ChangeFileSettings.
  public static let changeFileSettings = Self(rawValue: 0x5F)
  /// GetCardUID.
  public static let getCardUID = Self(rawValue: 0x51)
  /// AuthenticateAES.
  public static let authenticateAES = Self(rawValue: 0xAA)
  /// AuthenticateEV2First.
  public static let authenticateEV2First = Self(rawValue: 0x71)
  /// AuthenticateEV2NonFirst.
  public static let authenticateEV2NonFirst = Self(rawValue: 0x77)
  /// A further frame of the command before.
  public static let additionalFrame = Self(rawValue: 0xAF)
  /// ChangeKey.
  public static let changeKey = Self(rawValue: 0xC4)
  /// ReadData, in native frames.
  public static let readData = Self(rawValue: 0xBD)
  /// ReadData, in one answer (DESFire EV2 and later, NTAG 424 DNA).
  public static let readDataISO = Self(rawValue: 0xAD)
  /// WriteData, in native frames.
  public static let writeData = Self(rawValue: 0x3D)
  /// WriteData, in one command (DESFire EV2 and later, NTAG 424 DNA).
  public static let writeDataISO = Self(rawValue: 0x8D)
  /// GetValue.
  public static let getValue = Self(rawValue: 0x6C)
  /// Credit.
  public static let credit = Self(rawValue: 0x0C)
  /// Debit.
  public static let debit = Self(rawValue: 0xDC)
  /// LimitedCredit.
  public static let limitedCredit = Self(rawValue: 0x1C)
  /// WriteRecord.
  public static let writeRecord = Self(rawValue: 0x3B)
  /// ReadRecords.
  public static let readRecords = Self(rawValue: 0xBB)
  /// ClearRecordFile.
  public static let clearRecordFile = Self(rawValue: 0xEB)
  /// CommitTransaction.
  public static let commitTransaction = Self(rawValue: 0xC7)
  /// AbortTransaction.
  public static let abortTransaction = Self(rawValue: 0xA7)
}
