import ArgumentParser
import Desk
import Loyalty
import MemberStore
import Wire
import Wording

struct MemberSurveyed: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "surveyed",
    abstract: "Book that a member was asked in this quarter's survey (rule A38).",
    discussion: """
      The member leaves the list of `report survey` until the next quarter.

      Example: cardlane member surveyed --store shop.db --program programs/chain-store.yaml --member M1
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The program file.")
  var program: String?
  @OptionGroup var reference: MemberOptions
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    let member = try reference.reference()
    let booked = try await storeFile.use { store in
      try await MemberDesk(store).surveyed(member, on: day.bookingDate(), program: program)
    }
    try speech.say(booked, words: booked.words(speech.language))
  }
}
