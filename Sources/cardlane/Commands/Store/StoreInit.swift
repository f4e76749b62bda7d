import ArgumentParser
import Desk
import MemberStore
import PostgresStore
import Wire
import Wording

struct StoreInit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a store: a file, or the tables in a database.",
    discussion: """
      A database is made by its keeper; init makes the tables in it, as their owner. --grant gives the role of the \
      lanes what a lane needs: it may add to the ledgers and never change or remove what is in them. Where the store \
      is there already nothing changes but what is granted.
      The password comes from a password file (PGPASSFILE, ~/.pgpass), never from the command line; a server that is \
      not this machine is spoken to under TLS, its name checked.

      Example: cardlane store init --store postgres://owner@book.example/cardlane --grant lanes
      """)

  @Option(help: "The store: \(StorePlace.help)")
  var store: String?
  @Option(help: "The database's role for the lanes.", transform: PersonArgument.parse)
  var grant: String?
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    try await StoreMaking(store: store, role: grant).run(speech)
  }
}

struct StoreMigrate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Bring a store's tables up to the version of this program.",
    discussion: """
      A file does so by itself when it is opened. The tables of a database are brought up to date by their owner, \
      when the lanes have the new version.

      Example: cardlane store migrate --store postgres://owner@book.example/cardlane
      """)

  @Option(help: "The store: \(StorePlace.help)")
  var store: String?
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    try StoreOptions.requireThere(StorePlace(StoreOptions.path(store)))
    try await StoreMaking(store: store, role: nil).run(speech)
  }
}

struct StoreCheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Look whether a store is whole and its books agree with themselves.",
    discussion: """
      A file: every page, every index, every reference. A database: its version and rights, and whether the books \
      contradict themselves. Nothing is changed.

      Example: cardlane store check --store members.db
      """)

  @OptionGroup var storeFile: StoreOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let name = try StoreOptions.path(storeFile.store)
    try await storeFile.use { try await $0.check() }
    try speech.say(
      StoreForm(store: name, state: .inOrder),
      words: Sentence(
        zhHans: "✓ 会员库 \(name) 完好。", zhHant: "✓ 會員庫 \(name) 完好。",
        en: "✓ The store \(name) is in order.")[speech.language])
  }
}

/// Makes a store, or brings it up to date.
private struct StoreMaking {
  let store: String?
  let role: String?

  func run(_ speech: SpeechOptions) async throws {
    let name = try StoreOptions.path(store)
    let isNew: Bool
    switch try StorePlace(name) {
    case .file:
      guard role == nil else {
        throw ValidationError("--grant goes with a database; a file has no roles")
      }
      isNew = try StorePlace(name).isMissingFile
      try await StorePlace(name).open().close()
    case .database(let address):
      let role = role
      isNew = try await StoreOptions.use(PostgresMemberStore(address)) { store in
        guard let store = store as? PostgresMemberStore else { return false }
        return try await store.initialize(grantingTo: role)
      }
    }
    let words =
      isNew
      ? Sentence(
        zhHans: "✓ 会员库 \(name) 已建好。", zhHant: "✓ 會員庫 \(name) 已建好。",
        en: "✓ The store \(name) is made.")
      : Sentence(
        zhHans: "✓ 会员库 \(name) 已经是最新的。", zhHant: "✓ 會員庫 \(name) 已經是最新的。",
        en: "✓ The store \(name) is up to date already.")
    try speech.say(
      StoreForm(store: name, state: isNew ? .made : .upToDate), words: words[speech.language])
  }
}
