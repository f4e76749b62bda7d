package import Desk
import Loyalty
import MemberStore

/// Everything that a store keeps of one member.
extension MemberFile: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("date", date)
    try object.put("member", holder)
    try object.put("referredBy", holder.member.referredBy)
    try object.put("erased", holder.member.erased)
    try object.put("points", points)
    try object.put("prepaidBalance", PrepaidMovement.balance(of: prepaid).description)
    try object.put("prepaid", prepaid.map(MovementJSON.init))
    try object.put("fees", fees.map(FeeJSON.init))
    try object.put("levels", levels.map(LevelJSON.init))
    try object.put("purchases", purchases.map(PurchaseJSON.init))
    try object.put("redemptions", redemptions.map(RedemptionJSON.init))
    try object.put("gifts", gifts.map { GiftJSON($0) })
    try object.put("slips", slips.map(SlipJSON.init))
  }
}

/// A yearly fee.
private struct FeeJSON: Encodable {
  let entry: FeeEntry

  func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("year", entry.year)
    try object.put("paid", entry.isPayment)
    try object.put("reference", entry.reference)
    try object.put("date", entry.date)
  }
}

/// A sale, its lines and what came back.
private struct PurchaseJSON: Encodable {
  let purchase: MemberFile.Purchase

  func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("id", purchase.sale.id)
    try object.put("store", purchase.sale.store)
    try object.put("date", purchase.sale.date)
    try object.put("state", purchase.sale.state.rawValue)
    try object.put("due", purchase.sale.due.description)
    try object.put("lines", purchase.sale.lines.map(LineJSON.init))
    try object.put("returns", purchase.returns.map(ReturnJSON.init))
  }
}

private struct LineJSON: Encodable {
  let line: FrozenLine

  func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("name", line.name)
    try object.put("brand", line.brand)
    try object.put("model", line.model)
    try object.put("quantity", line.quantity.description)
    try object.put("unitPrice", line.unitPrice.description)
    try object.put("net", line.net.description)
  }
}

private struct ReturnJSON: Encodable {
  let entry: ReturnRecord

  func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("id", entry.id)
    try object.put("date", entry.date)
    try object.put("refund", entry.refund.description)
  }
}

private struct RedemptionJSON: Encodable {
  let entry: RedemptionRecord

  func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("id", entry.id)
    try object.put("date", entry.date)
    try object.put("gift", entry.gift)
    try object.put("points", entry.points)
  }
}

private struct SlipJSON: Encodable {
  let slip: MemberFile.Slip

  func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("number", slip.number)
    try object.put("signature", slip.signature)
    try object.put("text", slip.text)
  }
}
