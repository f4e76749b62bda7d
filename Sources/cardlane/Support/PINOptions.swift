import ArgumentParser
import CardCrypto
import Foundation
import SecureModule

/// Where the PIN of a SAM or token comes from: a file, `CARDLANE_PIN`, or the terminal.
struct PINOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file (mode 0600) that holds the PIN of the SAM or token; else CARDLANE_PIN, else a prompt.",
      valueName: "file"))
  var pinFile: String?

  @Flag(help: "Use the last PIN try of the SAM or token, which locks it if the PIN is wrong.")
  var lastTry = false

  /// The PIN of a device, from a file where one is named.
  static func pin(for device: String, file: String?) throws -> SecretBytes {
    try read(
      file: file, environment: "CARDLANE_PIN", prompt: "PIN (\(device)): ", device: device)
  }

  /// A secret from a file, the environment or the terminal; never from the command line itself.
  static func read(
    file: String?, environment: String, prompt: String, device: String
  ) throws -> SecretBytes {
    if let file { return try KeyFile.passphrase(fromFile: file) }
    if let value = ProcessInfo.processInfo.environment[environment], !value.isEmpty {
      return SecretBytes(Array(value.utf8))
    }
    guard isatty(STDIN_FILENO) == 1, let typed = unsafe getpass(prompt) else {
      throw KeyDeviceFailure(.pinMissing, device: device)
    }
    let length = unsafe strlen(typed)
    defer { unsafe explicit_bzero(typed, length) }
    return unsafe SecretBytes(UnsafeRawBufferPointer(start: typed, count: length))
  }
}
