import ArgumentParser

/// Which lane file holds.
struct LaneOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The lane file; else CARDLANE_CONFIG, else lane.yaml here, else /etc/cardlane/lane.yaml.",
      valueName: "file"))
  var config: String?
}
