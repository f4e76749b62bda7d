import ArgumentParser
import Desk
import Foundation
import Receipts
import Wording

/// A printer profile on the command line: the name of a built-in one, or a file.
enum PrinterProfileArgument {
  /// What `--help` says of it.
  static let help = ArgumentHelp(
    stringLiteral: "The printer profile: a JSON or YAML file, or one of "
      + PrinterProfile.all.map(\.name).joined(separator: ", ") + ".")

  /// Reads one.
  ///
  /// - Throws: `ValidationError` for a name that nobody knows, `DocumentError` for a file that is none.
  static func read(_ text: String) throws -> PrinterProfile {
    if let profile = PrinterProfile.named(text) { return profile }
    guard text.contains("/") || text.contains(".") else {
      let known = PrinterProfile.all.map(\.name).joined(separator: ", ")
      throw ValidationError("a printer profile is a file or one of: \(known); not \(text)")
    }
    return try PrinterProfile.read(InputFile.bytes(text), file: text)
  }
}
