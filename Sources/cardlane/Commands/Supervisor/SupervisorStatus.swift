import ArgumentParser
import MemberStore
import Wire
import Wording

struct SupervisorStatus: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show lanes that are closed to cards, and the limits in force.",
    discussion: "Example: cardlane supervisor status --store shop.db")

  @OptionGroup var storeFile: StoreOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let store = try storeFile.open()
    let sheet = GuardRecord(
      closed: try await store.closedLanes(), settings: try await store.guardSettings(),
      times: try await store.travelTimes())
    try await store.close()
    try speech.say(sheet, words: sheet.text(speech.language))
  }
}

extension GuardRecord {
  /// The same for people, one fact a line.
  func text(_ language: Language) -> String {
    var facts = Facts()
    for lane in closedLanes {
      facts.add(
        "已停用会员卡的款台", "已停用會員卡的款台", "Closed to cards", "\(lane.shop) \(lane.lane) \(lane.since)")
    }
    if closedLanes.isEmpty { facts.add("已停用会员卡的款台", "已停用會員卡的款台", "Closed to cards", "0") }
    facts.add("伪卡次数上限", "偽卡次數上限", "Forged reads allowed", forgedReads)
    facts.add("计数时间（分钟）", "計數時間（分鐘）", "Counted for (minutes)", windowMinutes)
    facts.add("门店间最短时间（分钟）", "門店間最短時間（分鐘）", "Between stores (minutes)", travelMinutes)
    facts.add("每日换领上限", "每日換領上限", "Points a day", dailyRedemptionCap)
    for time in travelTimes {
      facts.add(
        "门店间最短时间（分钟）", "門店間最短時間（分鐘）", "Between stores (minutes)",
        "\(time.between.joined(separator: " – ")): \(time.minutes)")
    }
    return facts.text(language)
  }
}
