public import ArgumentParser
import BusinessCalendar
import Desk
public import Loyalty

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
  var program: String?
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
    let filter = SegmentFilter(
      frequency: frequency.isEmpty ? nil : Set(frequency),
      amount: amount.isEmpty ? nil : Set(amount),
      categories: category.isEmpty ? nil : Set(category),
      brands: brand.isEmpty ? nil : Set(brand), levels: level.isEmpty ? nil : Set(level))
    try await report.write(
      SegmentReport(
        program: ProgramFile.load(program), filter: filter, segments: segment,
        date: day.businessDate))
  }
}
