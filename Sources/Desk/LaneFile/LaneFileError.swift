public import Documents
public import Wording

/// A lane file that cannot be used, with every mistake in it.
public struct LaneFileError: ListsMistakes, Hashable {
  /// Where the file is, as it was found.
  public let file: String
  /// All mistakes, by place in the file; at least one.
  public let mistakes: [Mistake]

  /// Makes an error from a file's mistakes.
  public init(file: String, mistakes: [Mistake]) {
    self.file = file
    self.mistakes = mistakes
  }

  public var code: String { "invalidLaneFile" }
  public var nature: ErrorNature { .input }
  public var message: Sentence { mistakes.joined(file: file) }
  public var hint: Sentence? {
    Sentence(
      zhHans: "请改正款台文件后重试；什么也没有开始。", zhHant: "請改正款台檔案後重試；什麼也沒有開始。",
      en: "Correct the lane file and try again; nothing was started.")
  }
}
