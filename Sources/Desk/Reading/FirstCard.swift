public import BusinessCalendar
public import CardReaders
public import VIPCard
import Wording

/// The first card that comes to any of a lane's readers: a chip, a tap or a stripe.
public enum FirstCard {
  /// Waits for a card and judges it.
  ///
  /// - Parameters:
  ///   - readers: the readers that are listened to; they are let go of when this returns.
  ///   - judge: what judges the card.
  ///   - samReader: the reader in which a SAM sits, or a part of its name: passed over.
  ///   - date: the business date.
  ///   - limit: how long to wait for the card and its answers.
  /// - Throws: ``PlainError`` `noCardPresented` when none came in time; what reading the card throws.
  public static func judged(
    from readers: [any CardReader], by judge: CardJudge, excluding samReader: String? = nil,
    on date: BusinessDate, within limit: Duration
  ) async throws -> CardJudgement {
    try await withThrowingTaskGroup(of: CardJudgement.self) { group in
      group.addTask {
        for await event in CardReaderHub(readers).events() {
          if let samReader, event.reader?.contains(samReader) == true { continue }
          let judged = await JudgedEvent(event, by: judge, on: date)
          if let judgement = judged.judgement { return judgement }
          if let failure = judged.failure { throw failure }
        }
        throw noCard
      }
      group.addTask {
        try await Task.sleep(for: limit)
        throw noCard
      }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw noCard }
      return first
    }
  }

  private static let noCard = PlainError(
    code: "noCardPresented",
    Sentence(zhHans: "没有出示会员卡。", zhHant: "沒有出示會員卡。", en: "No card was presented."),
    hint: Sentence(
      zhHans: "请插卡、贴卡或刷卡后重试；无卡则按原价。", zhHant: "請插卡、貼卡或刷卡後重試；無卡則按原價。",
      en: "Insert, tap or swipe the card and try again; without a card everyone's price holds."),
    nature: .device)
}
