import Desk
import Lane
import Loyalty
import Wording

/// What a client got wrong that only the service can see.
enum ServiceMistake {
  static func otherSale(_ id: String, _ given: String) -> PlainError {
    PlainError(
      code: "otherSale",
      Sentence(
        zhHans: "地址中的单号是 \(id)，内容却是 \(given)。", zhHant: "位址中的單號是 \(id)，內容卻是 \(given)。",
        en: "The address names the sale \(id), the document the sale \(given)."))
  }

  static func foreignLane(_ sale: Sale, _ own: LaneConfiguration) -> PlainError {
    PlainError(
      code: "foreignLane",
      Sentence(
        zhHans: "销售写的是 \(sale.store) 的款台 \(sale.lane)，而本机是 \(own.store) 的款台 \(own.lane)。什么也没有入账。",
        zhHant: "銷售寫的是 \(sale.store) 的款台 \(sale.lane)，而本機是 \(own.store) 的款台 \(own.lane)。什麼也沒有入帳。",
        en:
          "The sale is of lane \(sale.lane) in shop \(sale.store), and this is lane \(own.lane) in shop "
          + "\(own.store). Nothing was booked."))
  }

  static let noSuchCall = PlainError(
    code: "noSuchCall",
    Sentence(zhHans: "没有这个地址。", zhHant: "沒有這個位址。", en: "There is no such address."),
    hint: Sentence(
      zhHans: "请看 /openapi.json。", zhHant: "請看 /openapi.json。", en: "See /openapi.json."))

  static let keyConflict = PlainError(
    code: "keyConflict",
    Sentence(
      zhHans: "这个 Idempotency-Key 已用于另一项请求。什么也没有入账。",
      zhHant: "這個 Idempotency-Key 已用於另一項請求。什麼也沒有入帳。",
      en: "Something else was asked under this Idempotency-Key. Nothing was booked."),
    hint: Sentence(
      zhHans: "请为新的请求换一个键。", zhHant: "請為新的請求換一個鍵。", en: "Give a new request a key of its own."),
    nature: .refusal)

  static let keyInUse = PlainError(
    code: "keyInUse",
    Sentence(
      zhHans: "这个 Idempotency-Key 的打印正在进行，或已在服务重启前办理。没有再次打印。",
      zhHant: "這個 Idempotency-Key 的列印正在進行，或已在服務重啟前辦理。沒有再次列印。",
      en:
        "Under this Idempotency-Key something is being printed, or was before the service began anew. Nothing was "
        + "printed again."),
    hint: Sentence(
      zhHans: "请看纸；确需再印，请换一个键。", zhHant: "請看紙；確需再印，請換一個鍵。",
      en: "Look at the paper; to print once more, give a new key."), nature: .refusal)

  static let badKey = PlainError(
    code: "badKey",
    Sentence(
      zhHans: "Idempotency-Key 须为 1 至 60 个可见的 ASCII 字符。",
      zhHant: "Idempotency-Key 須為 1 至 60 個可見的 ASCII 字元。",
      en: "An Idempotency-Key has 1 to 60 visible ASCII characters."))

  static let noCardShown = PlainError(
    code: "noCardShown",
    Sentence(
      zhHans: "没有可用的卡。什么也没有入账。", zhHant: "沒有可用的卡。什麼也沒有入帳。",
      en: "There is no card to go by. Nothing was booked."),
    hint: Sentence(
      zhHans: "请让会员再刷一次卡，一分钟内再试。", zhHant: "請讓會員再刷一次卡，一分鐘內再試。",
      en: "Have the member show the card once more, and try again within a minute."),
    nature: .refusal)

  static func unknownReader(_ name: String) -> PlainError {
    PlainError(
      code: "unknownReader",
      Sentence(
        zhHans: "本款台没有读卡器“\(name)”。", zhHant: "本款台沒有讀卡機「\(name)」。",
        en: "There is no reader \"\(name)\" at this lane."),
      hint: Sentence(
        zhHans: "请看 GET /v1/readers。", zhHant: "請看 GET /v1/readers。", en: "See GET /v1/readers."))
  }

  static let noPoster = PlainError(
    code: "noPoster",
    Sentence(
      zhHans: "本款台没有海报，无法换领礼品。", zhHant: "本款台沒有海報，無法換領禮品。",
      en: "The lane has no poster with gifts."),
    hint: Sentence(
      zhHans: "请在款台文件的 poster 中写上它。", zhHant: "請在款台檔案的 poster 中寫上它。",
      en: "Name it in the lane file, under poster."))

  static func noCard(of member: String) -> PlainError {
    PlainError(
      code: "unknownCard",
      Sentence(
        zhHans: "会员 \(member) 没有卡。", zhHant: "會員 \(member) 沒有卡。",
        en: "The member \(member) has no card."))
  }

  static func wrongMethod(_ allowed: String) -> PlainError {
    PlainError(
      code: "wrongMethod",
      Sentence(
        zhHans: "这个地址只接受 \(allowed)。", zhHant: "這個位址只接受 \(allowed)。",
        en: "This address takes \(allowed) only."),
      hint: Sentence(
        zhHans: "请看 /openapi.json。", zhHant: "請看 /openapi.json。", en: "See /openapi.json."))
  }

  static let noToken = PlainError(
    code: "noToken",
    Sentence(
      zhHans: "没有令牌，或令牌不对。", zhHant: "沒有權杖，或權杖不對。",
      en: "There is no token, or it is not one of ours."),
    hint: Sentence(
      zhHans: "请在 Authorization: Bearer 中给出令牌（cardlane serve token add）。",
      zhHant: "請在 Authorization: Bearer 中給出權杖（cardlane serve token add）。",
      en: "Give it as Authorization: Bearer (cardlane serve token add makes one)."))

  static let wrongRole = PlainError(
    code: "wrongRole",
    Sentence(
      zhHans: "这个令牌无权这样做。", zhHant: "這個權杖無權這樣做。",
      en: "The token does not give the right to do this."))

  static let foreignOrigin = PlainError(
    code: "foreignOrigin",
    Sentence(
      zhHans: "这个网页不属于本款台。", zhHant: "這個網頁不屬於本款台。", en: "This page is not one of the lane's."),
    hint: Sentence(
      zhHans: "请在款台文件的 service.origins 中写上它的来源。", zhHant: "請在款台檔案的 service.origins 中寫上它的來源。",
      en: "Its origin has to stand in the lane file, under service.origins."))

  static let foreignHost = PlainError(
    code: "foreignHost",
    Sentence(
      zhHans: "请求的主机名不是本机。", zhHant: "請求的主機名稱不是本機。", en: "The request is for another host."))

  static func tooLarge(_ limit: Int) -> PlainError {
    PlainError(
      code: "tooLarge",
      Sentence(
        zhHans: "内容超过 \(limit) 字节。", zhHant: "內容超過 \(limit) 位元組。",
        en: "The document has more than \(limit) bytes."))
  }
}
