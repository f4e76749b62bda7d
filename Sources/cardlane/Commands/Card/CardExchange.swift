import ArgumentParser
import BusinessCalendar
import MemberStore
import VIPCard
import Wire
import Wording

struct CardExchange: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exchange",
    abstract: "Give a member the next card and write its chip.",
    discussion: """
      In the exchange month the card of the next year is made (rules A16, A17, A25); during the year a \
      damaged card is replaced by the next one of its number, and a lost one is not (rule A30): exit \
      status 1. The old card of the year that ends stays good until its last day, as the new one is \
      good already; --collect-old takes it in and ends it today. With --new-number the member gets \
      another number; the old number's cards of the new year, if any, end.

      Without --reader only the register changes: the card was made elsewhere, or is a stripe. The \
      same command again does what is not done yet.

      Example: cardlane card exchange --store shop.db --program programs/chain-store.yaml \
      --number 9156880012345672 --year 2027 --keys keys.json --reader ACR --date 2026-12-03
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The program file.")
  var program: String
  @OptionGroup var card: IdentityOptions
  @Option(help: "The member's new number; the old one is kept if left out.")
  var newNumber: String?
  @Flag(help: "The old card was handed in: it ends today.")
  var collectOld = false
  @OptionGroup var keys: KeyOptions
  @Option(help: "The reader with the blank chip, or a part of its name.")
  var reader: String?
  @OptionGroup var chip: ChipOptions
  @Option(
    help: "The shop whose stock of blank cards the card comes from.",
    transform: PersonArgument.parse)
  var shop: String?
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let program = try ProgramFile.load(self.program)
    let old = try card.identity()
    let identity =
      try newNumber.map { try CardNumber($0) }.map { number in
        guard IssuerPrefix.china.matches(number),
          let identity = CardIdentity(number: number, year: old.year, sequence: old.sequence)
        else { throw IdentityOptions.foreignNumber }
        return identity
      } ?? old
    let date = day.businessDate
    let store = try storeFile.open()
    let known = try await store.read { try $0.cards(number: old.number.digits) }
    guard let holder = known.first?.memberID else {
      throw MemberReference.unknownNumber(old.number)
    }
    let record = CardRecord(
      number: identity.number.digits, year: identity.year.rawValue,
      sequence: identity.sequence, memberID: holder, issued: date)
    let owned = try await store.cards(of: holder)
    let isKnown = owned.contains {
      $0.number == record.number && $0.year == record.year && $0.sequence == record.sequence
    }
    if !isKnown {
      // A lost card of any of the member's numbers stands against another one (A30).
      let rivals = owned.filter {
        $0.number == record.number || ($0.status != .active && $0.status != .replaced)
      }
      try MemberExchange.check(record, among: rivals, program: program, on: date)
    }
    let made = try await write(identity, holder)
    let books = CardBooks(
      store: store, shop: reader == nil ? shop : nil, member: holder, date: date)
    if reader == nil {
      try await books.check(identity)
      _ = try await books.enter(identity)
    }
    try await end(owned, record, in: store, on: date)
    guard let member = try await store.member(holder) else {
      throw StoreError.unknownMember(holder)
    }
    let view = MemberView(member, cards: try await store.cards(of: holder))
    try await store.close()
    StandardOutput.write(
      speech.json
        ? try JSONLine.text(Exchanged(member: view, chip: made?.chip, repeated: isKnown))
        : view.facts().text(speech.language))
  }

  private func write(_ identity: CardIdentity, _ holder: String) async throws -> IssuedChip? {
    guard let reader else { return nil }
    var booking = BookingOptions()
    booking.store = storeFile.store
    booking.shop = shop
    booking.member = holder
    let desk = ChipDesk(
      keys: try keys.open(), reader: reader, samReader: keys.samReader, chip: chip,
      booking: booking, date: day.businessDate)
    return try await desk.issue(identity)
  }

  /// Ends the cards whose place the new one takes: under another number those of its year, and where
  /// the old card was handed in those of earlier years.
  private func end(
    _ owned: [CardRecord], _ new: CardRecord, in store: any MemberStore, on date: BusinessDate
  ) async throws {
    for old in owned where old.status == .active {
      let isSameCard =
        old.number == new.number && old.year == new.year && old.sequence == new.sequence
      let takesPlace = old.year == new.year || (collectOld && old.year < new.year)
      guard takesPlace, !isSameCard else { continue }
      try await store.block(
        number: old.number, year: old.year, sequence: old.sequence, as: .replaced, on: date)
    }
  }

  private struct Exchanged: Encodable {
    let member: MemberView
    let chip: IssuedChip.Chip?
    let repeated: Bool
  }
}
