package import Loyalty
package import Wording

/// A gift of the poster, as the service lists it, after `docs/schemas/gifts.schema.json`.
package struct GiftForm: Encodable, Sendable {
  private let gift: CatalogueGift
  private let language: Language

  /// A gift in the words of a language.
  package init(_ gift: CatalogueGift, _ language: Language) {
    self.gift = gift
    self.language = language
  }

  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("id", gift.id)
    try object.put("name", gift.name[language])
    try object.put("points", gift.points)
    try object.put("kind", gift.kind.rawValue)
    try object.put("from", gift.from)
    try object.put("until", gift.until)
  }
}
