import Desk
import Foundation
import Wording

/// The lane file of this run: what `--config` names, else what the environment names, else the one that is
/// found. Looked for once.
enum LaneInForce {
  /// What commands take their values from; without a file where it cannot be read.
  static let settings = LaneSettings(
    file: (try? found.get()) ?? nil, environment: ProcessInfo.processInfo.environment)

  /// The file itself; `nil` where there is none. Throws ``LaneFileError``, or ``PlainError`` where the file
  /// cannot be opened.
  static func file() throws -> LaneFile? { try found.get() }

  /// Commands that a wrong lane file does not keep from running: they say what is wrong with it, make what
  /// it names, or have nothing to do with a lane.
  private static let indifferent: Set = [
    "demo", "doctor", "help", "keys", "lane", "program", "simulate",
  ]

  /// Refuses to start anything with a lane file that is wrong, or that names files that are not there.
  static func verify(for command: String?) throws {
    guard !indifferent.contains(command ?? ""), let file = try file() else { return }
    let mistakes = file.mistakesOfFiles()
    guard mistakes.isEmpty else { throw LaneFileError(file: file.path, mistakes: mistakes) }
  }

  private static let found = Result<LaneFile?, any Error> {
    try LaneFileSearch.path(
      option: option(in: CommandLine.arguments), environment: ProcessInfo.processInfo.environment
    ).map(LaneFile.open)
  }

  /// The path after `--config`. The command line is not parsed yet where its defaults are looked up.
  private static func option(in arguments: [String]) -> String? {
    for (index, argument) in arguments.enumerated() {
      if argument.hasPrefix("--config=") { return String(argument.dropFirst("--config=".count)) }
      if argument == "--config" { return arguments.dropFirst(index + 1).first }
    }
    return nil
  }
}
