public import Documents
public import Wording

/// `{"error":{"code":…,"message":…,"hint":…}}`, with the number of the input line where there is one, and one
/// by one what is wrong in a file or document.
public struct ErrorEnvelope: Encodable, Sendable {
  /// What is said about the error.
  public struct Body: Encodable, Sendable {
    public let code: String
    public let message: String
    public let hint: String?
    public let line: Int?
    public let mistakes: [Entry]?
  }

  /// One thing that is wrong.
  public struct Entry: Encodable, Sendable {
    public let code: String
    public let path: String
    public let line: Int?
    public let column: Int?
    public let message: String
    public let hint: String?

    /// A mistake in the words of a language.
    public init(_ mistake: Mistake, _ language: Language) {
      (code, path) = (mistake.code, mistake.path)
      (line, column) = (mistake.line, mistake.column)
      message = mistake.sentence[language]
      hint = mistake.suggestion?[language]
    }
  }

  public let error: Body

  /// An error in words that are chosen already.
  public init(
    code: String, message: String, hint: String? = nil, line: Int? = nil, mistakes: [Entry]? = nil
  ) {
    error = Body(code: code, message: message, hint: hint, line: line, mistakes: mistakes)
  }

  /// What an error says, in a language.
  ///
  /// - Parameters:
  ///   - error: what went wrong.
  ///   - language: the language that it is said in.
  ///   - line: the line of input that it is about, from 1; `nil` where there is none.
  public init(_ error: any ExplainedError, _ language: Language, line: Int? = nil) {
    self.init(
      code: error.code, message: error.message[language], hint: error.hint?[language], line: line,
      mistakes: Self.mistakes(of: error, language))
  }

  /// What is wrong one by one, where the error knows it.
  public static func mistakes(of error: any Error, _ language: Language) -> [Entry]? {
    (error as? any ListsMistakes)?.mistakes.map { Entry($0, language) }
  }

  /// One line of JSON.
  public var json: String { (try? JSONLine.text(self)) ?? "{}" }
}
