import ArgumentParser
import VIPCard

/// Number, year and sequence of a simulated card; a SAM has none.
struct SimulatedIdentityOptions: ParsableArguments {
  @Option(help: "The card number: 12 to 19 digits with the check digit, ours begin with 9156.")
  var number: String?

  @Option(help: "The card year.")
  var year: Int?

  @Option(help: "The n-th card for this number in this year, 1 to 9.")
  var sequence: Int = 1

  /// The card's identity. Throws where number or year is missing or cannot be.
  func identity() throws -> CardIdentity {
    guard let number, let year else {
      throw ValidationError("a member's card needs --number and --year")
    }
    return try IdentityOptions.identity(number, year, sequence)
  }
}
