import Documents
import MemberStore

extension RelativePaths {
  /// A store: a file, or the address of a database, in which no password stands.
  func store(_ value: Value) -> Placed<String>? {
    value.placed { value in
      guard let text = value.pathText() else { return nil }
      guard let mark = text.firstRange(of: "://") else { return resolved(text) }
      let scheme = text[..<mark.lowerBound]
      guard ["postgres", "postgresql"].contains(scheme) else {
        return Self.refuse(value, .badStoreAddress("\(scheme)://"))
      }
      if Self.hasPassword(text[mark.upperBound...]) {
        return Self.refuse(value, .passwordInAddress)
      }
      return text
    }
  }

  private static func hasPassword(_ rest: Substring) -> Bool {
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let user = authority.lastIndex(of: "@").map { authority[..<$0] } ?? ""
    return user.contains(":") || rest.contains("password=")
  }

  private static func refuse(_ value: Value, _ error: StoreError) -> String? {
    value.refuse(error.code, error.message, suggestion: error.hint)
    return nil
  }
}
