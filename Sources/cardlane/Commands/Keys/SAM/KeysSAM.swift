import ArgumentParser
import CardCrypto
import Desk
import SecureModule
import SmartCard
import Wording

/// `cardlane keys sam …`: the secure access module of a lane.
struct KeysSAM: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sam",
    abstract: "Personalise a secure access module, once; see what it holds.",
    discussion: """
      A SAM is a card in a reader of its own that computes with issuer keys and never gives one out. \
      The administrator's key stays at the issuing desk; a lane gets the pairing file and a PIN, and \
      then uses --keys 'sam:READER?pairing=FILE'. PINs come from CARDLANE_PIN and \
      CARDLANE_ISSUER_PIN, from files, or from a prompt; a wrong one is never tried again by itself.
      """,
    subcommands: [
      SAMInit.self, SAMLoad.self, SAMList.self, SAMRetire.self, SAMUnlock.self,
    ])
}

/// The SAM that a command works on, from the issuing desk's side.
struct SAMDeskOptions: ParsableArguments {
  @Option(help: "The reader with the SAM, or a part of its name.")
  var reader: String
  @Option(
    help: ArgumentHelp("The administrator's key (mode 0600); init makes it.", valueName: "file"))
  var adminKeyFile: String
  @OptionGroup var speech: SpeechOptions

  func administrator() async throws -> SAMAdministrator {
    let key = try SecretBytes(keyFile: adminKeyFile)
    return try await SAMAdministrator(
      try await SAMReader(reader).connect(), device: reader, administratorKey: key)
  }
}

struct SAMInit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Give a new SAM its administrator's key and PINs, and write the lane's pairing file.",
    discussion: """
      Do it where nobody listens: it is the one command that goes in the clear. A SAM that has keys \
      is left as it is.

      Example: cardlane keys sam init --reader "PCD 00 01" --admin-key-file desk.key --pairing-file \
      till.pair
      """)

  @OptionGroup var desk: SAMDeskOptions
  @Option(
    help: ArgumentHelp("Where the lane's pairing key is written (mode 0600).", valueName: "file"))
  var pairingFile: String
  @Option(help: ArgumentHelp("A file (mode 0600) with the till's PIN.", valueName: "file"))
  var pinFile: String?
  @Option(help: ArgumentHelp("A file (mode 0600) with the issuing PIN.", valueName: "file"))
  var issuerPINFile: String?

  func run() async throws {
    let till = try SAMPIN(
      checking:
        PINOptions.read(
          file: pinFile, environment: "CARDLANE_PIN", prompt: "PIN: ", device: desk.reader))
    let issuer = try SAMPIN(
      checking:
        PINOptions.read(
          file: issuerPINFile, environment: "CARDLANE_ISSUER_PIN", prompt: "Issuing PIN: ",
          device: desk.reader))
    let channel = try await SAMReader(desk.reader).connect()
    let before = try await SAMAdministrator.information(channel, device: desk.reader)
    // The key is on disk before the SAM gets it: one that nobody holds would be a SAM lost.
    let key = try administratorKey()
    let information =
      before.isInitialized
      ? before
      : try await SAMAdministrator.initialize(
        channel, device: desk.reader, administratorKey: key, pins: [.till: till, .issuer: issuer])
    if before.isInitialized {
      throw KeyDeviceFailure(
        .refused, device: desk.reader, detail: "the SAM has keys already")
    }
    try SAMProfile.pairingKey(administratorKey: key, serial: information.serial)
      .writeKey(to: pairingFile)
    try KeyDeviceListing(desk.reader, []).show(desk.speech)
  }

  private func administratorKey() throws -> SecretBytes {
    do {
      return try SecretBytes(keyFile: desk.adminKeyFile)
    } catch KeyFileError.notFound {
      let key = SecretBytes.random(count: 16)
      try key.writeKey(to: desk.adminKeyFile)
      return key
    }
  }
}

struct SAMLoad: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load",
    abstract: "Load keys from a key file into the SAM, each wrapped all the way.",
    discussion: """
      A year that the SAM holds is left as it is. Next year's key may be loaded ahead: its cards are \
      refused until December all the same.

      Example: cardlane keys sam load --reader "PCD 00 01" --admin-key-file desk.key --store \
      keys.json --year 2025 --year 2026
      """)

  @OptionGroup var desk: SAMDeskOptions
  @Option(name: .customLong("store"), help: "The key file.")
  var path: String
  @OptionGroup var passphrase: PassphraseOptions
  @Option(name: .customLong("year"), help: "A card year to load; repeat for more.")
  var years: [Int]
  @Flag(help: "Load the keys without the right to issue, for a till's SAM.")
  var verifyOnly = false

  func run() async throws {
    let file = try KeyFile.read(at: path)
    for year in years where !file.listing.contains(where: { $0.year == year }) {
      throw KeyStoreError.unknownYear(year)
    }
    let administratorKey = try SecretBytes(keyFile: desk.adminKeyFile)
    let wrapped = try file.wrapped(
      years: Set(years), passphrase: passphrase.passphrase(), under: administratorKey)
    let administrator = try await desk.administrator()
    for (listing, key) in wrapped {
      try await administrator.load(
        SAMKeyEntry(
          year: listing.year, right: verifyOnly ? .verify : listing.right,
          checkValue: listing.checkValue), wrapped: key)
    }
    try KeyDeviceListing(desk.reader, try await administrator.entries()).show(desk.speech)
  }
}

struct SAMList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show years, rights and check values of the keys in a SAM.",
    discussion: "Example: cardlane keys sam list --keys 'sam:PCD 00 01?pairing=till.pair' --json")

  @OptionGroup var keys: KeyOptions
  @OptionGroup var speech: SpeechOptions

  func validate() throws {
    guard keys.keyFile?.hasPrefix(SAMURI.scheme) == true else {
      throw ValidationError("--keys takes sam:READER?pairing=FILE here")
    }
  }

  func run() async throws {
    let uri = try SAMURI(keys.keyFile ?? "")
    let store = try KeyDevice.store(uri, keys.secrets)
    try KeyDeviceListing(uri.reader, try await store.entries()).show(speech)
  }
}

struct SAMRetire: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire", abstract: "Delete the key of a year from the SAM, for good.",
    discussion: """
      A year whose cards are still good is refused without --force.

      Example: cardlane keys sam retire --reader "PCD 00 01" --admin-key-file desk.key --year 2024
      """)

  @OptionGroup var desk: SAMDeskOptions
  @OptionGroup var retirement: RetirementOptions

  func run() async throws {
    try retirement.check()
    let administrator = try await desk.administrator()
    guard try await administrator.entries().contains(where: { $0.year == retirement.year }) else {
      throw KeyStoreError.unknownYear(retirement.year)
    }
    try await administrator.retire(year: retirement.year)
    try KeyDeviceListing(desk.reader, try await administrator.entries()).show(desk.speech)
  }
}

struct SAMUnlock: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unlock", abstract: "Set a PIN of the SAM anew, with all its tries.",
    discussion: """
      Example: CARDLANE_PIN=… cardlane keys sam unlock --reader "PCD 00 01" --admin-key-file \
      desk.key --role till
      """)

  @OptionGroup var desk: SAMDeskOptions
  @Option(help: "Whose PIN: till or issuer.")
  var role: SAMRoleArgument = .till
  @Option(help: ArgumentHelp("A file (mode 0600) with the new PIN.", valueName: "file"))
  var pinFile: String?

  func run() async throws {
    let pin = try SAMPIN(
      checking:
        PINOptions.read(
          file: pinFile, environment: role.variable, prompt: "PIN: ", device: desk.reader))
    let administrator = try await desk.administrator()
    try await administrator.unlock(role.role, pin: pin)
    try KeyDeviceListing(desk.reader, try await administrator.entries()).show(desk.speech)
  }
}

/// Whose PIN, as the command line names it.
enum SAMRoleArgument: String, ExpressibleByArgument, CaseIterable {
  case till, issuer

  var role: SAMRole { self == .till ? .till : .issuer }
  var variable: String { self == .till ? "CARDLANE_PIN" : "CARDLANE_ISSUER_PIN" }
}
