public import Wording

/// Why a swipe cannot be decrypted, or a reader's key not be kept. No case carries a key.
public enum SwipeKeyError: Error, Sendable, Equatable {
  /// No key is held for this key serial number.
  case noKeySet(KeySerialNumber)
  /// The key serial number gives no key.
  case dukpt(DUKPTError)
  /// A prefix has 3 to 8 bytes, not this many.
  case prefixLength(Int)
  /// A key of the same readers is in the file already; it was not replaced.
  case keySetExists(path: String, prefix: KeySetPrefix)
  /// The passphrase is right, but this entry was altered or damaged.
  case damagedKey(path: String, prefix: KeySetPrefix)
  /// Something is wrong with the key file.
  case file(KeyFileError)
}

extension SwipeKeyError: ExplainedError {
  /// A stable name in lowerCamelCase.
  public var code: String {
    switch self {
    case .noKeySet: "noReaderKey"
    case .dukpt(let error): error.code
    case .prefixLength: "ksnPrefixLength"
    case .keySetExists: "readerKeyExists"
    case .damagedKey: "keyFileDamagedKey"
    case .file(let error): error.code
    }
  }

  /// Whose matter it is.
  public var nature: ErrorNature {
    switch self {
    case .noKeySet: .device
    case .dukpt(let error): error.nature
    case .prefixLength, .keySetExists, .damagedKey: .input
    case .file(let error): error.nature
    }
  }

  /// What happened.
  public var message: Sentence {
    switch self {
    case .noKeySet(let number):
      Sentence(
        zhHans: "本机没有密钥序列号 \(number) 的读卡器密钥。",
        zhHant: "本機沒有金鑰序號 \(number) 的讀卡機金鑰。",
        en: "There is no reader key here for the key serial number \(number).")
    case .dukpt(let error): error.message
    case .prefixLength(let count):
      Sentence(
        zhHans: "密钥序列号前缀应为3至8字节，实为\(count)字节。",
        zhHant: "金鑰序號前綴應為3至8位元組，實為\(count)位元組。",
        en: "The beginning of a key serial number has 3 to 8 bytes here, not \(count).")
    case .keySetExists(let path, let prefix):
      Sentence(
        zhHans: "\(path) 已有前缀 \(prefix) 的读卡器密钥，没有改动。",
        zhHant: "\(path) 已有前綴 \(prefix) 的讀卡機金鑰，沒有改動。",
        en: "\(path) holds a reader key for \(prefix) already; nothing was changed.")
    case .damagedKey(let path, let prefix):
      Sentence(
        zhHans: "密钥文件 \(path) 中前缀 \(prefix) 的读卡器密钥已损坏或被改动。",
        zhHant: "金鑰檔案 \(path) 中前綴 \(prefix) 的讀卡機金鑰已損壞或被改動。",
        en: "The reader key for \(prefix) in the key file \(path) is damaged or was altered.")
    case .file(let error): error.message
    }
  }

  /// What to do.
  public var hint: Sentence? {
    switch self {
    case .noKeySet:
      Sentence(
        zhHans: "请导入该读卡器的密钥（cardlane keys import --bdk）。",
        zhHant: "請匯入該讀卡機的金鑰（cardlane keys import --bdk）。",
        en: "Import the key of this reader (cardlane keys import --bdk).")
    case .dukpt(let error): error.hint
    case .prefixLength, .keySetExists: nil
    case .damagedKey:
      Sentence(
        zhHans: "请用备份恢复密钥文件。", zhHant: "請用備份還原金鑰檔案。",
        en: "Restore the key file from a backup.")
    case .file(let error): error.hint
    }
  }
}
