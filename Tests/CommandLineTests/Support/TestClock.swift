import Foundation
import TestSupport

/// The system clock of the commands under test: it shows a day after all days of which the tests tell, so that they
/// hold on any day of the year. By faketime, around the program and not in it: no command has a switch for it.
enum TestClock {
  /// The day that the commands take for today, in the shop's time zone.
  static let today = "2030-03-01"

  private static let starter = "/usr/bin/faketime"

  /// The program, started under that clock; as it is where faketime is not installed.
  static func set(_ program: Program) -> Program {
    guard FileManager.default.isExecutableFile(atPath: starter) else { return program }
    var program = program
    program.arguments =
      ["--exclude-monotonic", "-f", "@\(today) 12:00:00", program.path] + program.arguments
    program.path = starter
    return program
  }
}
