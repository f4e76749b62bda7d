package import Loyalty
import MemberStore

/// The columns that every list of members begins with.
enum MemberRow {
  static let columns: [Table.Column] = [
    .init("member", "会员号", "會員號", "Member"), .init("familyName", "姓", "姓", "Name"),
    .init("title", "称呼", "稱呼", "Title"), .init("level", "等级", "等級", "Level"),
    .init("card", "卡号", "卡號", "Card"),
  ]

  /// The rows of some members, their cards looked up at once.
  ///
  /// - Parameter more: what comes after the columns of every list, for a member and its place in the list.
  static func cells(
    _ members: [Member], _ program: LoyaltyProgram, _ tables: any StoreTransaction,
    more: (Member, Int) throws -> [Table.Cell]
  ) throws -> [[Table.Cell]] {
    let cards = try tables.cards(ofMembers: members.map(\.id))
    return try members.enumerated().map { index, member in
      [
        .text(member.id), .init(member.familyName), .init(member.title),
        program.levelCell(member.level), .init(cards[member.id]?.first?.maskedNumber),
      ] + (try more(member, index))
    }
  }
}

extension LoyaltyProgram {
  /// A level by its id, read by its name.
  package func levelCell(_ id: String) -> Table.Cell {
    level(id).map { .word(id, $0.name) } ?? .text(id)
  }
}
