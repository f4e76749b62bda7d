import ArgumentParser
import BusinessCalendar
import Desk
import Loyalty
import MemberStore
import Wire
import Wording

struct MemberLevels: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "levels",
    abstract: "Give every member the level that the period which is over calls for (rule C1).",
    discussion: """
      By what was earned or spent in the period, never by the balance. Each member is decided once a \
      period; who was at a till before is decided already, so this may run as often as wanted. Lists what \
      was decided now.

      Example: cardlane member levels --store shop.db --program programs/retail-loyalty.yaml \
      --date 2027-01-01
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The program file.")
  var program: String?
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    let entries = try await storeFile.use { store in
      try await MemberDesk(store).settleLevels(program: program, on: day.bookingDate())
    }
    try speech.say(
      ["levels": entries.map(LevelJSON.init)],
      words: Self.table(entries, program).text(speech.language))
  }

  private static func table(_ entries: [LevelEntry], _ program: LoyaltyProgram) -> Table {
    Table(
      columns: [
        .init("member", "会员号", "會員號", "Member"), .init("periodEnd", "统计至", "統計至", "Counted to"),
        .init("counted", "计数", "計數", "Counted"), .init("before", "原等级", "原等級", "Before"),
        .init("after", "新等级", "新等級", "After"), .init("rule", "规则", "規則", "Rule"),
      ],
      rows: entries.map { entry in
        [
          .text(entry.memberID), .init(entry.periodEnd), counted(entry, program),
          program.levelCell(entry.before), program.levelCell(entry.after), .text(entry.rule),
        ]
      })
  }

  /// What was counted: points, or money where levels go by what was spent.
  private static func counted(_ entry: LevelEntry, _ program: LoyaltyProgram) -> Table.Cell {
    program.advancement?.counted == .spentInPeriod
      ? .money(Money(fen: entry.counted)) : .number(entry.counted)
  }
}
