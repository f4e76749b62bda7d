import ArgumentParser
import BusinessCalendar
import Loyalty
import MemberStore
import VIPCard
import Wire
import Wording

struct MemberExchange: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exchange",
    abstract: "Hand out a member's next card: the new year's, or one in place of a damaged card.",
    discussion: """
      In the exchange month the card of the next year is handed out (rules A16, A17, A25). A lost or \
      blocked card is not replaced before that (rule A30): exit status 1.

      Example: cardlane member exchange --store shop.db --program programs/chain-store.yaml \
      --number 9156880012345672 --year 2027 --date 2026-12-03
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The program file.")
  var program: String
  @OptionGroup var card: IdentityOptions
  @OptionGroup var making: CardMaking
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    let identity = try card.identity()
    let date = day.businessDate
    let store = try storeFile.open()
    let number = identity.number.digits
    let known = try await store.read { try $0.cards(number: number) }
    guard let holder = known.first?.memberID else {
      throw MemberReference.unknownNumber(identity.number)
    }
    let record = making.made(
      CardRecord(
        number: number, year: identity.year.rawValue, sequence: identity.sequence,
        memberID: holder, issued: date))
    let isKnown = known.contains { $0.year == record.year && $0.sequence == record.sequence }
    if !isKnown { try Self.check(record, among: known, program: program, on: date) }
    try await store.issue(record)
    guard let member = try await store.member(holder) else {
      throw StoreError.unknownMember(holder)
    }
    let view = MemberView(member, cards: try await store.cards(of: holder))
    try await store.close()
    StandardOutput.write(
      speech.json
        ? try JSONLine.text(CardExchanged(member: view, repeated: isKnown))
        : view.facts().text(speech.language))
  }

  /// Refuses a card of a year that is not handed out yet, and one in place of a lost card.
  static func check(
    _ card: CardRecord, among known: [CardRecord], program: LoyaltyProgram, on date: BusinessDate
  ) throws {
    let month = program.cardExchange?.month
    let isNextYear = card.year == date.year + 1
    guard card.year == date.year || (isNextYear && (month ?? date.month) == date.month) else {
      throw CardMistake.wrongYear(card.year, on: date, month: month)
    }
    let sameYear = known.filter { $0.year == card.year }
    if let newest = sameYear.map(\.sequence).max(), newest > card.sequence {
      throw CardMistake.olderSequence(newest)
    }
    let isLost = sameYear.contains { $0.status != .active && $0.status != .replaced }
    if isLost { throw CardMistake.lostNotReplaced(month: month) }
  }
}

/// A card that was handed out.
private struct CardExchanged: Encodable {
  let member: MemberView
  let repeated: Bool
}
