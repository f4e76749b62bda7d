public import ArgumentParser
public import CardCrypto
import Foundation
import Wording

struct KeysInit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a new, empty key file. A file that exists is left alone.",
    discussion: "Example: cardlane keys init --store keys.json")

  @OptionGroup var file: KeyFileOptions

  func run() async throws {
    let made = try KeyFile.create(
      at: file.path, passphrase: file.passphrase.passphrase(isNew: true))
    try KeyListing(file: made).show(file.speech)
  }
}

struct KeysAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a new random key for a card year.",
    discussion: """
      A year that has a key keeps it: cards of that year would stop. The file is made where there is \
      none.

      Example: cardlane keys add --store keys.json --year 2026
      """)

  @OptionGroup var file: KeyFileOptions

  @Option(help: "The card year.")
  var year: Int

  @Option(help: "What the key may do: issue (and verify), or verify only.")
  var right: KeyRight = .issue

  func run() async throws {
    let passphrase = try file.openPassphrase()
    let changed = try KeyFile.addRandomKey(
      at: file.path, year: year, right: right, passphrase: passphrase)
    try KeyListing(file: changed).show(file.speech)
  }
}

struct KeysImport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Add a given key for a card year, such as a test key.",
    discussion: """
      Keys on a command line are seen by others on the machine: give real ones with --key -, which \
      reads the digits from standard input.

      Example: cardlane keys import --store keys.json --year 2026 --key - < year.hex
      """)

  @OptionGroup var file: KeyFileOptions

  @Option(help: "The card year.")
  var year: Int

  @Option(help: "32 hexadecimal digits, or - to read them from standard input.")
  var key: String

  @Option(help: "What the key may do: issue (and verify), or verify only.")
  var right: KeyRight = .issue

  func run() async throws {
    let digits = key == "-" ? readLine() ?? "" : key
    let secret = try SecretBytes(hexadecimalKey: digits)
    let passphrase = try file.openPassphrase()
    let changed = try KeyFile.importKey(
      secret, at: file.path, year: year, right: right, passphrase: passphrase)
    try KeyListing(file: changed).show(file.speech)
  }
}

struct KeysList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show years, rights and check values; needs no passphrase.",
    discussion: "Example: cardlane keys list --store keys.json --json")

  @OptionGroup var file: KeyFileOptions

  func run() async throws {
    try KeyListing(file: KeyFile.read(at: file.path)).show(file.speech)
  }
}

struct KeysTill: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "till",
    abstract: "Make a till's key file: some years, without the right to issue.",
    discussion: """
      A till holds this year's and last year's keys. A year that the file does not hold is refused.

      Example: cardlane keys till --store keys.json --to till.json --year 2025 --year 2026
      """)

  @OptionGroup var file: KeyFileOptions

  @Option(help: "The new file.")
  var to: String

  @Option(name: .customLong("year"), help: "A card year to copy; repeat for more.")
  var years: [Int]

  @Option(help: "A file (mode 0600) with the new file's own passphrase; else the same one.")
  var newPassphraseFile: String?

  func run() async throws {
    let source = try KeyFile.read(at: file.path)
    for year in years where !source.listing.contains(where: { $0.year == year }) {
      throw KeyStoreError.unknownYear(year)
    }
    let passphrase = try file.passphrase.passphrase()
    let own = try newPassphraseFile.map { try KeyFile.passphrase(fromFile: $0) } ?? passphrase
    let made = try source.copyForVerifying(
      to: to, years: Set(years), passphrase: passphrase, newPassphrase: own)
    try KeyListing(file: made).show(file.speech)
  }
}

extension KeyFileOptions {
  /// The passphrase, after making the file where there is none yet.
  fileprivate func openPassphrase() throws -> SecretBytes {
    let isNew = !FileManager.default.fileExists(atPath: path)
    let secret = try passphrase.passphrase(isNew: isNew)
    if isNew { try KeyFile.create(at: path, passphrase: secret) }
    return secret
  }
}

extension SecretBytes {
  /// Reads a 16-byte key from hexadecimal digits; the message never repeats them.
  fileprivate init(hexadecimalKey text: String) throws {
    var bytes = try Hexadecimal.bytes(text.utf8)
    guard bytes.count == 16 else {
      defer { SecretBytes.clear(&bytes) }
      throw Self.badLength(bytes.count * 2)
    }
    self.init(consuming: &bytes)
  }

  private static func badLength(_ digits: Int) -> PlainError {
    PlainError(
      code: "invalidKey",
      Sentence(
        zhHans: "--key 应为32位十六进制数字，而不是\(digits)位。",
        zhHant: "--key 應為32位十六進位數字，而不是\(digits)位。",
        en: "--key takes 32 hexadecimal digits, not \(digits)."))
  }
}

extension KeyRight: ExpressibleByArgument {}
