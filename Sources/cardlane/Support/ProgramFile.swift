import Documents
import Loyalty

/// A loyalty program named on the command line.
enum ProgramFile {
  /// Loads and checks a program. Throws ``ProgramError`` with every mistake in the file.
  static func load(_ path: String) throws -> LoyaltyProgram {
    try LoyaltyProgram.load(yaml: InputFile.bytes(path, limit: 4 << 20), file: path)
  }

  /// A program from a path or `-`, and what in it should be looked at again.
  static func check(_ path: String) throws -> (program: LoyaltyProgram, warnings: [Mistake]) {
    try LoyaltyProgram.check(yaml: InputFile.bytes(path, limit: 4 << 20), file: path)
  }
}
