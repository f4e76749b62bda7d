public import Wording

/// One thing that is wrong in a document: where, what, and what to do.
public struct Mistake: Sendable, Hashable {
  /// A stable name in lowerCamelCase, such as `unknownKey`.
  public var code: String
  /// The field's path, such as `lines[0].quantity`; empty for the document as a whole.
  public var path: String
  /// The line in the file, from 1; `nil` where the input has no lines.
  public var line: Int?
  /// The column in the line, from 1.
  public var column: Int?
  /// What is wrong, without the place.
  public var sentence: Sentence
  /// What would be right; `nil` where nothing can be guessed.
  public var suggestion: Sentence?
  /// Whose matter it is: input for a malformed field, refusal for what business forbids.
  public var nature: ErrorNature

  /// Makes a mistake.
  public init(
    code: String, path: String, line: Int? = nil, column: Int? = nil, sentence: Sentence,
    suggestion: Sentence? = nil, nature: ErrorNature = .input
  ) {
    self.code = code
    self.path = path
    self.line = line
    self.column = column
    self.sentence = sentence
    self.suggestion = suggestion
    self.nature = nature
  }

  /// The mistake in one language with its place, such as `3:9 lines[0].quantity: …`.
  ///
  /// - Parameters:
  ///   - language: the language that it is said in.
  ///   - naming: what people call the field of a path; `nil` where the path itself is best.
  public func text(
    in language: Language, naming: (String) -> Sentence? = { _ in nil }
  ) -> String {
    var place = ""
    if let line { place = "\(line):\(column ?? 1) " }
    let colon = language == .english ? ": " : "："
    let field =
      path.isEmpty ? "" : naming(path).map { $0[language] + colon } ?? path + ": "
    let advice = suggestion.map { (language == .english ? " " : "") + $0[language] } ?? ""
    return place + field + sentence[language] + advice
  }
}

extension [Mistake] {
  /// All of them as one sentence, one a line.
  package var joined: Sentence { joined { _ in nil } }

  /// All of them as one sentence, one a line, with what people call the fields.
  ///
  /// What business forbids is said to a cashier, who knows no field.
  package func joined(naming: (String) -> Sentence?) -> Sentence {
    func all(_ language: Language) -> String {
      map { mistake in
        var mistake = mistake
        if mistake.nature == .refusal { mistake.path = "" }
        return mistake.text(in: language, naming: naming)
      }.joined(separator: "\n")
    }
    return Sentence(
      zhHans: all(.simplifiedChinese), zhHant: all(.traditionalChinese), en: all(.english))
  }

  /// All of them as one sentence, one a line: `file:line:column: field: what is wrong.`
  package func joined(file: String) -> Sentence {
    func all(_ language: Language) -> String {
      map { mistake in
        let line = mistake.line.map { ":\($0):\(mistake.column ?? 1)" } ?? ""
        var bare = mistake
        bare.line = nil
        return "\(file)\(line): \(bare.text(in: language))"
      }.joined(separator: "\n")
    }
    return Sentence(
      zhHans: all(.simplifiedChinese), zhHant: all(.traditionalChinese), en: all(.english))
  }
}
