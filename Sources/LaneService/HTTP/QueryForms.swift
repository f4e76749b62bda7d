import Loyalty

/// What may stand behind `?` and in the header of a call, as JSON Schema: the same for a name in every call.
enum QueryForms {
  /// Names without which there is no call.
  static let required: Set<String> = ["card", "familyName"]

  /// The form of a value.
  static func schema(_ name: String) -> [String: Any] {
    switch name {
    case "date", "until": ["$ref": "#/components/schemas/common.date"]
    case "month": ["type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"]
    case "days": ["type": "integer", "minimum": 0, "maximum": 366]
    case "after": ["type": "integer", "minimum": 0]
    case "wait": ["type": "number", "minimum": 0, "maximum": EventStream.longestWait]
    case "card": ["type": "string", "pattern": "^[0-9]{12,19}$"]
    case "form": words(["json", "txt", "png", "escpos"])
    case "copy": words(["merchant", "customer"])
    case "by": words(["pair", "merchant"])
    case "class": list(words(ActivityClass.allCases.map(\.rawValue)))
    case "frequency", "amount": list(words(Segment.Band.allCases.map(\.rawValue)))
    case "category", "brand", "level", "segment": list(text)
    case "Idempotency-Key":
      [
        "description": "The same request may come again under it; another one may not.",
        "type": "string", "pattern": "^[!#-~]{1,60}$",
      ]
    default: text
    }
  }

  private static var text: [String: Any] { ["type": "string", "minLength": 1] }
  private static func words(_ words: [String]) -> [String: Any] { ["enum": words] }
  private static func list(_ items: [String: Any]) -> [String: Any] {
    ["type": "array", "items": items]
  }
}
