public import ArgumentParser
import BusinessCalendar
public import Loyalty
import MemberStore
import Wording

extension Segment.Band: ExpressibleByArgument {}

struct ReportSegments: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segments",
    abstract: "Members by frequency, amount, preference and level, with their value (C3, C4).",
    discussion: """
      Filters can be combined, and each can be repeated for more than one value. Value has a current and \
      a potential part, each out of 100. Margins and referrals are not kept in the store and count as none.

      Example: cardlane report segments --store shop.db --program programs/retail-loyalty.yaml \
      --frequency high --frequency medium --category 女装 --format csv
      """)

  @OptionGroup var report: ReportOptions
  @Option(help: "The program file.")
  var program: String
  @Option(help: "How often they buy: high, medium or low.")
  var frequency: [Segment.Band] = []
  @Option(help: "How much they spend: high, medium or low.")
  var amount: [Segment.Band] = []
  @Option(help: "Their favourite category.")
  var category: [String] = []
  @Option(help: "Their favourite brand.")
  var brand: [String] = []
  @Option(help: "Their level.")
  var level: [String] = []
  @OptionGroup var day: DateOptions

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    guard let rules = program.insight else { throw Self.noRules(program) }
    let date = day.businessDate
    let filter = SegmentFilter(
      frequency: frequency.isEmpty ? nil : Set(frequency),
      amount: amount.isEmpty ? nil : Set(amount),
      categories: category.isEmpty ? nil : Set(category),
      brands: brand.isEmpty ? nil : Set(brand), levels: level.isEmpty ? nil : Set(level))
    try await report.write { tables in
      let histories = try MemberHistory.all(through: date, tables)
      var rows: [[Table.Cell]] = []
      for (member, history) in histories {
        let segment = rules.segment(history, today: date)
        guard filter.matches(segment) else { continue }
        rows.append(
          try MemberRow.cells(member, tables)
            + Self.cells(segment, rules.value(history, today: date)))
      }
      return Report(
        "segments", Sentence(zhHans: "会员细分", zhHant: "會員細分", en: "Segments and value"),
        ["date": date.description], Table(columns: MemberRow.columns + Self.columns, rows: rows))
    }
  }

  private static let columns: [Table.Column] = [
    .init("frequency", "频次", "頻次", "Frequency"), .init("amount", "金额", "金額", "Amount"),
    .init("category", "偏好品类", "偏好品類", "Category"),
    .init("brand", "偏好品牌", "偏好品牌", "Brand"), .init("current", "现有价值", "現有價值", "Current"),
    .init("potential", "潜力", "潛力", "Potential"), .init("group", "分组", "分組", "Group"),
  ]

  private static func cells(_ segment: Segment, _ value: MemberValue) -> [Table.Cell] {
    [
      .text(segment.frequency.rawValue), .text(segment.amount.rawValue),
      .init(segment.category), .init(segment.brand), .number(value.current),
      .number(value.potential), .text(value.group.rawValue),
    ]
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
