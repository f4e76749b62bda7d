/// JSON for output, with keys in the order in which they are given.
indirect enum JSONText: CustomStringConvertible {
  case string(String)
  case integer(Int)
  case boolean(Bool)
  case null
  case array([JSONText])
  case object([(String, JSONText)])
  /// Text that is JSON already.
  case raw(String)

  /// Compact JSON on one line.
  var description: String {
    switch self {
    case .string(let text): Self.quoted(text)
    case .integer(let value): String(value)
    case .boolean(let value): value ? "true" : "false"
    case .null: "null"
    case .array(let items): "[" + items.map(\.description).joined(separator: ",") + "]"
    case .object(let fields):
      "{" + fields.map { Self.quoted($0.0) + ":" + $0.1.description }.joined(separator: ",") + "}"
    case .raw(let text): text
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
