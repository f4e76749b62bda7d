import Foundation
import MemberStore

/// A list as JSON text in one column: the earnings that a held sale will bring.
enum ListColumn {
  static func text(_ list: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(list), as: UTF8.self)
  }

  static func list<Element: Decodable>(_ text: String) throws -> [Element] {
    do {
      return try JSONDecoder().decode([Element].self, from: Data(text.utf8))
    } catch {
      throw StoreError.unreadable("list")
    }
  }
}
