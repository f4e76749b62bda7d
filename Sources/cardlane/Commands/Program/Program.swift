import ArgumentParser

/// `cardlane program …`: the files in which a shop manager states the rules.
struct Program: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a loyalty program, show it in words, or compare two versions of it.",
    subcommands: [ProgramCheck.self, ProgramShow.self, ProgramCompare.self])
}
