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
