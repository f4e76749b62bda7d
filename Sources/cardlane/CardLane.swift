import ArgumentParser

/// The command line: every room of the house, one command each.
struct CardLane: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cardlane",
    abstract: "A member's VIP card, from the reader to the slip that the member signs.",
    discussion: """
      Exit status: 0 done; 1 refused as part of business (expired card, not enough points); \
      2 wrong usage or input; 3 a device or the store failed.
      Errors go to standard error: a sentence and a hint on a terminal, one JSON object \
      {"error":{"code","message","hint"}} otherwise or with --json.
      Sentences are Chinese or English: --lang, or CARDLANE_LANG, or the locale decides.
      """,
    version: "0.1.0",
    subcommands: [
      Demo.self, Doctor.self, Watch.self, Decode.self, Keys.self, Card.self, Program.self,
      QuoteCommand.self, Checkout.self, Hold.self, Commit.self, VoidSale.self, Return.self,
      Redeem.self, MemberCommand.self, PointsCommand.self, ReportCommand.self, StockCommand.self,
      SupervisorCommand.self, ReceiptCommand.self, LaneCommand.self, Serve.self, StoreCommand.self,
      Simulate.self,
    ]
  )
}
