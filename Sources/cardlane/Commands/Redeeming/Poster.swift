import BusinessCalendar
import Loyalty
import Wording

/// The gifts of a store's current poster (当期海报, rule A24) as JSON: a list, or the same under `gifts`, of
/// `id`, `name` (text, or `zh-Hans`, `zh-Hant`, `en`), `store` (left out for every store), `from`, `until`
/// and `points`.
struct Poster: Decodable {
  let gifts: [CatalogueGift]

  private enum CodingKeys: String, CodingKey { case gifts }

  init(from decoder: any Decoder) throws {
    let entries: [Entry]
    if let list = try? decoder.unkeyedContainer(), list.count != nil {
      entries = try [Entry](from: decoder)
    } else {
      try JSONInput.refuseUnknownKeys(in: decoder, known: ["gifts"])
      entries = try decoder.container(keyedBy: CodingKeys.self)
        .decode([Entry].self, forKey: .gifts)
    }
    gifts = entries.map(\.gift)
  }

  /// One gift as written.
  private struct Entry: Decodable {
    let gift: CatalogueGift

    private enum CodingKeys: String, CodingKey, CaseIterable {
      case id, name, store, from, until, points
    }

    init(from decoder: any Decoder) throws {
      try JSONInput.refuseUnknownKeys(in: decoder, known: CodingKeys.allCases.map(\.rawValue))
      let container = try decoder.container(keyedBy: CodingKeys.self)
      func mistake(_ key: CodingKeys, _ reason: String) -> DecodingError {
        DecodingError.dataCorruptedError(
          forKey: key, in: container, debugDescription: reason)
      }
      guard let id = PersonArgument.check(try container.decode(String.self, forKey: .id)) else {
        throw mistake(.id, "write 1 to 60 characters without control characters")
      }
      let points = try container.decode(Int64.self, forKey: .points)
      guard points > 0 else { throw mistake(.points, "a gift costs points above 0, not \(points)") }
      let from = try container.decode(BusinessDate.self, forKey: .from)
      let until = try container.decode(BusinessDate.self, forKey: .until)
      guard from <= until else { throw mistake(.until, "\(until) lies before from (\(from))") }
      gift = CatalogueGift(
        id: id, name: try container.decode(Name.self, forKey: .name).sentence,
        store: try container.decodeIfPresent(String.self, forKey: .store), from: from,
        until: until, points: points)
    }
  }

  /// A name in one language for all, or in three.
  private struct Name: Decodable {
    let sentence: Sentence

    init(from decoder: any Decoder) throws {
      if let text = try? decoder.singleValueContainer().decode(String.self) {
        sentence = Sentence(zhHans: text, zhHant: text, en: text)
        return
      }
      let known = Language.allCases.map(\.rawValue)
      try JSONInput.refuseUnknownKeys(in: decoder, known: known)
      let container = try decoder.container(keyedBy: NamedKey.self)
      func text(_ language: Language) throws -> String {
        try container.decode(String.self, forKey: NamedKey(language.rawValue))
      }
      sentence = Sentence(
        zhHans: try text(.simplifiedChinese), zhHant: try text(.traditionalChinese),
        en: try text(.english))
    }
  }
}
