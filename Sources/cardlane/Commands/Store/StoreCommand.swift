import ArgumentParser

/// `cardlane store …`: the book itself.
struct StoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "The book itself: make it, look whether it is whole, repair its date.",
    subcommands: [StoreInit.self, StoreMigrate.self, StoreCheck.self, StoreRepairDate.self])
}
