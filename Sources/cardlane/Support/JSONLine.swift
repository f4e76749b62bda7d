import Foundation
import Wording

/// Anything encodable as one line of JSON.
enum JSONLine {
  /// Compact JSON with sorted keys, so that the same input gives the same bytes.
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

/// `{"error":{"code":…,"message":…,"hint":…}}`, with the number of the input line where there is one.
struct ErrorEnvelope: Encodable {
  /// What is said about the error.
  struct Body: Encodable {
    let code: String
    let message: String
    let hint: String?
    let line: Int?
  }

  let error: Body

  init(code: String, message: String, hint: String? = nil, line: Int? = nil) {
    error = Body(code: code, message: message, hint: hint, line: line)
  }

  init(_ error: any ExplainedError, _ language: Language, line: Int? = nil) {
    self.init(
      code: error.code, message: error.message[language], hint: error.hint?[language], line: line)
  }

  /// One line of JSON.
  var json: String { (try? JSONLine.text(self)) ?? "{}" }
}
