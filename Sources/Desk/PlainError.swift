import Foundation
public import Wording

/// An error of the system (a file that is not there, a full disk) in the house's form.
public struct PlainError: ExplainedError {
  /// A stable name in lowerCamelCase.
  public let code: String
  /// What happened, and to what.
  public let message: Sentence
  /// The next step, where there is one.
  public let hint: Sentence?
  /// Whose matter it is.
  public let nature: ErrorNature

  /// Explains any error that has no explanation of its own.
  public init(_ error: any Error) {
    let text = (error as? any LocalizedError)?.errorDescription ?? String(describing: error)
    code = "systemError"
    message = Sentence(zhHans: "系统错误：\(text)", zhHant: "系統錯誤：\(text)", en: text)
    hint = nil
    nature = .device
  }

  /// Wrong input that the command itself found.
  public init(
    code: String, _ message: Sentence, hint: Sentence? = nil, nature: ErrorNature = .input
  ) {
    self.code = code
    self.message = message
    self.hint = hint
    self.nature = nature
  }

  /// A file that cannot be read.
  public static func unreadable(_ path: String, _ reason: String) -> PlainError {
    PlainError(
      code: "fileUnreadable",
      Sentence(
        zhHans: "无法读取文件“\(path)”：\(reason)。", zhHant: "無法讀取檔案「\(path)」：\(reason)。",
        en: "The file \"\(path)\" cannot be read: \(reason)."),
      hint: Sentence(
        zhHans: "请检查路径和权限；用“-”读取标准输入。", zhHant: "請檢查路徑和權限；用「-」讀取標準輸入。",
        en: "Check the path and its permissions; \"-\" reads standard input."))
  }
}
