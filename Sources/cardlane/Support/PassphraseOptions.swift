import ArgumentParser
import CardCrypto
import Desk
import Foundation
import Wording

/// Where the passphrase of a key file comes from: `CARDLANE_PASSPHRASE`, a file, or the terminal.
struct PassphraseOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file (mode 0600) that holds the passphrase; else CARDLANE_PASSPHRASE, else a prompt.",
      valueName: "file"))
  var passphraseFile: String?

  /// The passphrase; a new one is asked for twice on a terminal.
  func passphrase(isNew: Bool = false) throws -> SecretBytes {
    try Self.passphrase(file: passphraseFile, isNew: isNew)
  }

  /// The passphrase, from a file where one is named; a new one is asked for twice on a terminal.
  static func passphrase(file: String?, isNew: Bool = false) throws -> SecretBytes {
    if let file { return try KeyFile.passphrase(fromFile: file) }
    if let value = ProcessInfo.processInfo.environment["CARDLANE_PASSPHRASE"] {
      return SecretBytes(Array(value.utf8))
    }
    guard isatty(STDIN_FILENO) == 1 else { throw missing }
    let first = try ask("Passphrase: ")
    if isNew, try ask("Once more: ") != first { throw different }
    return first
  }

  private static func ask(_ prompt: String) throws -> SecretBytes {
    guard let typed = unsafe getpass(prompt) else { throw missing }
    let length = unsafe strlen(typed)
    defer { unsafe explicit_bzero(typed, length) }
    return unsafe SecretBytes(UnsafeRawBufferPointer(start: typed, count: length))
  }

  private static let missing = PlainError(
    code: "passphraseMissing",
    Sentence(
      zhHans: "没有密钥文件的口令。", zhHant: "沒有金鑰檔案的口令。", en: "There is no passphrase for the key file."),
    hint: Sentence(
      zhHans: "设置环境变量 CARDLANE_PASSPHRASE，或用 --passphrase-file 指定文件。",
      zhHant: "設定環境變數 CARDLANE_PASSPHRASE，或用 --passphrase-file 指定檔案。",
      en: "Set CARDLANE_PASSPHRASE, or name a file with --passphrase-file."))

  private static let different = PlainError(
    code: "passphrasesDiffer",
    Sentence(
      zhHans: "两次输入的口令不同，什么也没有改变。", zhHant: "兩次輸入的口令不同，什麼也沒有改變。",
      en: "The two passphrases differ; nothing was changed."))
}
