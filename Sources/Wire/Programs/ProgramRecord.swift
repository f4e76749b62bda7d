import BusinessCalendar
public import Loyalty

/// A program file in order, after `docs/schemas/program.schema.json`.
public struct ProgramRecord: Encodable {
  private let program: String
  private let version: String
  private let effective: String

  /// Names a program, its version and the day from which it is in force.
  public init(_ program: LoyaltyProgram) {
    self.program = program.id
    version = program.version
    effective = program.effective.description
  }
}
