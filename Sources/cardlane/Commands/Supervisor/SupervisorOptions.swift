import ArgumentParser

/// Who uses a right, and why; both are written down.
struct SupervisorOptions: ParsableArguments {
  @Option(help: "The supervisor.", transform: PersonArgument.parse)
  var by: String
  @Option(help: "The reason, in a few words.", transform: PersonArgument.parse)
  var because: String?
}
