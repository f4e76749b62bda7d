import ArgumentParser
import BusinessCalendar
import Desk
import MemberStore
import Wire
import Wording

struct StoreRepairDate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repair-date",
    abstract: "Take a shop's latest business date back, after something was booked too far ahead.",
    discussion: """
      A machine with a wrong clock has booked under a date to come, and every sale since seems to run backwards. The \
      shop goes on from --to; who has done it, when and why is written down (supervisor audit). The sales that are \
      dated later are listed: give them back with `return`, and enter them anew.

      Example: cardlane store repair-date --store shop.db --shop S01 --to 2026-11-22 --by 张主管 --because 时钟错误
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The shop's id, such as S01.", transform: PersonArgument.parse)
  var shop: String?
  @Option(
    help: "The date from which the shop goes on, YYYY-MM-DD.", transform: DateOptions.parse)
  var to: BusinessDate
  @Option(help: "The supervisor.", transform: PersonArgument.parse)
  var by: String
  @Option(help: "The reason, in a few words.", transform: PersonArgument.parse)
  var because: String
  @OptionGroup var pin: SupervisorPINOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let (shop, to, by, because, pin) = (try TillInForce.shop(shop), to, by, because, pin)
    let (before, later) = try await storeFile.use { store in
      try await SupervisorDesk(store).confirm(by, pin: pin.pin(of: by))
      return try await store.repairDate(
        store: shop, to: to, by: by, because: because, at: LaneStamp.now())
    }
    let listed = later.prefix(20).joined(separator: " ") + (later.count > 20 ? " …" : "")
    let words = Sentence(
      zhHans: "✓ \(shop) 的最新营业日期：\(before) → \(to)。日期在其后的销售：\(later.count) \(listed)",
      zhHant: "✓ \(shop) 的最新營業日期：\(before) → \(to)。日期在其後的銷售：\(later.count) \(listed)",
      en:
        "✓ The latest business date of \(shop): \(before) → \(to). Sales dated later: \(later.count) \(listed)"
    )
    try speech.say(
      DateRepairForm(
        shop: shop, before: before, after: to, by: by, because: because, later: later),
      words: words[speech.language])
  }
}
