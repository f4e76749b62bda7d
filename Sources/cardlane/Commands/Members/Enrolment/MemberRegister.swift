import ArgumentParser
import BusinessCalendar
import Desk
import Loyalty
import MemberStore
import Wire
import Wording

struct MemberRegister: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "register",
    abstract: "Book that a member's registration form came in.",
    discussion: """
      In time, the points that waited become available (rules A6, A7); later, the card stays a \
      discount-only card until the next one. What the form says of the person is booked as well.

      Example: cardlane member register --store shop.db --program programs/chain-store.yaml \
      --number 9156880012345672 --date 2026-01-20
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The program file: says whether the form is in time.")
  var program: String?
  @OptionGroup var reference: MemberOptions
  @Option(help: "The family name on the form.", transform: PersonArgument.parse)
  var familyName: String?
  @Option(help: "The form of address on the form.", transform: PersonArgument.parse)
  var title: String?
  @Option(help: "The birthday on the form.", transform: DateOptions.parse)
  var birthday: BusinessDate?
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let program = try ProgramFile.loadIfNamed(self.program)
    let member = try reference.reference()
    let registration = try await storeFile.use { store in
      try await MemberDesk(store).register(
        member, on: day.bookingDate(),
        person: .init(familyName: familyName, title: title, birthday: birthday), program: program)
    }
    try speech.say(registration, words: registration.text(speech.language, program))
  }
}

extension Registration {
  /// The member and what the form changed, in words.
  fileprivate func text(_ language: Language, _ program: LoyaltyProgram?) -> String {
    var facts = holder.facts(language, program)
    facts.add("登记状态", "登記狀態", "Registration", status?.name[language])
    facts.add("可用积分", "可用積分", "Points", balance)
    guard isRepeated else { return facts.text(language) }
    let already = Sentence(
      zhHans: "登记表此前已登记，未作改动。", zhHant: "登記表此前已登記，未作更動。",
      en: "The form was booked before; nothing was changed.")
    return already[language] + "\n" + facts.text(language)
  }
}
