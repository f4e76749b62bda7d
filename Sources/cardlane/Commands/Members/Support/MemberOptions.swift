import ArgumentParser
import Desk
import VIPCard

/// Which member a command means: by id, or by the number of any of their cards.
struct MemberOptions: ParsableArguments {
  @Option(name: [.customLong("member"), .customLong("id")], help: "The member's id.")
  var id: String?
  @Option(help: "The number of one of the member's cards.")
  var number: String?

  func validate() throws {
    guard (id == nil) != (number == nil) else {
      throw ValidationError("name the member by --member ID or by --number CARD, one of them")
    }
  }

  /// The member as asked for. Throws for a number that is none.
  func reference() throws -> MemberReference {
    if let id { return .id(id) }
    return .number(try CardNumber(number ?? ""))
  }
}
