import Wording

/// One line of the doctor: a part, whether it is in order, and the remedy if not.
struct Finding {
  /// How things stand.
  enum State: String, Encodable {
    case good, notice, problem
  }

  let part: String
  let state: State
  let message: Sentence
  var remedy: Sentence?

  /// A part that is in order.
  static func good(_ part: String, _ message: Sentence) -> Finding {
    Finding(part: part, state: .good, message: message)
  }

  /// What an error says, as a finding.
  static func problem(
    _ part: String, _ error: any ExplainedError, state: State = .problem
  ) -> Finding {
    Finding(part: part, state: state, message: error.message, remedy: error.hint)
  }

  /// A device that a program has claimed: nothing more can be said of it meanwhile.
  static func inUse(_ part: String, _ name: String) -> Finding {
    Finding(
      part: part, state: .notice,
      message: Sentence(
        zhHans: "\(name)：正被一个程序使用。", zhHant: "\(name)：正被一個程式使用。",
        en: "\(name): a program is using it."))
  }

  /// The finding on one line, its remedy on the next.
  func words(_ language: Language) -> String {
    let mark = state == .good ? "✓" : state == .notice ? "·" : "✗"
    let gap = String(repeating: " ", count: max(1, 9 - part.count))
    return "\(mark) \(part)\(gap)\(message[language])"
      + (remedy.map { "\n            → " + $0[language] } ?? "")
  }

  /// The finding as JSON.
  func record(_ language: Language) -> Record {
    Record(part: part, state: state, message: message[language], remedy: remedy?[language])
  }

  struct Record: Encodable {
    let part: String
    let state: State
    let message: String
    let remedy: String?
  }
}
