import ArgumentParser
import BusinessCalendar
import Desk
import Loyalty
import MemberStore
import Wire
import Wording

struct PointsHistory: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Everything that ever happened to a member's points, in order.",
    discussion: """
      Earnings with basis, rules and program version; what was spent, taken back and given back; what \
      expired (A18) or was dropped for want of the form (A7).

      Example: cardlane points history --store shop.db --number 9156880012345672
      """)

  @OptionGroup var storeFile: StoreOptions
  @OptionGroup var reference: MemberOptions
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let member = try reference.reference()
    let sheet = try await storeFile.use { store in
      try await PointsDesk(store).history(of: member, on: day.businessDate)
    }
    try speech.say(sheet, words: Self.table(sheet.entries).text(speech.language))
  }

  private static func table(_ entries: [HistoryEntry]) -> Table {
    Table(
      columns: [
        .init("date", "日期", "日期", "Date"), .init("kind", "事项", "事項", "What"),
        .init("points", "积分", "積分", "Points"), .init("reference", "单号", "單號", "Reference"),
        .init("basis", "计分金额", "計分金額", "On"), .init("rules", "规则", "規則", "Rules"),
        .init("program", "规则版本", "規則版本", "Program"),
        .init("expires", "有效至", "有效至", "Valid to"),
      ],
      rows: entries.map { entry in
        [
          .text(entry.date.description), .word(entry.kind, entry.name), .number(entry.points),
          .text(entry.reference), .init(entry.basis?.description),
          .text(entry.rules.joined(separator: " ")),
          .init(entry.program.map { "\($0) \(entry.version ?? "")" }), .init(entry.expires),
        ]
      })
  }
}
