public import Documents
public import Wording

/// A program file that cannot be used, with every mistake in it.
public struct ProgramError: ListsMistakes, Hashable {
  /// The file's name as given by the caller.
  public let file: String
  /// All mistakes, by place in the file; at least one.
  public let mistakes: [Mistake]

  /// Makes an error from a file's mistakes.
  public init(file: String, mistakes: [Mistake]) {
    self.file = file
    self.mistakes = mistakes
  }

  public var code: String { "invalidProgram" }
  public var nature: ErrorNature { .input }

  /// One line a mistake: `file:line:column: field: what is wrong. What would be right.`
  public var message: Sentence { mistakes.joined(file: file) }

  public var hint: Sentence? {
    Sentence(
      zhHans: "请改正后再检查一次；原来的规则继续有效。", zhHant: "請改正後再檢查一次；原來的規則繼續有效。",
      en: "Correct the file and check it again; the rules in force have not changed.")
  }
}
