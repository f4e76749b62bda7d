import ArgumentParser
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
  var program: String
  @OptionGroup var reference: MemberReference
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    guard let rule = program.activity?.survey else { throw ActivityWords.noRules(program) }
    let store = try storeFile.open()
    let member = try await reference.find(in: store)
    let claim = GiftClaim(
      member: member.id, rule: rule, cycle: .quarterly, reference: "survey",
      date: day.businessDate)
    try await store.claim(claim)
    try await store.close()
    StandardOutput.write(
      speech.json
        ? try JSONLine.text(MemberSheet.Gift(claim)) : "✓ \(rule) \(claim.period) \(member.id)")
  }
}
