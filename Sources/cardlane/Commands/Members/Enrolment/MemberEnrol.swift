import ArgumentParser
import BusinessCalendar
import Lane
import Loyalty
import MemberStore
import SQLiteStore
import VIPCard
import Wire
import Wording

struct MemberEnrol: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enrol",
    abstract: "Take a new member in and hand out the card.",
    discussion: """
      What is known of the person comes from a registration form (--form, JSON) or from options, which \
      go before the form. With --receipt the purchases are checked against the program's joining rules; \
      exit status 1 when none is met. The same card for the same person again changes nothing.

      Example: cardlane member enrol --store shop.db --program programs/chain-store.yaml \
      --number 9156880012345672 --year 2026 --family-name 王 --title 女士 --birthday 1990-11-22 \
      --joined 2026-01-05
      """)

  @Option(help: "The SQLite file with members, points and sales; made if it is not there.")
  var store: String
  @Option(help: "The program file.")
  var program: String
  @Option(help: "The registration form as JSON; - is standard input.")
  var form: String?
  @Option(help: "The card's number.")
  var number: String?
  @Option(help: "The card year; the year of joining if left out.")
  var year: Int?
  @Option(help: "The n-th card for this number in this year, 1 to 9.")
  var sequence: Int?
  @Option(help: "The member's id; made if left out.", transform: PersonArgument.parse)
  var id: String?
  @Option(help: "The family name.", transform: PersonArgument.parse)
  var familyName: String?
  @Option(help: "The form of address, such as 女士.", transform: PersonArgument.parse)
  var title: String?
  @Option(help: "The birthday, YYYY-MM-DD.", transform: DateOptions.parse)
  var birthday: BusinessDate?
  @Option(help: "The day the card was received; --date if left out.", transform: DateOptions.parse)
  var joined: BusinessDate?
  @Option(
    help: "The day the registration form came in, if it did (see `member register`).",
    transform: DateOptions.parse)
  var registered: BusinessDate?
  @Option(help: "The level; what the receipts reach, else the program's first, if left out.")
  var level: String?
  @Option(
    help: "The id of the member who brought this one (rule C8).", transform: PersonArgument.parse)
  var referrer: String?
  @OptionGroup var making: CardMaking
  @Option(name: .customLong("receipt"), help: "A receipt that shows a purchase; repeat.")
  var receipts: [String] = []
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    let desk = EnrolmentDesk(
      program: program, form: try filledForm(), receipts: receipts, date: day.businessDate,
      making: making)
    let plan = try desk.plan()
    let members = try SQLiteMemberStore(path: store)
    let result = try await desk.enrol(plan, in: members)
    try await members.close()
    StandardOutput.write(
      speech.json ? try JSONLine.text(result) : result.text(speech.language, program: program))
  }

  /// The form, with what the options say in front of it.
  private func filledForm() throws -> RegistrationForm {
    var form = try self.form.map { try JSONInput.read(RegistrationForm.self, from: $0) } ?? .init()
    if let number { form.number = try CardNumber(number) }
    form.year = year ?? form.year
    form.sequence = sequence ?? form.sequence
    form.id = id ?? form.id
    form.familyName = familyName ?? form.familyName
    form.title = title ?? form.title
    form.birthday = birthday ?? form.birthday
    form.joined = joined ?? form.joined
    form.registered = registered ?? form.registered
    form.level = level ?? form.level
    form.referrer = referrer ?? form.referrer
    return form
  }
}
