import ArgumentParser

/// `cardlane store …`: the book itself.
struct StoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "The book itself: make it, look whether it is whole, back it up, restore it.",
    subcommands: [
      StoreInit.self, StoreMigrate.self, StoreCheck.self, StoreBackup.self, StoreRestore.self,
      StoreCompact.self,
      StoreRepairDate.self,
    ])
}
