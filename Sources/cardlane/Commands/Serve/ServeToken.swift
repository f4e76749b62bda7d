import ArgumentParser
import Desk
import LaneService
import Wire
import Wording

/// `cardlane serve token …`: who may talk to the lane.
struct ServeToken: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Make, list and revoke the tokens of a lane's service.",
    subcommands: [Add.self, List.self, Revoke.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Make a token; it is shown this once.",
      discussion: """
        Roles: till (a till's program), page (the cashier's page), display (the member's display), manager \
        (everything), metrics (figures only). Kept is its hash. A running service takes it in with SIGHUP.

        Example: cardlane serve token add till-1 --role till
        """)

    @Argument(help: "What the token is called.", transform: PersonArgument.parse)
    var name: String
    @Option(help: "What its bearer may do: till, page, display, manager or metrics.")
    var role: ServiceRole
    @OptionGroup var options: ServeOptions
    @OptionGroup var speech: SpeechOptions

    func run() async throws {
      var book = try options.book()
      let token = try book.add(name: name, role: role, at: LaneStamp.now())
      try speech.say(TokenForm(name: name, role: role.rawValue, token: token), words: token)
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the tokens by name; never the tokens themselves.",
      discussion: "Example: cardlane serve token list")

    @OptionGroup var options: ServeOptions
    @OptionGroup var speech: SpeechOptions

    func run() async throws {
      let entries = try options.book().entries
      try speech.say(
        ["tokens": entries.map { TokenForm(name: $0.name, role: $0.role, made: $0.made) }],
        words: entries.map { "\($0.name)  \($0.role)  \($0.made)" }.joined(separator: "\n"))
    }
  }

  struct Revoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "revoke", abstract: "Revoke a token.",
      discussion: "Example: cardlane serve token revoke till-1")

    @Argument(help: "What the token is called.", transform: PersonArgument.parse)
    var name: String
    @OptionGroup var options: ServeOptions
    @OptionGroup var speech: SpeechOptions

    func run() async throws {
      var book = try options.book()
      try book.revoke(name)
      try speech.say(
        ["revoked": name],
        words: Sentence(
          zhHans: "✓ 令牌 \(name) 已撤销。", zhHant: "✓ 權杖 \(name) 已撤銷。",
          en: "✓ The token \(name) is revoked.")[
            speech.language])
    }
  }
}

extension ServeOptions {
  /// The book of tokens.
  fileprivate func book() throws -> TokenBook {
    let folder = try folder()
    try OutputFolder.make(folder)
    return try TokenBook(path: folder + "/tokens.json")
  }
}
