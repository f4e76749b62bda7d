import ArgumentParser
import BusinessCalendar
import Desk

struct ReportBirthdays: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "birthdays",
    abstract: "Whose birthday greeting goes out today (rule A36: three days ahead).",
    discussion: """
      Lapsed members are left out: their data leave the store (A48). Who was born on 29 February has \
      their birthday as the program says.

      Example: cardlane report birthdays --store shop.db --program programs/chain-store.yaml \
      --date 2026-11-19
      """)

  @OptionGroup var report: ReportOptions
  @Option(help: "The program file.")
  var program: String?
  @Option(help: "How many days ahead; as the program says, else 3, if left out.")
  var days: Int?
  @OptionGroup var day: DateOptions

  func validate() throws {
    if let days, !(0...366).contains(days) {
      throw ValidationError("--days takes 0 to 366, not \(days)")
    }
  }

  func run() async throws {
    try await report.write(
      BirthdayReport(program: ProgramFile.load(program), date: day.businessDate, days: days))
  }
}
