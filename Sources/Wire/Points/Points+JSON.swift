import BusinessCalendar
package import Desk
import Loyalty
import MemberStore

extension MemberLot: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("id", id)
    try object.put("kind", kind.rawValue)
    try object.put("reference", reference)
    try object.put("earned", earned)
    try object.put("expires", expires)
    try object.put("registerBy", registerBy)
    try object.put("points", points)
    try object.put("remaining", remaining)
    try object.put("state", state.rawValue)
    try object.put("basis", basis.description)
    try object.put("rules", rules)
    try object.put("program", program)
    try object.put("version", version)
  }
}

extension HistoryEntry: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("date", date)
    try object.put("kind", kind)
    try object.put("points", points)
    try object.put("reference", reference)
    try object.put("lot", lot)
    try object.put("basis", basis?.description)
    try object.put("rules", rules)
    try object.put("program", program)
    try object.put("version", version)
    try object.put("expires", expires)
    try object.put("registerBy", registerBy)
  }
}

extension BalanceSheet: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("member", member)
    try object.put("date", date)
    try object.put("balance", balance)
    try object.put("pending", pending)
    try object.put("owed", owed)
    try object.put("accumulated", accumulated)
    try object.put("prepaid", prepaid.description)
    try object.put("lots", lots)
  }
}

extension HistorySheet: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("member", member)
    try object.put("date", date)
    try object.put("balance", balance)
    try object.put("pending", pending)
    try object.put("entries", entries)
  }
}

extension PrepaidSheet: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("member", member)
    try object.put("balance", balance.description)
    try object.put("movements", movements.map(MovementJSON.init))
  }
}

/// One movement of a prepaid balance.
struct MovementJSON: Encodable {
  let movement: PrepaidMovement

  func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("date", movement.date)
    try object.put("kind", movement.kind.rawValue)
    try object.put("amount", movement.amount.description)
    try object.put("store", movement.store)
    try object.put("reference", movement.reference)
  }
}
