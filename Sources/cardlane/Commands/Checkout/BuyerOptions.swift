import ArgumentParser
import Desk
import VIPCard

/// A member who is found without a card: nobody proved anything, so that trust is low.
struct BuyerOptions: ParsableArguments {
  @Option(help: "The member's id, where the store finds members without their card.")
  var member: String?
  @Option(help: "The number of one of the member's cards, where the card itself is not at hand.")
  var number: String?

  func validate() throws {
    guard member == nil || number == nil else {
      throw ValidationError("--member and --number exclude each other")
    }
  }

  /// The member as asked for; `nil` for none. Throws for a number that is none.
  func reference() throws -> MemberReference? {
    if let member { return .id(member) }
    return try number.map { .number(try CardNumber($0)) }
  }
}
