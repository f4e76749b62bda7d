import ArgumentParser
import Desk
import Lane
import MemberStore
import Wire
import Wording

struct ReceiptJobs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jobs",
    abstract: "List what is not known to be on paper at a lane.",
    discussion: """
      What waits is printed by itself with the next slip that the printer takes, or with receipt retry. What may \
      be on paper is never sent again unasked: look at the paper, then note that it is there with --seen, or \
      print it again, marked 重印, with receipt retry --job.

      Example: cardlane receipt jobs --store shop.db --shop S01 --lane L1
      Example: cardlane receipt jobs --store shop.db --seen L1-20261122-0007-merchant-0
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The shop's id, such as S01.", transform: PersonArgument.parse)
  var shop: String?
  @Option(help: "The lane's id, such as L1.", transform: PersonArgument.parse)
  var lane: String?
  @Option(help: "A print job whose copy somebody has seen on paper; repeat for more.")
  var seen: [String] = []
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let jobs = try await storeFile.use { store in
      let desk = PrintJobDesk(store, clock: LaneInForce.clock)
      guard seen.isEmpty else { return try await desk.seen(seen) }
      return try await desk.open(shop: TillInForce.shop(shop), lane: TillInForce.lane(lane))
    }
    try speech.say(PrintJobList(jobs), words: jobs.words(speech.language))
  }
}

extension [PrintJobRecord] {
  /// One job a line.
  func words(_ language: Language) -> String {
    guard !isEmpty else {
      return Sentence(
        zhHans: "✓ 没有等待打印的小票。", zhHant: "✓ 沒有等待列印的簽單。", en: "✓ Nothing waits for the printer.")[
          language]
    }
    return map { job in
      "\(job.state == .printed ? "✓" : "!") \(job.id)  \(job.state.name[language])  \(job.time)"
    }.joined(separator: "\n")
  }
}
