import ArgumentParser

/// `cardlane lane …`: the lane file.
struct LaneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lane",
    abstract: "The lane file: what this till is, and what it works with.",
    discussion: """
      With a lane file a sale at the till is `cardlane checkout sale.json`: shop, lane, program, store, \
      keys, readers and printers are said once. Options on the command line win.
      """,
    subcommands: [LaneInit.self, LaneCheck.self, LaneShow.self])
}
