import Desk
import Foundation
import Wording

/// A JSON document named on the command line, read strictly.
enum JSONInput {
  /// Reads a document. Throws ``PlainError`` that names the field.
  static func read<Value: Decodable>(_ type: Value.Type, from path: String) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(InputFile.bytes(path, limit: 4 << 20)))
    } catch let error as DecodingError {
      throw explain(error, path)
    }
  }

  private static func explain(_ error: DecodingError, _ path: String) -> PlainError {
    let context: DecodingError.Context
    var missing: (any CodingKey)?
    switch error {
    case .keyNotFound(let key, let found): (missing, context) = (key, found)
    case .typeMismatch(_, let found), .valueNotFound(_, let found), .dataCorrupted(let found):
      context = found
    @unknown default:
      return PlainError.unreadable(path, String(describing: error))
    }
    let keys = context.codingPath + [missing].compactMap(\.self)
    let field = keys.reduce("") { text, key in
      key.intValue.map { "\(text)[\($0)]" } ?? (text.isEmpty ? "" : text + ".") + key.stringValue
    }
    let place = field.isEmpty ? path : "\(path): \(field)"
    let reason = missing == nil ? context.debugDescription : "this field is missing"
    return PlainError(
      code: missing == nil ? "invalidDocument" : "missingField",
      Sentence(
        zhHans: "\(place)：内容有误（\(reason)）。", zhHant: "\(place)：內容有誤（\(reason)）。",
        en: "\(place): \(reason)"))
  }
}
