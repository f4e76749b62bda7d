import ArgumentParser
import CardCrypto
import Desk
import Foundation
import Wording

/// Where a supervisor's PIN comes from: a file, or the terminal; never the command line itself.
struct SupervisorPINOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file (mode 0600) with the supervisor's PIN, where supervisors are enrolled; else a prompt.",
      valueName: "file"))
  var supervisorPinFile: String?

  /// Asks for the PIN of somebody, when it is needed.
  func pin(of name: String) -> () throws -> SecretBytes {
    { try Self.read(file: supervisorPinFile, prompt: "PIN (\(name)): ") }
  }

  /// Reads a PIN; without a file it is asked for on a terminal.
  static func read(file: String?, prompt: String) throws -> SecretBytes {
    if let file { return try KeyFile.passphrase(fromFile: file) }
    guard isatty(STDIN_FILENO) == 1, let typed = unsafe getpass(prompt) else { throw missing }
    let length = unsafe strlen(typed)
    defer { unsafe explicit_bzero(typed, length) }
    return unsafe SecretBytes(UnsafeRawBufferPointer(start: typed, count: length))
  }

  private static let missing = PlainError(
    code: "pinNeeded",
    Sentence(
      zhHans: "需要主管的密码，什么也没有做。", zhHant: "需要主管的密碼，什麼也沒有做。",
      en: "The supervisor's PIN is needed; nothing was done."),
    hint: Sentence(
      zhHans: "请在终端上输入，或用 --supervisor-pin-file 指定文件。",
      zhHant: "請在終端機上輸入，或用 --supervisor-pin-file 指定檔案。",
      en: "Type it on a terminal, or name a file with --supervisor-pin-file."), nature: .refusal)
}
