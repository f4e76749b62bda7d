import ArgumentParser

/// `cardlane supervisor …`: what stands between a forger and the points.
struct SupervisorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "supervisor",
    abstract:
      "Who may use a right; closed lanes, limits against copied cards, times between stores.",
    subcommands: [
      SupervisorStatus.self, SupervisorRelease.self, SupervisorSettings.self,
      SupervisorTravel.self, SupervisorAudit.self, SupervisorEnrol.self, SupervisorRemove.self,
    ])
}
