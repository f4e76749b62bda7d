import ArgumentParser
import BusinessCalendar
import Desk
import Loyalty
import MemberStore
import Wire
import Wording

struct MemberActivityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "activity",
    abstract: "Say how active a member is on a date, and what that calls for.",
    discussion: """
      Classes and contacts are those of the program (rules A41 to A48); a sale that came back whole is no \
      purchase.

      Example: cardlane member activity --store shop.db --program programs/chain-store.yaml \
      --member M1 --date 2026-11-22
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
    let activity = try await storeFile.use { store in
      try await MemberDesk(store).activity(of: member, on: day.businessDate, program: program)
    }
    try speech.say(activity, words: activity.words(speech.language))
  }
}
