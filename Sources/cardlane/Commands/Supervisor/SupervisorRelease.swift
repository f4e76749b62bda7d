import ArgumentParser
import MemberStore
import Wire
import Wording

struct SupervisorRelease: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Open a lane that was closed to cards after too many forged ones.",
    discussion: """
      Who released it and when is kept. Counting begins anew; what was refused stays in \
      `report refusals`.

      Example: cardlane supervisor release --store shop.db --shop S01 --lane L1 --by 张主管
      """)

  @OptionGroup var storeFile: StoreOptions
  @Option(help: "The shop's id, such as S01.", transform: PersonArgument.parse)
  var shop: String?
  @Option(help: "The lane's id, such as L1.", transform: PersonArgument.parse)
  var lane: String?
  @OptionGroup var signature: SupervisorOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let (shop, lane) = (try TillInForce.shop(shop), try TillInForce.lane(lane))
    let store = try storeFile.open()
    try await signature.confirm(in: store)
    let wasClosed = try await store.release(
      store: shop, lane: lane, by: signature.by, because: signature.because, at: LaneStamp.now())
    try await store.close()
    let words =
      wasClosed
      ? Sentence(
        zhHans: "✓ \(shop) \(lane) 已恢复使用会员卡。", zhHant: "✓ \(shop) \(lane) 已恢復使用會員卡。",
        en: "✓ Lane \(lane) of \(shop) takes cards again.")
      : Sentence(
        zhHans: "✓ \(shop) \(lane) 未被停用，计数已清零。", zhHant: "✓ \(shop) \(lane) 未被停用，計數已歸零。",
        en: "✓ Lane \(lane) of \(shop) was not closed; counting begins anew.")
    try speech.say(
      LaneReleaseRecord(shop: shop, lane: lane, by: signature.by, wasClosed: wasClosed),
      words: words[speech.language])
  }
}
