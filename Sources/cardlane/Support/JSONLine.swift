import Foundation
import Loyalty
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

/// `{"error":{"code":…,"message":…,"hint":…}}`, with the number of the input line where there is one, and one
/// by one what is wrong in a file or document.
struct ErrorEnvelope: Encodable {
  /// What is said about the error.
  struct Body: Encodable {
    let code: String
    let message: String
    let hint: String?
    let line: Int?
    let mistakes: [Entry]?
  }

  /// One thing that is wrong.
  struct Entry: Encodable {
    let code: String
    let path: String
    let line: Int?
    let column: Int?
    let message: String
    let hint: String?

    init(_ mistake: Mistake, _ language: Language) {
      (code, path) = (mistake.code, mistake.path)
      (line, column) = (mistake.line, mistake.column)
      message = mistake.sentence[language]
      hint = mistake.suggestion?[language]
    }
  }

  let error: Body

  init(
    code: String, message: String, hint: String? = nil, line: Int? = nil, mistakes: [Entry]? = nil
  ) {
    error = Body(code: code, message: message, hint: hint, line: line, mistakes: mistakes)
  }

  init(_ error: any ExplainedError, _ language: Language, line: Int? = nil) {
    self.init(
      code: error.code, message: error.message[language], hint: error.hint?[language], line: line,
      mistakes: Self.mistakes(of: error, language))
  }

  /// What is wrong one by one, where the error knows it.
  static func mistakes(of error: any Error, _ language: Language) -> [Entry]? {
    (error as? any ListsMistakes)?.mistakes.map { Entry($0, language) }
  }

  /// One line of JSON.
  var json: String { (try? JSONLine.text(self)) ?? "{}" }
}
