public import MemberStore
import Wording

extension StoreError {
  static func unreachable(_ store: String, _ reason: String) -> StoreError {
    StoreError(
      .storeUnavailable, nature: .device,
      message: Sentence(
        zhHans: "连不上会员库 \(store)，本次未入账：\(reason)",
        zhHant: "連不上會員庫 \(store)，本次未入帳：\(reason)",
        en: "The store \(store) cannot be reached, nothing was booked: \(reason)"),
      hint: Sentence(
        zhHans: "请检查网络、服务器、用户名和密码文件。", zhHant: "請檢查網路、伺服器、使用者名稱和密碼檔案。",
        en: "Check the network, the server, the user and the password file."))
  }

  static func outcomeUnknown(_ store: String, _ reason: String) -> StoreError {
    StoreError(
      .outcomeUnknown, nature: .device,
      message: Sentence(
        zhHans: "与会员库 \(store) 的连接在入账途中断开，不知道是否已入账：\(reason)",
        zhHant: "與會員庫 \(store) 的連線在入帳途中斷開，不知道是否已入帳：\(reason)",
        en:
          "The link to the store \(store) broke while it was booking; whether it is booked is not known: \(reason)"
      ),
      hint: Sentence(
        zhHans: "恢复连接后请用同一单号再发一次：已入账的会照原样回答，不会重复入账。",
        zhHant: "恢復連線後請用同一單號再送一次：已入帳的會照原樣回答，不會重複入帳。",
        en:
          "Send it again under the same id once the link is back: what is booked is answered as it was, never booked twice."
      ))
  }

  static func serverTooOld(_ store: String) -> StoreError {
    StoreError(
      .storeUnavailable, nature: .device,
      message: Sentence(
        zhHans: "会员库 \(store) 的服务器版本太旧，需要 PostgreSQL 13 或更高。",
        zhHant: "會員庫 \(store) 的伺服器版本太舊，需要 PostgreSQL 13 或更高。",
        en: "The server of the store \(store) is too old; PostgreSQL 13 or later is needed."))
  }

  static func noTables(_ store: String) -> StoreError {
    StoreError(
      .notAStore, nature: .device,
      message: Sentence(
        zhHans: "\(store) 里没有会员库的表，未作任何改动。", zhHant: "\(store) 裡沒有會員庫的表，未作任何更動。",
        en: "There is no CardLane store in \(store); nothing was changed."),
      hint: Sentence(
        zhHans: "请先运行：cardlane store init --store \(store)",
        zhHant: "請先執行：cardlane store init --store \(store)",
        en: "Make it with: cardlane store init --store \(store)"))
  }

  static func otherTables(_ store: String) -> StoreError {
    StoreError(
      .notAStore, nature: .device,
      message: Sentence(
        zhHans: "\(store) 里已有其他程序的表，未作任何改动。", zhHant: "\(store) 裡已有其他程式的表，未作任何更動。",
        en: "\(store) holds tables of another application; nothing was changed."),
      hint: Sentence(
        zhHans: "请为会员库单独建一个数据库。", zhHant: "請為會員庫單獨建一個資料庫。",
        en: "Give the store a database of its own."))
  }

  static func schemaTooNew(_ store: String) -> StoreError {
    StoreError(
      .storeTooNew, nature: .device,
      message: Sentence(
        zhHans: "会员库 \(store) 由更新的版本建立，未作改动。", zhHant: "會員庫 \(store) 由更新的版本建立，未作更動。",
        en: "The store \(store) was made by a newer version; it was left as it is."),
      hint: Sentence(zhHans: "请升级本机的 CardLane。", zhHant: "請升級本機的 CardLane。", en: "Update CardLane.")
    )
  }

  static func schemaTooOld(_ store: String) -> StoreError {
    StoreError(
      .storeTooOld, nature: .device,
      message: Sentence(
        zhHans: "会员库 \(store) 的表是旧版本的。", zhHant: "會員庫 \(store) 的表是舊版本的。",
        en: "The tables of the store \(store) are of an older version."),
      hint: Sentence(
        zhHans: "请运行：cardlane store migrate --store \(store)",
        zhHant: "請執行：cardlane store migrate --store \(store)",
        en: "Bring them up to date: cardlane store migrate --store \(store)"))
  }

  static func postgresReadOnly(_ store: String) -> StoreError {
    StoreError(
      .storeReadOnly, nature: .device,
      message: Sentence(
        zhHans: "会员库 \(store) 现在只能读（可能是备用服务器），本次未入账。",
        zhHant: "會員庫 \(store) 現在只能讀（可能是備用伺服器），本次未入帳。",
        en: "The store \(store) can only be read now (a standby, perhaps); nothing was booked."),
      hint: Sentence(
        zhHans: "请检查地址是否包含主服务器。", zhHant: "請檢查位址是否包含主伺服器。",
        en: "See whether the address names the primary server."))
  }

  static func postgresDamaged(_ store: String) -> StoreError {
    StoreError(
      .storeDamaged, nature: .device,
      message: Sentence(
        zhHans: "会员库 \(store) 的账目对不上，未作任何改动。", zhHant: "會員庫 \(store) 的帳目對不上，未作任何更動。",
        en: "The books of the store \(store) do not agree; nothing was changed."),
      hint: Sentence(
        zhHans: "请联系数据库管理员，并核对最近的备份。", zhHant: "請聯絡資料庫管理員，並核對最近的備份。",
        en: "Call the keeper of the database, and compare with the latest backup."))
  }

  static func notPermitted(_ store: String, _ reason: String) -> StoreError {
    StoreError(
      .storeNotPermitted, nature: .device,
      message: Sentence(
        zhHans: "本款台的用户在会员库 \(store) 中没有这个权限，本次未入账：\(reason)",
        zhHant: "本款台的使用者在會員庫 \(store) 中沒有這個權限，本次未入帳：\(reason)",
        en: "This lane's user may not do that in the store \(store); nothing was booked: \(reason)"),
      hint: Sentence(
        zhHans: "由库的所有者运行 cardlane store init --grant 用户名。",
        zhHant: "由庫的擁有者執行 cardlane store init --grant 使用者名稱。",
        en: "The store's owner grants it: cardlane store init --grant ROLE."))
  }
}

extension Sentence {
  /// What a lane says while its store is away.
  static func waitingForStore(_ store: String, _ reason: String) -> Sentence {
    Sentence(
      zhHans: "正在等待会员库 \(store)：\(reason)", zhHant: "正在等待會員庫 \(store)：\(reason)",
      en: "Waiting for the store \(store): \(reason)")
  }
}

extension StoreError.Code {
  /// Whether a transaction was booked is not known; the same id may be sent again.
  public static let outcomeUnknown = Self(rawValue: "outcomeUnknown")
  /// The tables are of an older version.
  public static let storeTooOld = Self(rawValue: "storeTooOld")
  /// The database's user may not do that.
  public static let storeNotPermitted = Self(rawValue: "storeNotPermitted")
}
