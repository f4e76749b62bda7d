import ArgumentParser
import BusinessCalendar
import Desk
import Loyalty
import MemberStore
import Wire
import Wording

struct PointsPrepaid: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prepaid",
    abstract: "The prepaid balance on a member's card, and how it came about (rule C5).",
    discussion: """
      Money that a held sale has reserved is off the balance already.

      Example: cardlane points prepaid --store shop.db --member M1
      """)

  @OptionGroup var storeFile: StoreOptions
  @OptionGroup var reference: MemberOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let member = try reference.reference()
    let sheet = try await storeFile.use { store in
      try await PointsDesk(store).prepaid(of: member)
    }
    try speech.say(sheet, words: sheet.text(speech.language))
  }
}

extension PrepaidSheet {
  /// The balance and its movements in words.
  fileprivate func text(_ language: Language) -> String {
    var facts = Facts()
    facts.add("会员号", "會員號", "Member", member)
    facts.add("储值余额", "儲值餘額", "Prepaid balance", balance)
    let table = Table(
      columns: [
        .init("date", "日期", "日期", "Date"), .init("kind", "事项", "事項", "What"),
        .init("amount", "金额", "金額", "Amount"), .init("store", "门店", "門店", "Shop"),
        .init("reference", "单号", "單號", "Reference"),
      ],
      rows: movements.map { movement in
        [
          .init(movement.date), .word(movement.kind.rawValue, movement.kind.name),
          .text(movement.amount.description), .text(movement.store), .text(movement.reference),
        ]
      })
    return movements.isEmpty
      ? facts.text(language) : facts.text(language) + "\n\n" + table.text(language)
  }
}
