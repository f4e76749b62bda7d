package import MemberStore
package import VIPCard
import Wording

/// Which member is meant: by id, or by the number of any of their cards.
package enum MemberReference: Sendable, Hashable {
  /// The member's id.
  case id(String)
  /// The number of one of the member's cards.
  case number(CardNumber)

  /// The member. Throws ``StoreError`` or ``PlainError`` when the store knows none.
  package func find(_ tables: any StoreTransaction) throws -> Member {
    switch self {
    case .id(let id):
      guard let member = try tables.member(id) else { throw StoreError.unknownMember(id) }
      return member
    case .number(let number):
      guard let holder = try tables.cards(number: number.digits).first?.memberID,
        let member = try tables.member(holder)
      else { throw StoreError.unknownNumber(number) }
      return member
    }
  }

  /// The same from a store.
  package func find(in store: any MemberStore) async throws -> Member {
    try await store.read { tables in try find(tables) }
  }
}

extension StoreError {
  /// No card of ours has the number.
  package static func unknownNumber(_ number: CardNumber) -> StoreError {
    StoreError(
      .unknownCard, nature: .input,
      message: Sentence(
        zhHans: "登记簿中没有卡号 \(number.masked)。", zhHant: "登記簿中沒有卡號 \(number.masked)。",
        en: "The register has no card \(number.masked)."))
  }
}
