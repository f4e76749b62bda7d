import ArgumentParser

/// `cardlane points …`: a member's points, explained.
struct PointsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "points",
    abstract: "A member's points: the balance, and how it came about.",
    subcommands: [PointsBalance.self, PointsHistory.self, PointsPrepaid.self])
}
