import ArgumentParser
import BusinessCalendar
import Desk
import Loyalty
import MemberStore
import Wire
import Wording

struct PointsBalance: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "balance",
    abstract: "The points that a member can spend on a date, lot by lot.",
    discussion: """
      Each lot says what it was counted on, by which rules of which program version, and its last day. \
      The total is what the lane goes by.

      Example: cardlane points balance --store shop.db --member M1 --date 2026-11-22
      """)

  @OptionGroup var storeFile: StoreOptions
  @OptionGroup var reference: MemberOptions
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let member = try reference.reference()
    let sheet = try await storeFile.use { store in
      try await PointsDesk(store).balance(of: member, on: day.businessDate)
    }
    try speech.say(sheet, words: sheet.text(speech.language))
  }
}

extension BalanceSheet {
  /// The balance in words, lot by lot.
  fileprivate func text(_ language: Language) -> String {
    var facts = Facts()
    facts.add("会员号", "會員號", "Member", member)
    facts.add("日期", "日期", "Date", date)
    facts.add("可用积分", "可用積分", "Points", balance)
    facts.add("待生效积分", "待生效積分", "Pending points", pending == 0 ? nil : pending)
    facts.add("欠积分", "欠積分", "Points owed", owed == 0 ? nil : owed)
    facts.add("累计积分", "累計積分", "Ever earned", accumulated)
    facts.add("储值余额", "儲值餘額", "Prepaid balance", prepaid)
    return facts.text(language) + "\n\n" + table.text(language)
  }

  private var table: Table {
    Table(
      columns: [
        .init("earned", "获得", "獲得", "Earned"), .init("reference", "单号", "單號", "From"),
        .init("basis", "计分金额", "計分金額", "On"), .init("rules", "规则", "規則", "Rules"),
        .init("program", "规则版本", "規則版本", "Program"),
        .init("points", "积分", "積分", "Points"), .init("remaining", "剩余", "剩餘", "Left"),
        .init("expires", "有效至", "有效至", "Valid to"), .init("state", "状态", "狀態", "State"),
      ],
      rows: lots.map { lot in
        [
          .text(lot.earned.description), .text(lot.reference), .text(lot.basis.description),
          .text(lot.rules.joined(separator: " ")),
          .init(lot.program.map { "\($0) \(lot.version ?? "")" }), .number(lot.points),
          .number(lot.remaining), .init(lot.expires), .word(lot.state.rawValue, lot.state.sentence),
        ]
      })
  }
}
