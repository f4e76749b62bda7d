import ArgumentParser
import Desk
import VIPCard
import Wording

/// Number, year and sequence of a card.
struct IdentityOptions: ParsableArguments {
  @Option(help: "The card number: 12 to 19 digits with the check digit, ours begin with 9156.")
  var number: String

  @Option(help: "The card year.")
  var year: Int

  @Option(help: "The n-th card for this number in this year, 1 to 9.")
  var sequence: Int = 1

  /// The card's identity. Throws for a number that is none of ours, a year or a sequence out of range.
  func identity() throws -> CardIdentity { try Self.identity(number, year, sequence) }

  /// The same from its parts.
  static func identity(_ number: String, _ year: Int, _ sequence: Int) throws -> CardIdentity {
    let number = try CardNumber(number)
    guard IssuerPrefix.china.matches(number) else { throw CardMistake.foreignNumber }
    guard let cardYear = CardYear(year),
      let identity = CardIdentity(number: number, year: cardYear, sequence: sequence)
    else {
      throw ValidationError(
        "--year takes 2000 to 2099 and --sequence 1 to 9, not \(year) and \(sequence)")
    }
    return identity
  }
}
