package import BusinessCalendar
package import Loyalty
package import MemberStore
import Wording

/// Members by frequency, amount, preference and level, with their value (rules C3, C4).
package struct SegmentReport: ReportRequest {
  let program: LoyaltyProgram
  let rules: InsightRules
  let filter: SegmentFilter
  let segments: [String]
  let date: BusinessDate

  /// - Parameter segments: named combinations of the program; a member is in all of them.
  /// - Throws: ``PlainError`` `noInsightRules`, `unknownSegment`.
  package init(
    program: LoyaltyProgram, filter: SegmentFilter, segments: [String], date: BusinessDate
  ) throws {
    guard let rules = program.insight else { throw Self.noRules(program) }
    for name in segments where !rules.segments.contains(where: { $0.id == name }) {
      throw Self.noSegment(name, rules)
    }
    self.program = program
    self.rules = rules
    self.filter = filter
    self.segments = segments
    self.date = date
  }

  package func report(_ tables: any StoreTransaction) throws -> Report {
    var found: [(member: Member, cells: [Table.Cell])] = []
    for (member, history) in try MemberHistory.all(through: date, tables) {
      let place = rules.segment(history, today: date)
      let named = rules.segments(of: history, today: date).map(\.id)
      guard filter.matches(place), segments.allSatisfy(named.contains) else { continue }
      found.append((member, Self.cells(place, rules.value(history, today: date), named)))
    }
    let rows = try MemberRow.cells(found.map(\.member), program, tables) { _, index in
      found[index].cells
    }
    return Report(
      "segments", Sentence(zhHans: "会员细分", zhHant: "會員細分", en: "Segments and value"),
      ["date": date.description], Table(columns: MemberRow.columns + Self.columns, rows: rows))
  }

  private static let columns: [Table.Column] = [
    .init("frequency", "频次", "頻次", "Frequency"), .init("amount", "金额", "金額", "Amount"),
    .init("category", "偏好品类", "偏好品類", "Category"),
    .init("brand", "偏好品牌", "偏好品牌", "Brand"), .init("current", "现有价值", "現有價值", "Current"),
    .init("potential", "潜力", "潛力", "Potential"), .init("group", "分组", "分組", "Group"),
    .init("segments", "会员群", "會員群", "Segments"),
  ]

  private static func cells(
    _ segment: Segment, _ value: MemberValue, _ named: [String]
  ) -> [Table.Cell] {
    [
      .word(segment.frequency.rawValue, segment.frequency.word),
      .word(segment.amount.rawValue, segment.amount.word),
      .init(segment.category), .init(segment.brand), .number(value.current),
      .number(value.potential), .word(value.group.rawValue, value.group.name),
      .text(named.joined(separator: " ")),
    ]
  }

  private static func noSegment(_ name: String, _ rules: InsightRules) -> PlainError {
    let known = rules.segments.map(\.id).joined(separator: ", ")
    return PlainError(
      code: "unknownSegment",
      Sentence(
        zhHans: "规则文件中没有会员群“\(name)”，只有：\(known)。",
        zhHant: "規則檔案中沒有會員群「\(name)」，只有：\(known)。",
        en: "The program file has no segment \"\(name)\", only: \(known)."))
  }

  private static func noRules(_ program: LoyaltyProgram) -> PlainError {
    PlainError(
      code: "noInsightRules",
      Sentence(
        zhHans: "规则“\(program.id)”没有会员细分条款（insight）。",
        zhHant: "規則「\(program.id)」沒有會員細分條款（insight）。",
        en: "The program \"\(program.id)\" has no rules on segments (section insight)."))
  }
}
