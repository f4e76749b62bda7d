public import ArgumentParser
import BusinessCalendar
import Desk
public import Loyalty

extension ActivityClass: ExpressibleByArgument {}

struct ReportActivity: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "activity",
    abstract: "Every member's activity class and what it calls for (rules A41 to A48).",
    discussion: """
      Active members come first (A45). The last columns say who keeps a lapsed member's data, and until \
      when (A48).

      Example: cardlane report activity --store shop.db --program programs/chain-store.yaml \
      --date 2026-11-22 --class dormant --format csv
      """)

  @OptionGroup var report: ReportOptions
  @Option(help: "The program file.")
  var program: String?
  @Option(
    name: .customLong("class"),
    help: "Only this class: active, regular, low, dormant or lapsed; repeat for more.")
  var classes: [ActivityClass] = []
  @OptionGroup var day: DateOptions

  func run() async throws {
    try await report.write(
      ActivityReport(
        program: ProgramFile.load(program), date: day.businessDate, classes: classes))
  }
}
