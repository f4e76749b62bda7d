import GRDB
public import MemberStore
import Wording

extension StoreError {
  /// Says what a failure of the database means for the people in front of it.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as DatabaseError:
      switch error.resultCode {
      case .SQLITE_NOTADB: self = .notAStore(path)
      case .SQLITE_CORRUPT: self = .storeDamaged(path)
      case .SQLITE_FULL: self = .diskFull(path)
      // No room for the index of the log.
      case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE:
        self = .diskFull(path)
      case .SQLITE_READONLY, .SQLITE_PERM: self = .storeReadOnly(path)
      case .SQLITE_BUSY, .SQLITE_LOCKED: self = .storeBusy(path)
      case .SQLITE_CANTOPEN, .SQLITE_AUTH: self = .storeUnavailable(path)
      default: self = .storeFailed(path, "\(error.extendedResultCode): \(error.message ?? "")")
      }
    default:
      self.init(error, store: path)
    }
  }

  static func notAStore(_ path: String) -> StoreError {
    StoreError(
      .notAStore, nature: .device,
      message: Sentence(
        zhHans: "\(path) 不是 CardLane 会员库，文件未改动。", zhHant: "\(path) 不是 CardLane 會員庫，檔案未更動。",
        en: "\(path) is not a CardLane store; the file was left as it is."),
      hint: Sentence(
        zhHans: "请检查会员库的路径。", zhHant: "請檢查會員庫的路徑。", en: "Check the path of the store."))
  }

  static func storeTooNew(_ path: String) -> StoreError {
    StoreError(
      .storeTooNew, nature: .device,
      message: Sentence(
        zhHans: "会员库 \(path) 由更新的版本建立，文件未改动。",
        zhHant: "會員庫 \(path) 由更新的版本建立，檔案未更動。",
        en: "The store \(path) was written by a newer version; it was left as it is."),
      hint: Sentence(zhHans: "请升级本机的 CardLane。", zhHant: "請升級本機的 CardLane。", en: "Update CardLane.")
    )
  }

  static func storeDamaged(_ path: String) -> StoreError {
    StoreError(
      .storeDamaged, nature: .device,
      message: Sentence(
        zhHans: "会员库 \(path) 已损坏或不完整，未作任何改动。",
        zhHant: "會員庫 \(path) 已損壞或不完整，未作任何更動。",
        en: "The store \(path) is damaged or cut short; nothing was changed."),
      hint: Sentence(
        zhHans: "请保留该文件，并恢复最近的备份。", zhHant: "請保留該檔案，並還原最近的備份。",
        en: "Keep the file and restore the latest backup."))
  }

  static func storeReadOnly(_ path: String) -> StoreError {
    StoreError(
      .storeReadOnly, nature: .device,
      message: Sentence(
        zhHans: "会员库 \(path) 不可写入，本次未入账。", zhHant: "會員庫 \(path) 不可寫入，本次未入帳。",
        en: "The store \(path) cannot be written; nothing was booked."),
      hint: Sentence(
        zhHans: "请检查文件与文件夹的写入权限。", zhHant: "請檢查檔案與資料夾的寫入權限。",
        en: "Check that the file and its folder may be written."))
  }

  static func logMismatch(_ path: String) -> StoreError {
    StoreError(
      .logMismatch, nature: .device,
      message: Sentence(
        zhHans: "会员库 \(path) 旁的日志（-wal）不是为这份文件写的，两者都未改动。",
        zhHant: "會員庫 \(path) 旁的日誌（-wal）不是為這份檔案寫的，兩者都未更動。",
        en:
          "The log beside the store \(path) (-wal) was not written for this file; both were left as they are."
      ),
      hint: Sentence(
        zhHans: "如果刚恢复了备份，请移走旁边的 -wal 和 -shm 文件后重试。",
        zhHant: "如果剛還原了備份，請移走旁邊的 -wal 和 -shm 檔案後重試。",
        en: "If a backup was just restored, move the files -wal and -shm away and try again."))
  }
}

extension StoreError.Code {
  /// The log beside the file was not written for it.
  public static let logMismatch = Self(rawValue: "logMismatch")
}
