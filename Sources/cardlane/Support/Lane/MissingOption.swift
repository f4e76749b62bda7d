import ArgumentParser
import Desk
import Wording

/// An option without which a command cannot work, and that neither the command line nor a lane file gives.
struct MissingOption {
  private let option: String
  private let field: String

  /// - Parameters:
  ///   - option: The option, such as `--store`.
  ///   - field: The field of the lane file that would say it.
  init(_ option: String, field: String) {
    self.option = option
    self.field = field
  }

  /// The same words as for an option that no lane file can give, and where else it may stand.
  var error: ValidationError {
    let argument = "\(option) <\(option.dropFirst(2))>"
    return ValidationError(
      Sentence(
        zhHans: "缺少参数 '\(argument)'；也可写在款台文件的 \(field) 中（cardlane lane init）",
        zhHant: "缺少參數 '\(argument)'；也可寫在款台檔案的 \(field) 中（cardlane lane init）",
        en: "Missing expected argument '\(argument)'; the lane file may name it as \(field) "
          + "(cardlane lane init)"))
  }

  /// The value in force, or the error.
  static func value<Value>(
    _ setting: Setting<Value>?, _ option: String, field: String
  ) throws -> Value {
    guard let setting else { throw MissingOption(option, field: field).error }
    return setting.value
  }
}
