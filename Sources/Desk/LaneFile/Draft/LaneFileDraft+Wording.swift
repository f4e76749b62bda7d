import Wording

/// A comment of a new lane file.
struct DraftComment {
  private let sentence: Sentence

  init(zhHans: String, zhHant: String, en: String) {
    sentence = Sentence(zhHans: zhHans, zhHant: zhHant, en: en)
  }

  subscript(language: Language) -> String { sentence[language] }
}

extension DraftComment {
  static let head = DraftComment(
    zhHans: """
      本款台的文件：门店、款台、规则、会员库、密钥、读卡器、打印机。
      相对路径从本文件所在的文件夹算起。命令行选项优先于本文件。

        cardlane lane check     检查有无错误
        cardlane lane show      现在有效的值及其来处
        cardlane doctor         检查这里写到的一切
      """,
    zhHant: """
      本款台的檔案：門店、款台、規則、會員庫、金鑰、讀卡機、印表機。
      相對路徑從本檔案所在的資料夾算起。命令列選項優先於本檔案。

        cardlane lane check     檢查有無錯誤
        cardlane lane show      現在有效的值及其來處
        cardlane doctor         檢查這裡寫到的一切
      """,
    en: """
      What this lane is, and what it works with: shop, program, store, keys, readers, printers.
      Relative paths begin at this file's folder. Options on the command line win.

        cardlane lane check     what is wrong with it
        cardlane lane show      what is in force, and where it comes from
        cardlane doctor         looks at everything that is named here
      """)
  static let fillIn = DraftComment(zhHans: "← 请改成自己的", zhHant: "← 請改成自己的", en: "<- put in your own")
  static let name = DraftComment(
    zhHans: "小票上的店名；也可分 zh-Hans、zh-Hant、en 三种写", zhHant: "簽單上的店名；也可分 zh-Hans、zh-Hant、en 三種寫",
    en: "on the slip; or one each for zh-Hans, zh-Hant and en")
  static let address = DraftComment(
    zhHans: "小票上店名下面的行，最多 4 行", zhHant: "簽單上店名下面的行，最多 4 行",
    en: "lines under the name on the slip, at most 4")
  static let timeZone = DraftComment(
    zhHans: "业务日期按此时区", zhHant: "業務日期按此時區", en: "by whose clock a business day begins")
  static let language = DraftComment(
    zhHans: "小票和提示的语言：zh-Hans、zh-Hant、en", zhHant: "簽單和提示的語言：zh-Hans、zh-Hant、en",
    en: "of slips and sentences: zh-Hans, zh-Hant or en")
  static let programs = DraftComment(
    zhHans: "规则文件；写了几个版本时，销售当日有效的那个起作用。", zhHant: "規則檔案；寫了幾個版本時，銷售當日有效的那個起作用。",
    en: "Program files; of several versions the one in force on the day of the sale decides.")
  static let noProgram = DraftComment(
    zhHans: "附近没有找到规则文件", zhHant: "附近沒有找到規則檔案", en: "no program file was found here")
  static let poster = DraftComment(
    zhHans: "当期海报的礼品（redeem）", zhHant: "當期海報的禮品（redeem）", en: "the gifts of the poster (redeem)")
  static let rules = DraftComment(
    zhHans: "由 HTTP 服务定价时", zhHant: "由 HTTP 服務定價時", en: "where a service over HTTP decides prices")
  static let store = DraftComment(
    zhHans: "会员、积分和销售；首次销售时新建", zhHant: "會員、積分和銷售；首次銷售時新建",
    en: "members, points, sales; made with the first sale")
  static let keys = DraftComment(
    zhHans: "校验会员卡的密钥：密钥文件，或 sam:…、pkcs11:…（见 cardlane keys）。",
    zhHant: "驗證會員卡的金鑰：金鑰檔案，或 sam:…、pkcs11:…（見 cardlane keys）。",
    en: "Keys that verify cards: a key file, or sam:…, pkcs11:… (see cardlane keys).")
  static let noKeys = DraftComment(
    zhHans: "附近没有找到密钥文件。新建：cardlane keys add --store keys.json --year 2026",
    zhHant: "附近沒有找到金鑰檔案。新建：cardlane keys add --store keys.json --year 2026",
    en: "No key file was found here. To make one: cardlane keys add --store keys.json --year 2026")
  static let passphraseFile = DraftComment(
    zhHans: "权限 0600；也可用 CARDLANE_PASSPHRASE", zhHant: "權限 0600；也可用 CARDLANE_PASSPHRASE",
    en: "mode 0600; or CARDLANE_PASSPHRASE")
  static let readers = DraftComment(
    zhHans: "会员出示卡片的读卡器（名称的一部分）。已知的磁条读卡器不必写。",
    zhHant: "會員出示卡片的讀卡機（名稱的一部分）。已知的磁條讀卡機不必寫。",
    en:
      "The reader where members present their cards, by a part of its name. Stripe readers that are known "
      + "need no line.")
  static let noReader = DraftComment(
    zhHans: "没有找到 PC/SC 读卡器。", zhHant: "沒有找到 PC/SC 讀卡機。", en: "No PC/SC reader was found.")
  static let keyboards = DraftComment(
    zhHans: "当作键盘的磁条读卡器", zhHant: "當作鍵盤的磁條讀卡機", en: "stripe readers that type")
  static let printers = DraftComment(
    zhHans: "打印机；小票用第一台，其余可用 --printer 名称 指定。", zhHant: "印表機；簽單用第一台，其餘可用 --printer 名稱 指定。",
    en: "Printers: slips go to the first; --printer NAME chooses another.")
  static let noPrinter = DraftComment(
    zhHans: "没有找到 USB 打印机。", zhHant: "沒有找到 USB 印表機。", en: "No printer was found on USB.")
  static let slips = DraftComment(
    zhHans: "另存每张小票的文件夹", zhHant: "另存每張簽單的資料夾", en: "a folder in which every slip is kept")
  static let cardSeconds = DraftComment(
    zhHans: "等卡的秒数", zhHant: "等卡的秒數", en: "how long a sale waits for the card")
  static let lateEntryDays = DraftComment(
    zhHans: "主管最多可补录几天前的业务", zhHant: "主管最多可補錄幾天前的業務",
    en: "how many days back a supervisor may enter business")
  static let unknownCards = DraftComment(
    zhHans: "未登记的真卡首次使用时收入；strict 则拒收", zhHant: "未登記的真卡首次使用時收入；strict 則拒收",
    en: "a genuine card that nobody has entered is taken in; strict refuses it")
}
