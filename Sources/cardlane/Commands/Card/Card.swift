import ArgumentParser

/// `cardlane card …`: one card, made or judged.
struct Card: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a card, or judge one.",
    subcommands: [CardIssue.self, CardVerify.self])
}
