import BusinessCalendar
import Desk
import Lane
import MemberStore
import VIPCard
import Wire
import Wording

extension LaneHost {
  /// A member by id, with cards, points and gifts as of today.
  func member(_ id: String) async throws -> Answer { try await member(.id(id)) }

  /// The member who holds a card.
  func member(holding number: String) async throws -> Answer {
    try await member(.number(CardNumber(number)))
  }

  /// A member's points, lot by lot.
  func points(_ id: String) async throws -> Answer {
    let sheet = try await PointsDesk(served.store).balance(of: .id(id), on: today)
    return Answer(json: try JSONLine.text(sheet))
  }

  /// Everything that ever happened to a member's points.
  func history(_ id: String) async throws -> Answer {
    let sheet = try await PointsDesk(served.store).history(of: .id(id), on: today)
    return Answer(json: try JSONLine.text(sheet))
  }

  /// The money on a member's card, and how it came about.
  func prepaid(_ id: String) async throws -> Answer {
    Answer(json: try JSONLine.text(try await PointsDesk(served.store).prepaid(of: .id(id))))
  }

  /// Members of a family name.
  func members(familyName name: String) async throws -> Answer {
    let found = try await MemberDesk(served.store).find(.familyName(name), on: today)
    return Answer(json: try JSONLine.text(["members": found]))
  }

  private func member(_ reference: MemberReference) async throws -> Answer {
    let program = try await shelf.lane(on: today).program
    let sheet = try await MemberDesk(served.store).sheet(of: reference, on: today, program: program)
    return Answer(json: try JSONLine.text(sheet))
  }
}
