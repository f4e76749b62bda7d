import Desk
import Loyalty
import RulesService
import Wire
import Wording

/// Who decides prices: the engine of a program, or the service that a configuration file names.
enum RulesFile {
  /// The rules that a file declares; the program's own engine where neither an option nor the lane file
  /// names one.
  ///
  /// Each time the engine stands in for a service that failed, standard error says so.
  static func rules(
    _ option: String?, program: LoyaltyProgram, language: Language
  ) throws -> any LoyaltyRules {
    let engine = RuleEngine(program)
    guard let path = LaneInForce.settings.rules(option)?.value else { return engine }
    return try RulesConfiguration.read(InputFile.text(path), file: path).rules(builtIn: engine) {
      error in
      let explained = error as? any ExplainedError ?? PlainError(error)
      StandardError.write(ErrorEnvelope(explained, language).json)
    }
  }
}
