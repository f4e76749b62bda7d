public import Wording

/// A document that cannot be used, with every mistake in it.
public struct DocumentError: ListsMistakes, Hashable {
  /// The file's name as given by the caller; `nil` where the document is no file.
  public let file: String?
  /// All mistakes, by place in the document; at least one.
  public let mistakes: [Mistake]

  /// Makes an error from a document's mistakes.
  public init(file: String? = nil, mistakes: [Mistake]) {
    self.file = file
    self.mistakes = mistakes
  }

  public var code: String { "invalidDocument" }
  public var nature: ErrorNature { .input }
  public var message: Sentence { file.map { mistakes.joined(file: $0) } ?? mistakes.joined }
  public var hint: Sentence? {
    Sentence(
      zhHans: "请改正后重试；其中的内容均未使用。", zhHant: "請改正後重試；其中的內容均未使用。",
      en: "Correct it and try again; nothing of it was used.")
  }
}
