import BusinessCalendar
public import Documents
public import Loyalty
public import Wording

/// A program file in order, after `docs/schemas/program.schema.json`.
public struct ProgramRecord: Encodable {
  private let program: String
  private let version: String
  private let effective: String
  private let warnings: [ErrorEnvelope.Entry]

  /// Names a program, its version, the day from which it is in force, and what in its file is allowed but
  /// hardly meant.
  public init(_ program: LoyaltyProgram, warnings: [Mistake], _ language: Language) {
    self.program = program.id
    version = program.version
    effective = program.effective.description
    self.warnings = warnings.map { ErrorEnvelope.Entry($0, language) }
  }
}
