import ArgumentParser
import MemberStore
import Wire
import Wording

struct SupervisorSettings: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings",
    abstract: "Set the limits against copied cards; every lane on the store obeys.",
    discussion: """
      What is not named stays as it is; --unset takes a limit away, so that the lane's own configuration \
      holds.

      Example: cardlane supervisor settings --store shop.db --forged-reads 3 --window-minutes 10 \
      --travel-minutes 20 --daily-cap 2000 --by 张主管
      """)

  /// A limit that can be taken away.
  enum Limit: String, CaseIterable, ExpressibleByArgument {
    case forgedReads = "forged-reads"
    case windowMinutes = "window-minutes"
    case travelMinutes = "travel-minutes"
    case dailyCap = "daily-cap"
  }

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "How many forged reads within the window close a lane to cards.")
  var forgedReads: Int?
  @Option(help: "How long a forged read counts, in minutes.")
  var windowMinutes: Int?
  @Option(help: "The least minutes between two stores, where `supervisor travel` sets no other.")
  var travelMinutes: Int?
  @Option(help: "The most points that a member may redeem on one day.")
  var dailyCap: Int64?
  @Option(help: "Take a limit away: forged-reads, window-minutes, travel-minutes, daily-cap.")
  var unset: [Limit] = []
  @OptionGroup var signature: SupervisorOptions
  @OptionGroup var speech: SpeechOptions

  func validate() throws {
    for (name, value, most) in [
      ("--forged-reads", forgedReads, 1_000), ("--window-minutes", windowMinutes, 10_080),
      ("--travel-minutes", travelMinutes, 10_080),
    ] {
      guard let value, !(1...most).contains(value) else { continue }
      throw ValidationError("\(name) takes 1 to \(most), not \(value)")
    }
    if let dailyCap, dailyCap < 0 {
      throw ValidationError("--daily-cap takes points of 0 or more, not \(dailyCap)")
    }
  }

  func run() async throws {
    let store = try storeFile.open()
    try await signature.confirm(in: store)
    let (reads, window, travel, cap, gone) = (
      forgedReads, windowMinutes, travelMinutes, dailyCap, Set(unset)
    )
    let settings = try await store.changeGuard(
      by: signature.by, because: signature.because, at: LaneStamp.now()
    ) { settings in
      settings.forgedReads = gone.contains(.forgedReads) ? nil : reads ?? settings.forgedReads
      settings.windowMinutes =
        gone.contains(.windowMinutes) ? nil : window ?? settings.windowMinutes
      settings.travelMinutes =
        gone.contains(.travelMinutes) ? nil : travel ?? settings.travelMinutes
      settings.dailyRedemptionCap =
        gone.contains(.dailyCap) ? nil : cap ?? settings.dailyRedemptionCap
    }
    let sheet = GuardRecord(
      closed: try await store.closedLanes(), settings: settings,
      times: try await store.travelTimes())
    try await store.close()
    try speech.say(sheet, words: sheet.text(speech.language))
  }
}

struct SupervisorTravel: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "travel",
    abstract: "Set the least time in which anybody gets from one store to another.",
    discussion: """
      A stripe that is used in both sooner is refused as a suspected copy. 0 minutes: the two stand side \
      by side.

      Example: cardlane supervisor travel S01 S02 --minutes 25 --store shop.db --by 张主管
      """)

  @Argument(help: "One shop.", transform: PersonArgument.parse)
  var one: String
  @Argument(help: "The other.", transform: PersonArgument.parse)
  var other: String
  @Option(help: "The minutes, 0 to 10080.")
  var minutes: Int
  @OptionGroup var storeFile: StoreOptions
  @OptionGroup var signature: SupervisorOptions
  @OptionGroup var speech: SpeechOptions

  func validate() throws {
    guard one != other else { throw ValidationError("name two different shops") }
    guard (0...10_080).contains(minutes) else {
      throw ValidationError("--minutes takes 0 to 10080, not \(minutes)")
    }
  }

  func run() async throws {
    let store = try storeFile.open()
    try await signature.confirm(in: store)
    try await store.set(
      TravelTime(between: one, and: other, minutes: minutes), by: signature.by,
      because: signature.because, at: LaneStamp.now())
    let times = try await store.travelTimes()
    let sheet = GuardRecord(
      closed: try await store.closedLanes(), settings: try await store.guardSettings(),
      times: times)
    try await store.close()
    try speech.say(sheet, words: sheet.text(speech.language))
  }
}
