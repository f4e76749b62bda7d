package import Desk
import MagneticStripe
import MemberStore
import VIPCard

/// A chip by its kind and UID.
struct ChipJSON: Encodable {
  let chip: ChipIdentity

  func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("kind", chip.kind)
    try object.put("uid", chip.uidText)
  }
}

extension IssuedChip: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("card", card)
    try object.put("chip", ChipJSON(chip: chip))
    try object.put("made", isMade)
    try object.put("registered", isRegistered)
  }
}

/// The tracks as an encoder takes them. Who has them can make the card.
extension IssuedTracks: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("card", card)
    try object.put(
      "tracks",
      tracks.reduce(into: [String: String]()) { $0[String($1.key.rawValue)] = $1.value })
    try object.put("registered", isRegistered)
  }
}

extension StockBooked: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("id", entry.id)
    try object.put("shop", entry.store)
    try object.put("year", entry.year)
    try object.put("movement", entry.movement.rawValue)
    try object.put("count", entry.count)
    try object.put("left", left)
  }
}
