import ArgumentParser

/// `cardlane serve …`: the lane as a service, and who may talk to it.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "The lane as a service for any till's program, and who may talk to it.",
    subcommands: [ServeRun.self, ServeToken.self], defaultSubcommand: ServeRun.self)
}
