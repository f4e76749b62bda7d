import ArgumentParser
import Desk
import Foundation
import Lane
import MemberStore
import Receipts
import Wire
import Wording

struct Commit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Second half of a checkout: the held sale is paid; book it and print its slip.",
    discussion: """
      How it was paid is known by now: --tender, checked against what is due; the slip shows cash and change. \
      Committing again answers the same and prints nothing twice; with other tenders it is refused. A sale that \
      a crash left behind is finished like this too.

      Example: cardlane commit --store shop.db --sale L1-20261122-0007 --tender cash=800 \
        --printer folder:slips
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The sale's id.")
  var sale: String
  @Option(
    name: .customLong("tender"),
    help: ArgumentHelp(
      """
      How it was paid, as KIND=AMOUNT (cash, bankCard, weChatPay, alipay), with what was named at the hold \
      (prepaid, voucher); repeat. Without, what was named at the hold counts.
      """),
    transform: TenderArgument.parse)
  var tenders: [Tender] = []
  @OptionGroup var late: LateEntryOptions
  @OptionGroup var programs: ProgramShelf
  @OptionGroup var paper: PaperOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let store = try storeFile.open()
    let lane = try await StoredSaleLane.open(
      sale, in: store, programs: programs, lane: nil, storeName: nil, printer: paper.open(),
      zone: LaneInForce.settings.timeZone(nil).value, language: speech.language)
    if late.lateEntry, let held = try await store.sale(sale) {
      try late.check(held.date)
      try await late.confirm(sale, on: held.date, store: held.store, lane: held.lane, in: store)
      await lane.acceptEarlierDate()
    }
    let result = try await lane.resume(sale, tenders: tenders)
    try await store.close()
    try paper.keep(result.slips + result.caughtUp)
    StandardOutput.write(
      speech.json
        ? try result.json(card: nil, program: lane.program, speech.language)
        : result.words(card: nil, program: lane.program, speech.language))
    if let problem = result.slips.problem { throw problem }
  }
}

struct VoidSale: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "void",
    abstract: "Give up a held sale that was not paid; reserved points go back.",
    discussion: """
      Voiding again answers the same and says so; a committed sale is refused with exit status 1: it comes back \
      through `return`.

      Example: cardlane void --store shop.db --sale L1-20261122-0007
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The sale's id.")
  var sale: String
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let store = try storeFile.open()
    let voided = try await store.giveUp(sale: sale, at: LaneStamp.now())
    try await store.close()
    StandardOutput.write(
      speech.json
        ? try voided.record.json(
          card: nil, program: nil, repeated: voided.isRepeated, speech.language)
        : voided.words(in: nil, speech.language))
  }
}
