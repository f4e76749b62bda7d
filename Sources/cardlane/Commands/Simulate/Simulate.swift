import ArgumentParser

/// `cardlane simulate …`: devices that other programs take for real ones.
struct Simulate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Simulate hardware that every program on the machine takes for real.",
    subcommands: [SimulateCard.self, SimulateUSB.self])
}
