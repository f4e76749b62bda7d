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
  var program: String
  @OptionGroup var reference: MemberReference
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
    guard let fee = program.yearlyFee else { throw Self.noFee(program) }
    let store = try storeFile.open()
    let member = try await reference.find(in: store)
    try await store.payFee(member.id, forYear: year)
    try await store.close()
    let paid = Paid(
      member: member.id, year: max(year, member.feePaidFor ?? year),
      amount: fee.amount.description, rule: fee.rule.description)
    StandardOutput.write(
      speech.json
        ? try JSONLine.text(paid) : "✓ \(paid.rule) \(paid.year) \(paid.amount) \(paid.member)")
  }

  /// A fee that was paid.
  private struct Paid: Encodable {
    let member: String
    let year: Int
    let amount: String
    let rule: String
  }

  private static func noFee(_ program: LoyaltyProgram) -> PlainError {
    PlainError(
      code: "noYearlyFee",
      Sentence(
        zhHans: "规则“\(program.id)”不收年费。", zhHant: "規則「\(program.id)」不收年費。",
        en: "The program \"\(program.id)\" has no yearly fee."))
  }
}
