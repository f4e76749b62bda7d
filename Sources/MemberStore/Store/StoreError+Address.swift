import Wording

extension StoreError {
  /// The address of a store is not written as one.
  package static func badStoreAddress(_ reason: String) -> StoreError {
    StoreError(
      .badStoreAddress, nature: .input,
      message: Sentence(
        zhHans: "会员库地址写法不对：\(reason)", zhHant: "會員庫位址寫法不對：\(reason)",
        en: "The address of the store cannot be read: \(reason)"),
      hint: Sentence(
        zhHans: "格式：postgres://用户@主机:端口/数据库", zhHant: "格式：postgres://使用者@主機:連接埠/資料庫",
        en: "It is written postgres://USER@HOST:PORT/DATABASE."))
  }

  /// Every list of processes, and every file that is shown, would tell it.
  package static var passwordInAddress: StoreError {
    StoreError(
      .passwordInAddress, nature: .input,
      message: Sentence(
        zhHans: "会员库地址里不可以写密码。", zhHant: "會員庫位址裡不可以寫密碼。",
        en: "The address of a store must not hold a password."),
      hint: Sentence(
        zhHans: "请把密码放进密码文件（PGPASSFILE 或 ~/.pgpass，权限 600），或使用客户端证书。",
        zhHant: "請把密碼放進密碼檔案（PGPASSFILE 或 ~/.pgpass，權限 600），或使用客戶端憑證。",
        en:
          "Put it into a password file (PGPASSFILE or ~/.pgpass, mode 600), or use a client certificate."
      ))
  }
}

extension StoreError.Code {
  /// The address of a store cannot be read.
  public static let badStoreAddress = Self(rawValue: "badStoreAddress")
  /// A password stands in an address.
  public static let passwordInAddress = Self(rawValue: "passwordInAddress")
}
