import BusinessCalendar
import Desk
import Lane
import Loyalty
import Wording

/// A report of the service: its name, what it may be asked for, and how it is made.
struct ServedReport: Sendable {
  let name: String
  /// What it is, in a line.
  let summary: String
  /// What may stand behind `?`.
  let query: [String]
  let make: @Sendable (LaneHost, ReportQuery) async throws -> any ReportRequest

  /// Every report.
  static let all: [ServedReport] = [
    .init(name: "day", summary: "The day's close of the shop.", query: ["date", "shop"]) {
      DayReport(shop: $0.shop($1), date: try $0.date($1))
    },
    .init(name: "refusals", summary: "Cards that were refused.", query: ["date", "shop"]) {
      RefusalReport(shop: $0.shop($1), date: try $0.date($1))
    },
    .init(
      name: "birthdays", summary: "Whose birthday greeting goes out.", query: ["date", "days"]
    ) {
      BirthdayReport(
        program: try await $0.program(of: $1), date: try $0.date($1),
        days: try $1.whole("days", 0...366))
    },
    .init(
      name: "activity", summary: "Every member's activity class; class may be repeated.",
      query: ["date", "class"]
    ) {
      try ActivityReport(
        program: try await $0.program(of: $1), date: try $0.date($1),
        classes: try $1.choices("class", ActivityClass.self))
    },
    .init(
      name: "expiry", summary: "Points by the last day on which they can be spent.",
      query: ["date", "until"]
    ) { ExpiryReport(date: try $0.date($1), until: try $1.date("until")) },
    .init(
      name: "forms", summary: "The month's pack of registration forms.", query: ["date", "month"]
    ) {
      let date = try $0.date($1)
      return try FormReport(
        program: try await $0.program(of: $1), month: try $1.month("month") ?? date, date: date)
    },
    .init(name: "survey", summary: "Who is still to be asked this quarter.", query: ["date"]) {
      try SurveyReport(program: try await $0.program(of: $1), date: try $0.date($1))
    },
    .init(
      name: "segments", summary: "Members by segment and value; each filter may be repeated.",
      query: ["date", "frequency", "amount", "category", "brand", "level", "segment"]
    ) {
      try SegmentReport(
        program: try await $0.program(of: $1), filter: try filter($1),
        segments: $1.texts("segment"), date: try $0.date($1))
    },
    .init(name: "stock", summary: "Blank cards by shop and year.", query: ["date", "shop"]) {
      StockReport(shop: $1.text("shop"), date: try $0.date($1))
    },
    .init(
      name: "settlement", summary: "What shops owe each other for a month.",
      query: ["month", "by"]
    ) {
      let by = try $1.choices("by", Grouping.self)
      return SettlementReport(
        program: try await $0.program(of: $1),
        month: try $1.month("month") ?? $0.today, isByMerchant: by.contains(.merchant))
    },
  ]

  private enum Grouping: String, CaseIterable {
    case pair, merchant
  }

  private static func filter(_ query: ReportQuery) throws -> SegmentFilter {
    func set<Value: Hashable>(_ values: [Value]) -> Set<Value>? {
      values.isEmpty ? nil : Set(values)
    }
    return SegmentFilter(
      frequency: set(try query.choices("frequency", Segment.Band.self)),
      amount: set(try query.choices("amount", Segment.Band.self)),
      categories: set(query.texts("category")), brands: set(query.texts("brand")),
      levels: set(query.texts("level")))
  }
}

extension LaneHost {
  fileprivate func shop(_ query: ReportQuery) -> String {
    query.text("shop") ?? served.configuration.store
  }

  fileprivate func date(_ query: ReportQuery) throws -> BusinessDate {
    try query.date("date") ?? today
  }

  fileprivate func program(of query: ReportQuery) async throws -> LoyaltyProgram {
    try await shelf.lane(on: date(query)).program
  }
}
