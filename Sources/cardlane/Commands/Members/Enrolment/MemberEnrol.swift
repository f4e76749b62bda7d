import ArgumentParser
import BusinessCalendar
import Desk
import Loyalty
import MemberStore
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

  @OptionGroup var storeFile: NewStoreOptions
  @Option(help: "The program file.")
  var program: String?
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
  @OptionGroup var making: CardMakingOptions
  @Option(name: .customLong("receipt"), help: "A receipt that shows a purchase; repeat.")
  var receipts: [String] = []
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    let desk = EnrolmentDesk(
      program: program, form: try filledForm(), receipts: receipts, date: try day.bookingDate(),
      making: making.making)
    let plan = try desk.plan()
    let result = try await storeFile.use { store in try await desk.enrol(plan, in: store) }
    try speech.say(result, words: result.text(speech.language, program))
  }

  /// The form, with what the options say in front of it.
  private func filledForm() throws -> RegistrationForm {
    var form =
      try self.form.map {
        try RegistrationForm.read(InputFile.bytes($0, limit: 4 << 20), file: $0)
      } ?? .init()
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

extension Enrolment {
  /// The new member in words.
  fileprivate func text(_ language: Language, _ program: LoyaltyProgram) -> String {
    var facts = holder.facts(language, program)
    facts.add("入会依据", "入會依據", "Joined by rule", joiningRule)
    facts.add("请于此日前登记", "請於此日前登記", "Register by", registerBy)
    facts.add("入会礼", "入會禮", "Welcome gift", welcomeGift)
    let heading =
      isRepeated
      ? Sentence(
        zhHans: "该会员已在册，未作改动。", zhHant: "該會員已在冊，未作更動。",
        en: "This member is in the store already; nothing was changed.")
      : Sentence(zhHans: "✓ 会员已入会。", zhHant: "✓ 會員已入會。", en: "✓ The member has joined.")
    return heading[language] + "\n" + facts.text(language)
  }
}
