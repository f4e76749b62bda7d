import ArgumentParser
import Desk
import Loyalty
import MemberStore
import Wire
import Wording

struct MemberFee: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fee",
    abstract: "Book that a member paid the fee of a card year (rule C6).",
    discussion: """
      The lane stops asking for it then. A year that is paid stays paid; an earlier one changes nothing.

      Example: cardlane member fee --store shop.db --program programs/retail-loyalty.yaml --member M1 \
      --year 2026
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The program file.")
  var program: String?
  @OptionGroup var reference: MemberOptions
  @Option(help: "The card year that was paid for.")
  var year: Int
  @OptionGroup var speech: SpeechOptions

  func validate() throws {
    guard (2000...2099).contains(year) else {
      throw ValidationError("--year takes 2000 to 2099, not \(year)")
    }
  }

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    let member = try reference.reference()
    let paid = try await storeFile.use { store in
      try await MemberDesk(store).payFee(member, forYear: year, program: program)
    }
    try speech.say(paid, words: paid.words(speech.language))
  }
}

extension FeePaid {
  /// What was booked, in one line; a fee that was paid before is not taken again.
  fileprivate func words(_ language: Language) -> String {
    let what = "\(rule) \(year) \(amount) \(member)"
    guard isRepeated else { return "✓ " + what }
    let already = Sentence(
      zhHans: "该年会费此前已登记，未再登记：", zhHant: "該年會費此前已登記，未再登記：",
      en: "Booked before, not once more: ")
    return already[language] + what
  }
}
