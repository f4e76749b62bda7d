public import Wording

extension KeyFileError: ExplainedError {
  public var code: String {
    switch self {
    case .notFound: "keyFileNotFound"
    case .alreadyExists: "keyFileExists"
    case .notAKeyFile: "keyFileNotAFile"
    case .openToOthers: "keyFileOpenToOthers"
    case .otherOwner: "keyFileOtherOwner"
    case .inUse: "fileInUse"
    case .malformed: "keyFileMalformed"
    case .unknownField: "keyFileUnknownField"
    case .unknownVersion: "keyFileUnknownVersion"
    case .wrongPassphrase: "wrongPassphrase"
    case .damagedKey: "keyFileDamagedKey"
    case .yearExists: "keyYearExists"
    case .noSuchYear: "unknownKeyYear"
    case .invalidYear: "invalidKeyYear"
    case .invalidKey: "invalidKey"
    case .weakKey: "weakKey"
    case .emptyPassphrase: "emptyPassphrase"
    case .weakPassphrase: "weakPassphrase"
    case .system: "keyFileSystem"
    }
  }

  public var nature: ErrorNature {
    switch self {
    case .system, .inUse: .device
    default: .input
    }
  }

  public var message: Sentence {
    switch self {
    case .notFound(let path):
      Sentence(
        zhHans: "没有文件 \(path)。", zhHant: "沒有檔案 \(path)。",
        en: "There is no file \(path).")
    case .alreadyExists(let path):
      Sentence(
        zhHans: "\(path) 已经存在，没有改动。", zhHant: "\(path) 已經存在，沒有改動。",
        en: "\(path) exists already and was left as it is.")
    case .notAKeyFile(let path):
      Sentence(
        zhHans: "\(path) 不是密钥文件。", zhHant: "\(path) 不是金鑰檔案。",
        en: "\(path) is not a key file.")
    case .openToOthers(let path, let mode):
      Sentence(
        zhHans: "文件 \(path) 对其他用户开放（权限 \(octal(mode))），拒绝使用。",
        zhHant: "檔案 \(path) 對其他使用者開放（權限 \(octal(mode))），拒絕使用。",
        en: "The file \(path) is open to other users (mode \(octal(mode))) and was not used.")
    case .otherOwner(let path, let owner):
      Sentence(
        zhHans: "文件 \(path) 属于另一用户（uid \(owner)），拒绝使用。",
        zhHant: "檔案 \(path) 屬於另一使用者（uid \(owner)），拒絕使用。",
        en: "The file \(path) belongs to another user (uid \(owner)) and was not used.")
    case .inUse(let path):
      Sentence(
        zhHans: "文件 \(path) 正被另一程序使用，没有改动。", zhHant: "檔案 \(path) 正被另一程式使用，沒有改動。",
        en: "The file \(path) is in use by another program; nothing was changed.")
    case .malformed(let path, let field, let reason):
      Sentence(
        zhHans: "密钥文件 \(path) 的内容不对\(place(field))：\(reason)。",
        zhHant: "金鑰檔案 \(path) 的內容不對\(place(field))：\(reason)。",
        en: "The key file \(path) is malformed\(place(field)): \(reason).")
    case .unknownField(let path, let field):
      Sentence(
        zhHans: "密钥文件 \(path) 有未知的项“\(field)”。",
        zhHant: "金鑰檔案 \(path) 有未知的項目「\(field)」。",
        en: "The key file \(path) has an unknown field \"\(field)\".")
    case .unknownVersion(let path, let version):
      Sentence(
        zhHans: "密钥文件 \(path) 是第 \(version) 版，本程序只认第 1、2 版。",
        zhHant: "金鑰檔案 \(path) 是第 \(version) 版，本程式只認第 1、2 版。",
        en: "The key file \(path) has version \(version); this program knows versions 1 and 2.")
    case .wrongPassphrase(let path):
      Sentence(
        zhHans: "口令打不开密钥文件 \(path)。", zhHant: "通行碼打不開金鑰檔案 \(path)。",
        en: "The passphrase does not open the key file \(path).")
    case .damagedKey(let path, let year):
      Sentence(
        zhHans: "密钥文件 \(path) 中 \(year) 年的密钥已损坏或被改动。",
        zhHant: "金鑰檔案 \(path) 中 \(year) 年的金鑰已損壞或被改動。",
        en: "The key for \(year) in the key file \(path) is damaged or was altered.")
    case .yearExists(let path, let year):
      Sentence(
        zhHans: "\(path) 已有 \(year) 年的密钥，没有改动。",
        zhHant: "\(path) 已有 \(year) 年的金鑰，沒有改動。",
        en: "\(path) holds a key for \(year) already; nothing was changed.")
    case .noSuchYear(let path, let year):
      Sentence(
        zhHans: "\(path) 没有 \(year) 年的密钥，没有改动。",
        zhHant: "\(path) 沒有 \(year) 年的金鑰，沒有改動。",
        en: "\(path) holds no key for \(year); nothing was changed.")
    case .invalidYear(let year):
      Sentence(
        zhHans: "\(year) 不是卡片年份（2000 至 2099）。", zhHant: "\(year) 不是卡片年份（2000 至 2099）。",
        en: "\(year) is not a card year (2000 to 2099).")
    case .invalidKey(let length):
      Sentence(
        zhHans: "密钥须为 16 字节，实为 \(length) 字节。", zhHant: "金鑰須為 16 位元組，實為 \(length) 位元組。",
        en: "A key has 16 bytes, not \(length).")
    case .weakKey:
      Sentence(
        zhHans: "这是占位用的密钥：十六个字节全都相同，没有改动。", zhHant: "這是占位用的金鑰：十六個位元組全都相同，沒有改動。",
        en:
          "This is a placeholder, not a key: its sixteen bytes are all the same. Nothing was changed."
      )
    case .weakPassphrase(let minimum):
      Sentence(
        zhHans: "口令太弱：至少 \(minimum) 个字节，且不能只是同一个字符。没有改动。",
        zhHant: "通行碼太弱：至少 \(minimum) 個位元組，且不能只是同一個字元。沒有改動。",
        en:
          "The passphrase is too weak: it takes at least \(minimum) bytes that are not all the same. Nothing "
          + "was changed.")
    case .emptyPassphrase:
      Sentence(zhHans: "口令是空的。", zhHant: "通行碼是空的。", en: "The passphrase is empty.")
    case .system(let path, let operation, let number):
      Sentence(
        zhHans: "无法处理密钥文件 \(path)（\(operation)：\(Self.text(number))）。",
        zhHant: "無法處理金鑰檔案 \(path)（\(operation)：\(Self.text(number))）。",
        en: "The key file \(path) cannot be used (\(operation): \(Self.text(number))).")
    }
  }

  public var hint: Sentence? {
    switch self {
    case .notFound(let path):
      Sentence(
        zhHans: "请核对路径；新的密钥文件用 cardlane keys init --store \(path) 建立。",
        zhHant: "請核對路徑；新的金鑰檔案用 cardlane keys init --store \(path) 建立。",
        en: "Check the path; a new key file is made with: cardlane keys init --store \(path)")
    case .openToOthers(let path, _):
      Sentence(
        zhHans: "执行 chmod 600 \(path)；若别人可能已读过，请更换其中的内容。",
        zhHant: "執行 chmod 600 \(path)；若別人可能已讀過，請更換其中的內容。",
        en: "Run: chmod 600 \(path). If somebody may have read it, replace what it protects.")
    case .inUse:
      Sentence(
        zhHans: "请先结束那个程序，或另选文件。", zhHant: "請先結束那個程式，或另選檔案。",
        en: "End that program first, or choose another file.")
    case .otherOwner:
      Sentence(
        zhHans: "请用文件所有者的身份运行，或为本用户另建密钥文件。",
        zhHant: "請用檔案擁有者的身分執行，或為本使用者另建金鑰檔案。",
        en: "Run as the owner of the file, or make a key file for this user.")
    case .malformed, .unknownField, .damagedKey, .notAKeyFile:
      Sentence(
        zhHans: "请从备份恢复该文件。", zhHant: "請從備份還原該檔案。", en: "Restore the file from a backup.")
    case .unknownVersion:
      Sentence(
        zhHans: "请升级本程序。", zhHant: "請升級本程式。", en: "Update this program.")
    case .wrongPassphrase:
      Sentence(
        zhHans: "请核对口令（CARDLANE_PASSPHRASE 或 --passphrase-file）。",
        zhHant: "請核對通行碼（CARDLANE_PASSPHRASE 或 --passphrase-file）。",
        en: "Check the passphrase (CARDLANE_PASSPHRASE or --passphrase-file).")
    case .emptyPassphrase:
      Sentence(
        zhHans: "请设置口令。", zhHant: "請設定通行碼。", en: "Set a passphrase.")
    case .weakKey:
      Sentence(
        zhHans: "请用 `openssl rand -hex 16` 生成密钥。", zhHant: "請用 `openssl rand -hex 16` 產生金鑰。",
        en: "Make a key with `openssl rand -hex 16`.")
    case .weakPassphrase:
      Sentence(
        zhHans: "请用几个互不相关的词组成口令。", zhHant: "請用幾個互不相關的詞組成通行碼。",
        en: "Use several words that do not belong together.")
    case .invalidKey:
      Sentence(
        zhHans: "请给出 32 位十六进制数字。", zhHant: "請給出 32 位十六進位數字。",
        en: "Give 32 hexadecimal digits.")
    case .alreadyExists, .yearExists, .noSuchYear, .invalidYear, .system: nil
    }
  }

  private func place(_ field: String) -> String { field.isEmpty ? "" : " (\(field))" }

  private func octal(_ mode: Int) -> String {
    let digits = String(mode, radix: 8)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
