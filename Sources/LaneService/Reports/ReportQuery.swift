import BusinessCalendar
import Desk
import Wording

/// What a report is asked for: the values behind `?`, by name. A name may stand more than once.
struct ReportQuery: Sendable {
  private let values: [String: [String]]

  /// Takes the values.
  ///
  /// - Throws: ``PlainError`` `badQuery` for a name that the report does not know: it would silently be another report.
  init(_ values: [String: [String]], known: [String]) throws {
    for name in values.keys where !known.contains(name) {
      throw Self.unknown(name, known: known)
    }
    for (name, texts) in values where texts.contains("") { throw Self.bad(name, "", "…") }
    self.values = values
  }

  /// A text.
  func text(_ name: String) -> String? { values[name]?.last }

  /// Every text that is given.
  func texts(_ name: String) -> [String] { values[name] ?? [] }

  /// A date that exists.
  func date(_ name: String) throws -> BusinessDate? {
    try text(name).map { text in
      guard let date = BusinessDate(text) else {
        throw Self.bad(name, text, "2026-11-22", code: "badDate")
      }
      return date
    }
  }

  /// The first day of a month, such as `2026-11`.
  func month(_ name: String) throws -> BusinessDate? {
    try text(name).map { text in
      guard text.utf8.count == 7, let first = BusinessDate(text + "-01") else {
        throw Self.bad(name, text, "2026-11")
      }
      return first
    }
  }

  /// A whole number within a range.
  func whole(_ name: String, _ range: ClosedRange<Int>) throws -> Int? {
    try text(name).map { text in
      guard let number = Int(text), range.contains(number) else {
        throw Self.bad(name, text, "\(range.lowerBound) … \(range.upperBound)")
      }
      return number
    }
  }

  /// Words of a fixed set.
  func choices<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ type: Choice.Type
  ) throws -> [Choice] {
    try texts(name).map { text in
      guard let choice = Choice(rawValue: text) else {
        throw Self.bad(name, text, Choice.allCases.map(\.rawValue).joined(separator: ", "))
      }
      return choice
    }
  }

  private static func bad(
    _ name: String, _ text: String, _ right: String, code: String = "badQuery"
  ) -> PlainError {
    PlainError(
      code: code,
      Sentence(
        zhHans: "\(name)：不能是“\(text)”，请写成 \(right)。", zhHant: "\(name)：不能是「\(text)」，請寫成 \(right)。",
        en: "\(name): this cannot be \"\(text)\"; write it as \(right)."))
  }

  private static func unknown(_ name: String, known: [String]) -> PlainError {
    let list = known.joined(separator: ", ")
    return PlainError(
      code: "badQuery",
      Sentence(
        zhHans: "这份报表没有 \(name)，只有：\(list)。", zhHant: "這份報表沒有 \(name)，只有：\(list)。",
        en: "The report knows no \(name), only: \(list)."))
  }
}
