import ArgumentParser
import CardCrypto
import Desk
import VIPCard
import Wording

/// Which year's key goes, and whether it may.
struct RetirementOptions: ParsableArguments {
  @Option(help: "The card year whose key is deleted.")
  var year: Int
  @Flag(help: "Delete it although its cards are still good.")
  var force = false
  @OptionGroup var day: DateOptions

  /// Refuses a year whose cards are good on the business date, or will be.
  func check() throws {
    guard !force else { return }
    guard let year = CardYear(year) else { throw KeyFileError.invalidYear(year) }
    guard year.validity(on: day.businessDate) == .expired else {
      throw PlainError(
        code: "keyYearInUse",
        Sentence(
          zhHans: "\(self.year)年的卡仍然有效或即将有效，没有删除密钥。",
          zhHant: "\(self.year)年的卡仍然有效或即將有效，沒有刪除金鑰。",
          en: "Cards of \(self.year) are good still, or will be; the key was not deleted."),
        hint: Sentence(
          zhHans: "确实要停用时加 --force。", zhHant: "確實要停用時加 --force。",
          en: "If they shall stop all the same, add --force."),
        nature: .refusal)
    }
  }
}

struct KeysRetire: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire", abstract: "Take the key of a past year out of a key file.",
    discussion: """
      Cards of that year are expired before their key goes; a year whose cards are still good is \
      refused without --force. Backups keep the key.

      Example: cardlane keys retire --store keys.json --year 2024
      """)

  @OptionGroup var file: KeyFileOptions
  @OptionGroup var retirement: RetirementOptions

  func run() async throws {
    try retirement.check()
    let changed = try KeyFile.retire(
      year: retirement.year, at: file.path, passphrase: file.passphrase.passphrase())
    try KeyListing(file: changed).show(file.speech)
  }
}

struct KeysRewrap: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rewrap", abstract: "Give a key file a new passphrase: every key is wrapped anew.",
    discussion: """
      The file is replaced as a whole or not at all. Backups keep their old passphrase.

      Example: cardlane keys rewrap --store keys.json --new-passphrase-file new
      """)

  @OptionGroup var file: KeyFileOptions
  @Option(
    help: ArgumentHelp(
      "A file (mode 0600) with the new passphrase; else CARDLANE_NEW_PASSPHRASE, else a prompt.",
      valueName: "file"))
  var newPassphraseFile: String?

  func run() async throws {
    let old = try file.passphrase.passphrase()
    let new = try PINOptions.read(
      file: newPassphraseFile, environment: "CARDLANE_NEW_PASSPHRASE", prompt: "New passphrase: ",
      device: file.path)
    let changed = try KeyFile.rewrap(at: file.path, passphrase: old, newPassphrase: new)
    try KeyListing(file: changed).show(file.speech)
  }
}
