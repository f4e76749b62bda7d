import ArgumentParser
import BusinessCalendar
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
  @OptionGroup var reference: MemberReference
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let store = try storeFile.open()
    let date = day.businessDate
    let member = try await reference.find(in: store)
    let (lots, uses) = try await LotView.all(of: member, on: date, in: store)
    guard let account = try await store.account(of: member.id, on: date) else {
      throw StoreError.unknownMember(member.id)
    }
    try await store.close()
    let entries = HistoryEntry.all(lots: lots, uses: uses, through: date)
    if speech.json {
      let sheet = HistorySheet(
        member: member.id, date: date, balance: account.balance,
        pending: account.pendingPoints, entries: entries)
      StandardOutput.write(try JSONLine.text(sheet))
    } else {
      StandardOutput.write(HistoryEntry.table(entries).text(speech.language))
    }
  }
}

/// A member's points from the first day on.
struct HistorySheet: Encodable {
  let member: String
  let date: BusinessDate
  let balance: Int64
  let pending: Int64
  let entries: [HistoryEntry]
}
