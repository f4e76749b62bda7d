public import Wording

/// Path and query of a key store's URI, with the percent-encoding of RFC 3986.
struct KeyURIParts {
  let path: Substring
  let query: Substring

  /// Splits at the first question mark.
  init(_ text: Substring) {
    let mark = text.firstIndex(of: "?") ?? text.endIndex
    path = text[..<mark]
    query = mark == text.endIndex ? "" : text[text.index(after: mark)...]
  }

  /// Names and decoded values, in order.
  static func pairs(
    _ text: Substring, separator: Character
  ) throws(KeyURIError) -> [(String, String)] {
    var pairs: [(String, String)] = []
    for part in text.split(separator: separator) {
      guard let equals = part.firstIndex(of: "="), equals > part.startIndex else {
        throw KeyURIError(.value, String(part.prefix(20)))
      }
      let name = String(part[..<equals])
      pairs.append((name, try decoded(part[part.index(after: equals)...])))
    }
    return pairs
  }

  /// The text that percent-encoding stands for.
  static func decoded(_ text: Substring) throws(KeyURIError) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2)
      guard digits.count == 2,
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16),
        digits.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") })
      else { throw KeyURIError(.encoding, "%") }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    guard let decoded = String(validating: bytes, as: UTF8.self), !decoded.contains("\0") else {
      throw KeyURIError(.encoding, "UTF-8")
    }
    return decoded
  }
}

/// What is wrong with the URI of a key store. No value of it is repeated.
public struct KeyURIError: ExplainedError, Equatable {
  /// What kind of mistake.
  public enum Problem: String, Sendable, Hashable {
    /// Another scheme.
    case scheme
    /// An attribute that this program does not know.
    case unknownAttribute
    /// An attribute that stands twice.
    case repeated
    /// An attribute that is needed.
    case missing
    /// A value that cannot be.
    case value
    /// Percent-encoding that is none.
    case encoding
    /// A PIN in the URI, where others can see it.
    case pinInside
  }

  /// What kind of mistake.
  public let problem: Problem
  /// The attribute that it is about.
  public let name: String

  init(_ problem: Problem, _ name: String) {
    self.problem = problem
    self.name = name
  }

  public var code: String { "invalidKeyURI" }

  public var nature: ErrorNature { .input }

  public var message: Sentence {
    switch problem {
    case .pinInside:
      Sentence(
        zhHans: "--keys 里不能写 PIN：别人看得到。", zhHant: "--keys 裡不能寫 PIN：別人看得到。",
        en: "A PIN does not belong into --keys: others can see it.")
    case .unknownAttribute:
      Sentence(
        zhHans: "--keys 里有未知的项“\(name)”。", zhHant: "--keys 裡有未知的項目「\(name)」。",
        en: "--keys has an unknown attribute \"\(name)\".")
    case .repeated:
      Sentence(
        zhHans: "--keys 里“\(name)”写了两次。", zhHant: "--keys 裡「\(name)」寫了兩次。",
        en: "--keys has \"\(name)\" twice.")
    case .missing:
      Sentence(
        zhHans: "--keys 里缺少“\(name)”。", zhHant: "--keys 裡缺少「\(name)」。",
        en: "--keys lacks \"\(name)\".")
    case .scheme, .value, .encoding:
      Sentence(
        zhHans: "--keys 的写法不对（\(name)）。", zhHant: "--keys 的寫法不對（\(name)）。",
        en: "--keys is malformed (\(name)).")
    }
  }

  public var hint: Sentence? {
    switch problem {
    case .pinInside:
      Sentence(
        zhHans: "请用 CARDLANE_PIN、--pin-file 或 pin-source=file:…。",
        zhHant: "請用 CARDLANE_PIN、--pin-file 或 pin-source=file:…。",
        en: "Use CARDLANE_PIN, --pin-file or pin-source=file:….")
    default:
      Sentence(
        zhHans: "例如 sam:读卡器名?pairing=文件，或 pkcs11:token=名称?module-path=/…。",
        zhHant: "例如 sam:讀卡機名稱?pairing=檔案，或 pkcs11:token=名稱?module-path=/…。",
        en: "For example sam:READER?pairing=FILE, or pkcs11:token=NAME?module-path=/….")
    }
  }
}
