import BusinessCalendar
import Desk
import Documents
import Foundation
import Loyalty

/// A loyalty program named on the command line or in the lane file.
enum ProgramFile {
  /// Loads and checks a program. Throws ``ProgramError`` with every mistake in the file.
  static func load(_ path: String) throws -> LoyaltyProgram {
    try LoyaltyProgram.load(yaml: InputFile.bytes(path, limit: 4 << 20), file: path)
  }

  /// A program from a path or `-`, and what in it should be looked at again.
  static func check(_ path: String) throws -> (program: LoyaltyProgram, warnings: [Mistake]) {
    try LoyaltyProgram.check(yaml: InputFile.bytes(path, limit: 4 << 20), file: path)
  }

  /// Throws a usage error where neither an option nor the lane file names a program.
  static func require(_ option: String?) throws {
    guard option == nil, LaneInForce.settings.programs([]).isEmpty else { return }
    throw MissingOption("--program", field: "programs").error
  }

  /// The program that `--program` names; else that of the lane file which is in force on a date.
  ///
  /// - Parameter date: The business date; today at the lane if left out.
  static func load(_ option: String?, on date: BusinessDate? = nil) throws -> LoyaltyProgram {
    try require(option)
    guard let program = try loadIfNamed(option, on: date) else { throw PlainError.noLaneFile }
    return program
  }

  /// The same; `nil` where neither names a program.
  static func loadIfNamed(
    _ option: String?, on date: BusinessDate? = nil
  ) throws -> LoyaltyProgram? {
    let files = LaneInForce.settings.programs(option.map { [$0] } ?? []).map(\.value)
    guard !files.isEmpty else { return nil }
    let today = BusinessDate(at: Date(), in: LaneInForce.settings.timeZone(nil).value)
    return try ProgramChoice(files.map { ($0, try load($0)) }).program(on: date ?? today)
  }
}
