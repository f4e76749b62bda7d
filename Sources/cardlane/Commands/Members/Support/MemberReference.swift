import ArgumentParser
import Desk
import MemberStore
import VIPCard
import Wording

/// Which member a command means: by id, or by the number of any of their cards.
struct MemberReference: ParsableArguments {
  @Option(name: [.customLong("member"), .customLong("id")], help: "The member's id.")
  var id: String?
  @Option(help: "The number of one of the member's cards.")
  var number: String?

  func validate() throws {
    guard (id == nil) != (number == nil) else {
      throw ValidationError("name the member by --member ID or by --number CARD, one of them")
    }
  }

  /// The member. Throws ``StoreError`` or ``PlainError`` when the store knows none.
  func find(in store: some MemberStore) async throws -> Member {
    if let id {
      guard let member = try await store.member(id) else { throw StoreError.unknownMember(id) }
      return member
    }
    let number = try CardNumber(number ?? "")
    let holder = try await store.read { tables in
      try tables.cards(number: number.digits).first.flatMap { try tables.member($0.memberID) }
    }
    guard let holder else { throw Self.unknownNumber(number) }
    return holder
  }

  static func unknownNumber(_ number: CardNumber) -> PlainError {
    PlainError(
      code: "unknownCard",
      Sentence(
        zhHans: "登记簿中没有卡号 \(number.masked)。", zhHant: "登記簿中沒有卡號 \(number.masked)。",
        en: "The register has no card \(number.masked)."))
  }
}
