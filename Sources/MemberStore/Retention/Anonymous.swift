import Foundation
import Loyalty

/// Stored texts without the person that they name.
enum Anonymous {
  /// A priced sale without name, title and birthday; it stays readable, since a return needs it.
  static func sale(_ json: String) throws -> String {
    if let sale = try? Sale.read(json: json) { return without(sale).json }
    // Not a sale as the rules know it: the member is looked for all the same.
    guard var object = object(json) else { throw StoreError.unreadable("priced") }
    if var member = object["member"] as? [String: Any] {
      for key in ["familyName", "title", "birthday"] { member[key] = nil }
      object["member"] = member
    }
    return text(object)
  }

  /// The canonical form of a request: the sale on its first line, then card and tenders.
  static func content(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if let sale = try? sale(lines[0]) { lines[0] = sale }
    return lines.joined(separator: "\n")
  }

  /// A quote without prompts and slip lines: they greet the member and tell birthdays.
  static func quote(_ json: String) -> String {
    guard var object = object(json) else { return "{}" }
    for key in ["prompts", "receiptLines"] where object[key] != nil {
      object[key] = [Any]()
    }
    return text(object)
  }

  private static func object(_ json: String) -> [String: Any]? {
    try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
  }

  private static func text(_ object: [String: Any]) -> String {
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? JSONSerialization.data(withJSONObject: object, options: options) else {
      return "{}"
    }
    return String(decoding: data, as: UTF8.self)
  }

  private static func without(_ sale: Sale) -> Sale {
    var sale = sale
    sale.member?.familyName = nil
    sale.member?.title = nil
    sale.member?.birthday = nil
    return sale
  }
}
