import ArgumentParser
import Desk
import Lane
import MemberStore
import Wire
import Wording

struct ReceiptRetry: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Print what waits for a lane's printer.",
    discussion: """
      In the order in which it was booked, until the printer stops again; nothing is booked. A job that may be on \
      paper is sent only where --job names it, and is marked 重印. Exit status 3 where something still waits.

      Example: cardlane receipt retry --store shop.db --shop S01 --lane L1 --printer tcp://192.0.2.10
      Example: cardlane receipt retry --store shop.db --job L1-20261122-0007-merchant-0 --printer usb:
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The shop's id, such as S01.", transform: PersonArgument.parse)
  var shop: String?
  @Option(help: "The lane's id, such as L1.", transform: PersonArgument.parse)
  var lane: String?
  @Option(help: "The one job to send, even where it may be on paper.")
  var job: String?
  @OptionGroup var paper: PaperOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    guard let printer = try paper.open() else {
      throw ValidationError("name the printer with --printer")
    }
    let slips = try await storeFile.use { store in
      let desk = PrintJobDesk(store, clock: LaneInForce.clock)
      if let job { return [try await desk.retry(job, on: printer)] }
      return try await desk.retry(
        shop: TillInForce.shop(shop), lane: TillInForce.lane(lane), on: printer)
    }
    try paper.keep(slips)
    try speech.say(
      PrintJobList(slips, speech.language), words: slips.compactMap(\.job).words(speech.language))
    if let problem = slips.problem { throw problem }
  }
}
