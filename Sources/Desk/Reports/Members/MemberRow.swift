package import Loyalty
import MemberStore

/// The columns that every list of members begins with.
enum MemberRow {
  static let columns: [Table.Column] = [
    .init("member", "会员号", "會員號", "Member"), .init("familyName", "姓", "姓", "Name"),
    .init("title", "称呼", "稱呼", "Title"), .init("level", "等级", "等級", "Level"),
    .init("card", "卡号", "卡號", "Card"),
  ]

  static func cells(
    _ member: Member, _ program: LoyaltyProgram, _ tables: any StoreTransaction
  ) throws -> [Table.Cell] {
    [
      .text(member.id), .init(member.familyName), .init(member.title),
      program.levelCell(member.level),
      .init(try tables.cards(of: member.id).first?.maskedNumber),
    ]
  }
}

extension LoyaltyProgram {
  /// A level by its id, read by its name.
  package func levelCell(_ id: String) -> Table.Cell {
    level(id).map { .word(id, $0.name) } ?? .text(id)
  }
}
