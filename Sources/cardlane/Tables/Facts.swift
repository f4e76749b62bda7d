import Wording

/// What is known, one fact a line: a name on the left, the value on the right.
struct Facts {
  private var lines: [(name: Sentence, value: String)] = []

  /// Adds a fact; nothing where there is no value.
  mutating func add(
    _ zhHans: String, _ zhHant: String, _ english: String, _ value: (some CustomStringConvertible)?
  ) {
    guard let value else { return }
    lines.append((Sentence(zhHans: zhHans, zhHant: zhHant, en: english), value.description))
  }

  /// The facts with their values in one column.
  func text(_ language: Language) -> String {
    let width = lines.reduce(0) { max($0, DisplayText.width($1.name[language])) }
    return lines.map { line in
      DisplayText.padded(line.name[language], to: width) + "  " + VisibleText.of(line.value)
    }.joined(separator: "\n")
  }
}
