package import Wording

/// An error in the form of RFC 9457, after `docs/schemas/problem.schema.json`.
package struct ProblemForm: Encodable, Sendable {
  let type = "about:blank"
  let title: String
  let status: Int
  let code: String
  let hint: String?
  let mistakes: [ErrorEnvelope.Entry]?

  /// An error in the words of a language.
  ///
  /// - Parameters:
  ///   - error: what went wrong.
  ///   - status: the status of the answer.
  ///   - language: the language that it is said in.
  package init(_ error: any ExplainedError, status: Int, _ language: Language) {
    title = error.message[language]
    self.status = status
    code = error.code
    hint = error.hint?[language]
    mistakes = ErrorEnvelope.mistakes(of: error, language)
  }
}
