public import ArgumentParser
import BusinessCalendar
import Desk
public import Loyalty
import MemberStore
import Wording

extension Segment.Band: ExpressibleByArgument {}

struct ReportSegments: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segments",
    abstract: "Members by frequency, amount, preference and level, with their value (C3, C4).",
    discussion: """
      Filters can be combined, and each can be repeated for more than one value. --segment names a \
      combination of the program file. Value has a current and a potential part, each out of 100; a margin \
      is known where the till told what every article of a sale cost (unitCost).

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
  @Option(help: "A named combination of the program file, such as regulars.")
  var segment: [String] = []
  @OptionGroup var day: DateOptions

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    guard let rules = program.insight else { throw Self.noRules(program) }
    let date = day.businessDate
    for name in segment where !rules.segments.contains(where: { $0.id == name }) {
      throw Self.noSegment(name, rules)
    }
    let filter = SegmentFilter(
      frequency: frequency.isEmpty ? nil : Set(frequency),
      amount: amount.isEmpty ? nil : Set(amount),
      categories: category.isEmpty ? nil : Set(category),
      brands: brand.isEmpty ? nil : Set(brand), levels: level.isEmpty ? nil : Set(level))
    try await report.write { tables in
      let histories = try MemberHistory.all(through: date, tables)
      var rows: [[Table.Cell]] = []
      for (member, history) in histories {
        let place = rules.segment(history, today: date)
        let named = rules.segments(of: history, today: date).map(\.id)
        guard filter.matches(place), self.segment.allSatisfy(named.contains) else { continue }
        rows.append(
          try MemberRow.cells(member, tables)
            + Self.cells(place, rules.value(history, today: date), named))
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
    .init("segments", "会员群", "會員群", "Segments"),
  ]

  private static func cells(
    _ segment: Segment, _ value: MemberValue, _ named: [String]
  ) -> [Table.Cell] {
    [
      .text(segment.frequency.rawValue), .text(segment.amount.rawValue),
      .init(segment.category), .init(segment.brand), .number(value.current),
      .number(value.potential), .text(value.group.rawValue),
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
