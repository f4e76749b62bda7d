import ArgumentParser
import BusinessCalendar
import Desk
import Loyalty
import MemberStore
import Wire
import Wording

struct MemberGiftCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gift",
    abstract: "Book that a member got a gift of the program: welcome, birthday, quarter.",
    discussion: """
      Each is handed out once: the welcome gift ever (A8), the birthday gift once a year and on the \
      birthday only (B10), the quarter's gift once a quarter at a level that has one (B8). A second time \
      is refused with exit status 1.

      Example: cardlane member gift --store shop.db --program programs/department-store.yaml \
      --member M1 --kind birthday --against L1-20261122-0007
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The program file.")
  var program: String?
  @OptionGroup var reference: MemberOptions
  @Option(help: "Which gift: welcome, birthday or quarter.")
  var kind: MemberGift
  @Option(help: "The receipt or entry against which it is handed out.")
  var against: String
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    let member = try reference.reference()
    let booked = try await storeFile.use { store in
      try await MemberDesk(store).hand(
        kind, to: member, against: against, on: day.bookingDate(), program: program)
    }
    try speech.say(booked, words: booked.words(speech.language))
  }
}

extension MemberGift: ExpressibleByArgument {}

extension GiftBooked {
  /// What was booked, in one line; a gift that was handed out before is none that is due now.
  func words(_ language: Language) -> String {
    let what = "\(claim.rule) \(claim.period) \(claim.memberID) ← \(claim.reference)"
    guard isRepeated else { return "✓ " + what }
    let already = Sentence(
      zhHans: "已于 \(claim.date) 登记，未再登记：", zhHant: "已於 \(claim.date) 登記，未再登記：",
      en: "Booked on \(claim.date) already, not once more: ")
    return already[language] + what
  }
}
