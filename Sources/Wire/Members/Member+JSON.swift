package import Desk
import Loyalty
package import MemberStore

/// A member with their cards; numbers are masked (rule A29).
extension CardHolder: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("id", member.id)
    try object.put("familyName", member.familyName)
    try object.put("title", member.title)
    try object.put("level", member.level)
    try object.put("joined", member.joined)
    try object.put("registered", member.registered)
    try object.put("birthday", member.birthday)
    try object.put("accumulatedPoints", member.accumulatedPoints)
    try object.put("lastPurchase", lastPurchase)
    try object.put("feePaidFor", member.feePaidFor)
    try object.put("referredBy", member.referredBy)
    try object.put("cards", cards.map(CardJSON.init))
  }
}

/// A card of the register.
package struct CardJSON: Encodable {
  let card: CardRecord

  package init(_ card: CardRecord) { self.card = card }

  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("number", card.maskedNumber)
    try object.put("year", card.year)
    try object.put("sequence", card.sequence)
    try object.put("status", card.status.rawValue)
    try object.put("issued", card.issued)
    try object.put("ended", card.ended)
  }
}

extension MemberSheet: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("date", date)
    try object.put("member", holder)
    try object.put("balance", balance)
    try object.put("pending", pending)
    try object.put("owed", owed)
    try object.put("prepaid", prepaid.description)
    try object.put("registration", registration?.word)
    try object.put("activity", activity)
    try object.put("gifts", gifts.map { GiftJSON($0) })
    try object.put("levels", levels.map(LevelJSON.init))
  }
}

extension MemberActivity: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("member", member)
    try object.put("date", date)
    try object.put("activity", activity)
    try object.put("rule", rule?.description)
    try object.put("contacts", contacts.map(\.rawValue))
    try object.put("contactRule", contactRule?.description)
    try object.put("since", since)
    try object.put("dataKeeping", keeping.rawValue)
    try object.put("keptUntil", keptUntil)
  }
}

/// A gift that was handed out.
struct GiftJSON: Encodable {
  let claim: GiftClaim
  /// Whether it had been handed out before; `nil` in lists.
  var isRepeated: Bool?

  init(_ claim: GiftClaim, isRepeated: Bool? = nil) {
    self.claim = claim
    self.isRepeated = isRepeated
  }

  func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("rule", claim.rule.description)
    try object.put("period", claim.period)
    try object.put("reference", claim.reference)
    try object.put("date", claim.date)
    try object.put("repeated", isRepeated)
  }
}

extension GiftBooked: Encodable {
  package func encode(to encoder: any Encoder) throws {
    try GiftJSON(claim, isRepeated: isRepeated).encode(to: encoder)
  }
}

/// How a level came about.
package struct LevelJSON: Encodable {
  let entry: LevelEntry

  package init(_ entry: LevelEntry) { self.entry = entry }

  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("member", entry.memberID)
    try object.put("periodEnd", entry.periodEnd)
    try object.put("before", entry.before)
    try object.put("after", entry.after)
    try object.put("rule", entry.rule)
    try object.put("counted", entry.counted)
    try object.put("date", entry.date)
  }
}

extension FeePaid: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("member", member)
    try object.put("year", year)
    try object.put("amount", amount.description)
    try object.put("rule", rule.description)
    try object.put("repeated", isRepeated)
  }
}

extension Enrolment: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("member", holder)
    try object.put("joiningRule", joiningRule?.description)
    try object.put("registerBy", registerBy)
    try object.put("welcomeGift", welcomeGift?.description)
    try object.put("repeated", isRepeated)
  }
}

extension Registration: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("member", holder)
    try object.put("status", status?.word)
    try object.put("balance", balance)
    try object.put("repeated", isRepeated)
  }
}

extension CardExchanged: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("member", holder)
    try object.put("chip", chip.map(ChipJSON.init))
    try object.put("repeated", isRepeated)
  }
}

extension RetentionSheet: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("date", date)
    try object.put("applied", isApplied)
    try object.put("rule", rule.description)
    try object.put("members", lapses.map(LapseJSON.init))
    try object.put("deleted", overdue)
  }
}

/// A member who leaves the store.
private struct LapseJSON: Encodable {
  let lapse: Lapse

  func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("member", lapse.member.id)
    try object.put("since", lapse.since)
    try object.put("keptUntil", lapse.keptUntil)
  }
}
