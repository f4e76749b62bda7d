import Wording

extension StoreError {
  /// Says what a failure that is no refusal of ours means for the people in front of it.
  ///
  /// - Parameter store: where the store lies, as people know it.
  package init(_ error: any Error, store: String) {
    self = error as? StoreError ?? .storeFailed(store, String(describing: error))
  }

  /// The store cannot be opened, or was closed.
  package static func storeUnavailable(_ path: String) -> StoreError {
    StoreError(
      .storeUnavailable, nature: .device,
      message: Sentence(
        zhHans: "无法打开会员库 \(path)。", zhHant: "無法開啟會員庫 \(path)。",
        en: "The store \(path) cannot be opened."),
      hint: Sentence(
        zhHans: "请检查文件夹是否存在，以及读写权限。", zhHant: "請檢查資料夾是否存在，以及讀寫權限。",
        en: "Check that the folder exists and may be read and written."))
  }

  /// Somebody else than its owner may write the store.
  package static func storeOpenToOthers(_ path: String) -> StoreError {
    StoreError(
      .storeOpenToOthers, nature: .device,
      message: Sentence(
        zhHans: "会员库 \(path) 可以被他人改写，未打开。", zhHant: "會員庫 \(path) 可以被他人改寫，未開啟。",
        en: "The store \(path) can be written by others; it was not opened."),
      hint: Sentence(
        zhHans: "请执行 chmod go-w \(path)，并查明是谁改了权限。",
        zhHant: "請執行 chmod go-w \(path)，並查明是誰改了權限。",
        en: "Run: chmod go-w \(path), and find out who opened it."))
  }

  /// The store failed in a way that has no name of its own.
  package static func storeFailed(_ path: String, _ reason: String) -> StoreError {
    StoreError(
      .storeFailed, nature: .device,
      message: Sentence(
        zhHans: "会员库 \(path) 出错，本次未入账：\(reason)",
        zhHant: "會員庫 \(path) 出錯，本次未入帳：\(reason)",
        en: "The store \(path) failed, nothing was booked: \(reason)"))
  }

  /// A column that holds what no version of ours writes.
  package static func unreadable(_ column: String) -> StoreError {
    StoreError(
      .storeDamaged, nature: .device,
      message: Sentence(
        zhHans: "会员库中有无法识别的内容（\(column)），未作任何改动。",
        zhHant: "會員庫中有無法識別的內容（\(column)），未作任何更動。",
        en: "The store holds something that cannot be read (\(column)); nothing was changed."),
      hint: Sentence(
        zhHans: "请保留该文件，并恢复最近的备份。", zhHant: "請保留該檔案，並還原最近的備份。",
        en: "Keep the file and restore the latest backup."))
  }

  /// There is no room for what was to be booked.
  package static func diskFull(_ path: String) -> StoreError {
    StoreError(
      .diskFull, nature: .device,
      message: Sentence(
        zhHans: "磁盘已满，会员库 \(path) 本次未入账，已有记录不受影响。",
        zhHant: "磁碟已滿，會員庫 \(path) 本次未入帳，已有記錄不受影響。",
        en: "The disk is full: nothing was booked in \(path), what is stored is safe."),
      hint: Sentence(
        zhHans: "请腾出磁盘空间后重试。", zhHant: "請騰出磁碟空間後重試。", en: "Free some space and try again."))
  }

  /// Others hold the store for longer than was waited.
  package static func storeBusy(_ path: String) -> StoreError {
    StoreError(
      .storeBusy, nature: .device,
      message: Sentence(
        zhHans: "会员库 \(path) 正被其他程序占用，本次未入账。",
        zhHant: "會員庫 \(path) 正被其他程式佔用，本次未入帳。",
        en: "Another program holds the store \(path); nothing was booked."),
      hint: Sentence(zhHans: "请稍后重试。", zhHant: "請稍後重試。", en: "Try again in a moment."))
  }
}
