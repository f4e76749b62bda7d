import BusinessCalendar
import Documents
import Loyalty
import Wording

/// `{"id":"G-1","gift":"G-01","swipe":";9156…?"}`, or `{"item":"6901","tagPrice":"199.00",…}`: points for a gift of the
/// poster or for a single item, and whose card pays.
struct RedemptionOrder: Sendable {
  /// What is wanted.
  enum Wish: Sendable {
    case gift(String)
    case item(String, Money, LineKind)
  }

  let id: String?
  let date: BusinessDate?
  let wish: Wish
  let card: CardSource

  /// Throws `DocumentError` with every mistake.
  static func read(_ document: [UInt8]) throws -> RedemptionOrder {
    try Document.read(document, as: .json) { root in
      guard let fields = root.fields() else { return nil }
      let id = fields.optional("id")?.text()
      let date = fields.optional("date")?.date()
      let wish = wish(fields)
      let card = CardSource.read(fields)
      fields.finish()
      guard let wish, let card else { return nil }
      return RedemptionOrder(id: id, date: date, wish: wish, card: card)
    }
  }

  private static func wish(_ fields: Fields) -> Wish? {
    let gift = fields.optional("gift")?.text()
    let item = fields.optional("item")?.text()
    guard (gift == nil) != (item == nil) else {
      fields.log.add(
        "missingField", path: fields.path(of: "gift"), place: fields.place,
        Sentence(
          zhHans: "请写 gift 或 item 之一。", zhHant: "請寫 gift 或 item 之一。",
          en: "Name a gift or an item, one of them."))
      return nil
    }
    if let gift { return .gift(gift) }
    let price = fields.require("tagPrice")?.money()
    let kind = fields.optional("kind")?.choice(LineKind.self) ?? .regular
    guard let item, let price, price > .zero else { return nil }
    return .item(item, price, kind)
  }
}
