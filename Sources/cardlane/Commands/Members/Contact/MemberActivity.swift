import ArgumentParser
import BusinessCalendar
import Loyalty
import MemberStore
import Wire
import Wording

struct MemberActivity: AsyncParsableCommand {
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
  var program: String
  @OptionGroup var reference: MemberReference
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    guard program.activity != nil else { throw ActivityWords.noRules(program) }
    let store = try storeFile.open()
    let member = try await reference.find(in: store)
    let view = try await MemberActivityView.of(
      member, on: day.businessDate, program: program, in: store)
    try await store.close()
    guard let view else { throw ActivityWords.noRules(program) }
    StandardOutput.write(speech.json ? try JSONLine.text(view) : view.words(speech.language))
  }
}
