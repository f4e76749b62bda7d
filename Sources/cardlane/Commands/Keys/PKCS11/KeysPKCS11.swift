import ArgumentParser
import CardCrypto
import Desk
import SecureModule
import Wording

/// `cardlane keys pkcs11 …`: issuer keys in a PKCS#11 token.
struct KeysPKCS11: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pkcs11",
    abstract: "Put issuer keys into a PKCS#11 token (an HSM, SoftHSM); see what it holds.",
    discussion: """
      A token is named by a URI (RFC 7512): --keys 'pkcs11:token=NAME?module-path=/usr/lib/….so'. \
      A key in it is labelled cardlane-YEAR, sensitive and not extractable. The user PIN comes from \
      CARDLANE_PIN, --pin-file or pin-source in the URI, else from a prompt.
      """,
    subcommands: [TokenImport.self, TokenGenerate.self, TokenList.self, TokenRetire.self])
}

/// The token that a command works on.
struct TokenOptions: ParsableArguments {
  @Option(name: .customLong("keys"), help: "The token: pkcs11:token=NAME?module-path=/…")
  var uri: String
  @OptionGroup var pin: PINOptions
  @OptionGroup var speech: SpeechOptions

  func store(writes: Bool) throws -> PKCS11KeyStore {
    try KeyDevice.store(TokenURI(uri), pin.secrets(), writes: writes)
  }
}

struct TokenImport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Copy a year's key from a key file into the token.",
    discussion: """
      Example: cardlane keys pkcs11 import --keys 'pkcs11:token=TILL?module-path=/usr/lib/softhsm/\
      libsofthsm2.so' --store keys.json --year 2026 --right verify
      """)

  @OptionGroup var token: TokenOptions
  @Option(name: .customLong("store"), help: "The key file.")
  var path: String
  @OptionGroup var passphrase: PassphraseOptions
  @Option(help: "The card year.")
  var year: Int
  @Option(help: "What the key may do in the token: verify, or issue (and verify).")
  var right: KeyRight = .verify

  func run() async throws {
    let file = try KeyFile.read(at: path)
    let held = try file.key(year: year, passphrase: passphrase.passphrase())
    guard right <= held.right else { throw KeyStoreError.noIssuingRight(year: year) }
    let store = try token.store(writes: true)
    try await store.load(held.key, year: year, right: right)
    try KeyDeviceListing(store.device, try await store.entries()).show(token.speech)
  }
}

struct TokenGenerate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Have the token make a year's key, which nobody ever sees.",
    discussion: """
      No other store can ever hold this key: for an issuer all of whose lanes ask one HSM.

      Example: cardlane keys pkcs11 generate --keys 'pkcs11:…' --year 2027
      """)

  @OptionGroup var token: TokenOptions
  @Option(help: "The card year.")
  var year: Int

  func run() async throws {
    guard KeyFile.yearRange.contains(year) else { throw KeyFileError.invalidYear(year) }
    let store = try token.store(writes: true)
    try await store.load(nil, year: year, right: .issue)
    try KeyDeviceListing(store.device, try await store.entries()).show(token.speech)
  }
}

struct TokenList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show years, rights and check values of the keys in a token.",
    discussion: "Example: cardlane keys pkcs11 list --keys 'pkcs11:…' --json")

  @OptionGroup var token: TokenOptions

  func run() async throws {
    let store = try token.store(writes: false)
    try KeyDeviceListing(store.device, try await store.entries()).show(token.speech)
  }
}

struct TokenRetire: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire", abstract: "Delete the key of a year from the token, for good.",
    discussion: "Example: cardlane keys pkcs11 retire --keys 'pkcs11:…' --year 2024")

  @OptionGroup var token: TokenOptions
  @OptionGroup var retirement: RetirementOptions

  func run() async throws {
    try retirement.check()
    let store = try token.store(writes: true)
    try await store.retire(year: retirement.year)
    try KeyDeviceListing(store.device, try await store.entries()).show(token.speech)
  }
}
