import ArgumentParser
import CardCrypto
import Desk
import Wording

struct KeysImport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Add a given key: of a card year, or of encrypting stripe readers.",
    discussion: """
      Keys on a command line are seen by others on the machine: give real ones with -, which reads the \
      digits from standard input.
      A reader's key is found by the key serial number that the reader sends. --bdk takes the base \
      derivation key of a whole key set and the beginning of its serial numbers; --initial-key takes \
      the key of one reader (IPEK) and its serial number. Keys are for triple DES (ANSI X9.24-1, 32 \
      digits), or with --aes for AES (X9.24-3, 32, 48 or 64 digits).

      Example: cardlane keys import --store keys.json --year 2026 --key - < year.hex
      Example: cardlane keys import --store keys.json --bdk - --ksn-prefix FFFF987654 < bdk.hex
      Example: cardlane keys import --store keys.json --initial-key - --ksn FFFF9876543210E00000
      """)

  @OptionGroup var file: KeyFileOptions

  @Option(help: "The card year.")
  var year: Int?

  @Option(help: "A card year's key: 32 hexadecimal digits, or - to read them from standard input.")
  var key: String?

  @Option(help: "What a card year's key may do: issue (and verify), or verify only.")
  var right: KeyRight = .issue

  @Option(help: "A base derivation key of readers: hexadecimal digits, or -.")
  var bdk: String?

  @Option(
    help: "How the readers' key serial numbers begin: 6 to 16 digits, such as issuer and key set.")
  var ksnPrefix: String?

  @Option(help: "The initial key of one reader: hexadecimal digits, or -.")
  var initialKey: String?

  @Option(help: "The key serial number of that reader: 20 digits, 24 for AES.")
  var ksn: String?

  @Flag(help: "The base derivation key is for AES.")
  var aes = false

  @Option(
    help:
      "With which key the readers encrypt tracks: reader (as the model's manual says), pin, data.")
  var variant: SwipeKeyVariant = .reader

  func validate() throws {
    let ways = [key != nil, bdk != nil, initialKey != nil].filter(\.self).count
    guard ways == 1 else { throw ValidationError(Self.oneKey) }
    guard (key == nil) == (year == nil), (bdk == nil) == (ksnPrefix == nil),
      (initialKey == nil) == (ksn == nil)
    else { throw ValidationError(Self.together) }
  }

  func run() async throws {
    if let key, let year {
      let secret = try SecretBytes(hexadecimalKey: digits(key), lengths: [16], option: "--key")
      let passphrase = try file.openPassphrase()
      let changed = try KeyFile.importKey(
        secret, at: file.path, year: year, right: right, passphrase: passphrase)
      try KeyListing(file: changed).show(file.speech)
    } else if let bdk, let ksnPrefix {
      let prefix = try KeySetPrefix(Hexadecimal.bytes(ksnPrefix.utf8))
      let secret = try SecretBytes(
        hexadecimalKey: digits(bdk), lengths: aes ? [16, 24, 32] : [16], option: "--bdk")
      let passphrase = try file.openPassphrase()
      let changed = try KeyFile.importBaseKey(
        secret, at: file.path, prefix: prefix, algorithm: aes ? .aes : .tdes, variant: variant,
        passphrase: passphrase)
      try KeyListing(file: changed).show(file.speech)
    } else if let initialKey, let ksn {
      let number = try KeySerialNumber(digits: ksn)
      let secret = try SecretBytes(
        hexadecimalKey: digits(initialKey),
        lengths: number.algorithm == .aes ? [16, 24, 32] : [16], option: "--initial-key")
      let passphrase = try file.openPassphrase()
      let changed = try KeyFile.importInitialKey(
        secret, at: file.path, of: number, variant: variant, passphrase: passphrase)
      try KeyListing(file: changed).show(file.speech)
    }
  }

  private func digits(_ text: String) -> String { text == "-" ? readLine() ?? "" : text }

  private static let oneKey = Sentence(
    zhHans: "请给出 --key、--bdk、--initial-key 中的一个", zhHant: "請給出 --key、--bdk、--initial-key 其中一個",
    en: "give one of --key, --bdk and --initial-key")
  private static let together = Sentence(
    zhHans: "--key 须与 --year、--bdk 须与 --ksn-prefix、--initial-key 须与 --ksn 同时给出",
    zhHant: "--key 須與 --year、--bdk 須與 --ksn-prefix、--initial-key 須與 --ksn 同時給出",
    en: "--key goes with --year, --bdk with --ksn-prefix, --initial-key with --ksn")
}

extension KeySerialNumber {
  /// Takes 20 or 24 hexadecimal digits.
  init(digits: String) throws { try self.init(Hexadecimal.bytes(digits.utf8)) }
}

extension SecretBytes {
  /// Reads a key from hexadecimal digits; the message never repeats them.
  fileprivate init(hexadecimalKey text: String, lengths: Set<Int>, option: String) throws {
    var bytes = try Hexadecimal.bytes(text.utf8)
    guard lengths.contains(bytes.count) else {
      defer { SecretBytes.clear(&bytes) }
      throw Self.badLength(bytes.count * 2, lengths, option)
    }
    self.init(consuming: &bytes)
  }

  private static func badLength(
    _ digits: Int, _ lengths: Set<Int>, _ option: String
  ) -> PlainError {
    let wanted = lengths.sorted().map { "\($0 * 2)" }
    return PlainError(
      code: "invalidKey",
      Sentence(
        zhHans: "\(option) 应为\(wanted.joined(separator: "、"))位十六进制数字，而不是\(digits)位。",
        zhHant: "\(option) 應為\(wanted.joined(separator: "、"))位十六進位數字，而不是\(digits)位。",
        en: "\(option) takes \(wanted.joined(separator: ", ")) hexadecimal digits, not \(digits)."))
  }
}
