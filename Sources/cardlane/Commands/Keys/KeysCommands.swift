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

struct KeysList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Show years, rights, readers and check values; needs no passphrase.",
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
      A till holds this year's and last year's keys. A year that the file does not hold is refused. \
      Of an encrypting reader the till gets the initial key only, never the base derivation key: what \
      is stolen from one till decrypts no other reader.

      Example: cardlane keys till --store keys.json --to till.json --year 2026 \
      --reader FFFF9876543210E00000
      """)

  @OptionGroup var file: KeyFileOptions

  @Option(help: "The new file.")
  var to: String

  @Option(name: .customLong("year"), help: "A card year to copy; repeat for more.")
  var years: [Int]

  @Option(
    name: .customLong("reader"),
    help: "The key serial number of an encrypting reader at this till; repeat for more.",
    transform: KeySerialNumber.init(digits:))
  var readers: [KeySerialNumber] = []

  @Option(help: "A file (mode 0600) with the new file's own passphrase; else the same one.")
  var newPassphraseFile: String?

  func run() async throws {
    let source = try KeyFile.read(at: file.path)
    for year in years where !source.listing.contains(where: { $0.year == year }) {
      throw KeyStoreError.unknownYear(year)
    }
    let passphrase = try file.passphrase.passphrase()
    let own = try newPassphraseFile.map { try KeyFile.passphrase(fromFile: $0) } ?? passphrase
    if !readers.isEmpty {
      // A reader that is not known is refused before a file is made.
      let keys = try source.unlockReaderKeys(passphrase: passphrase)
      for reader in readers where keys.keySet(for: reader) == nil {
        throw SwipeKeyError.noKeySet(reader)
      }
    }
    var made = try source.copyForVerifying(
      to: to, years: Set(years), passphrase: passphrase, newPassphrase: own)
    if !readers.isEmpty {
      made = try source.copyReaderKeys(
        of: readers, to: to, passphrase: passphrase, tillPassphrase: own)
    }
    try KeyListing(file: made).show(file.speech)
  }
}

extension KeyFileOptions {
  /// The passphrase, after making the file where there is none yet.
  func openPassphrase() throws -> SecretBytes {
    let isNew = !FileManager.default.fileExists(atPath: path)
    let secret = try passphrase.passphrase(isNew: isNew)
    if isNew { try KeyFile.create(at: path, passphrase: secret) }
    return secret
  }
}

extension KeyRight: ExpressibleByArgument {}
extension SwipeKeyVariant: ExpressibleByArgument {}
