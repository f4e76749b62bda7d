import ArgumentParser

/// `cardlane card …`: one card, made or judged.
struct Card: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a card, judge one, exchange one, block one, or count the blank ones.",
    subcommands: [
      CardIssue.self, CardVerify.self, CardExchange.self, MemberBlock.self, StockCommand.self,
    ])
}
