import BusinessCalendar
import MemberStore

/// The columns that every list of members begins with.
enum MemberRow {
  static let columns: [Table.Column] = [
    .init("member", "会员号", "會員號", "Member"), .init("familyName", "姓", "姓", "Name"),
    .init("title", "称呼", "稱呼", "Title"), .init("level", "等级", "等級", "Level"),
    .init("card", "卡号", "卡號", "Card"),
  ]

  static func cells(_ member: Member, _ tables: any StoreTransaction) throws -> [Table.Cell] {
    [
      .text(member.id), .init(member.familyName), .init(member.title), .text(member.level),
      .init(try tables.cards(of: member.id).first?.maskedNumber),
    ]
  }
}
