import CardReaders
import Desk
import Lane
import VIPCard
import Wire
import Wording

extension LaneHost {
  /// Who an event of a claimed reader is for, and what UnifiedPOS calls it.
  struct Delivery: Sendable {
    let owner: String
    /// `data` or `error`.
    let kind: String
  }

  /// Listens to the lane's readers until cancelled: every event is told, to the owner alone where the reader is
  /// claimed, and a good card joins the sale at hand.
  func listen() async {
    guard !served.readers.isEmpty else { return }
    for await event in CardReaderHub(served.readers).events() {
      if let sam = served.samReader, event.reader?.contains(sam) == true { continue }
      await devices.note(event)
      if let (owner, events) = await gates.receive(event) {
        await deliver(events, to: owner)
      } else {
        await judge(event, for: nil)
      }
    }
  }

  /// Judges the card that an event brings, and tells both.
  func judge(_ event: CardEvent, for delivery: Delivery?) async {
    let judged = await JudgedEvent(event, by: served.judge, on: today)
    var more = ""
    if let reader = event.reader, judged.judgement != nil || judged.failure != nil {
      let isGood = judged.judgement?.isAccepted == true && judged.failure == nil
      await devices.show(isGood ? judged.judgement : nil, at: reader, now: .now)
    }
    if let judgement = judged.judgement, judgement.isAccepted, judged.failure == nil,
      let id = await sales.current
    {
      more = await joined(judgement, id)
    }
    if let delivery {
      more += ",\"delivery\":\"\(delivery.kind)\",\"for\":\(Self.quoted(delivery.owner))"
    }
    let record = EventRecord(judged, served.language, zone: served.zone, masksNumbers: true)
    guard let text = try? JSONLine.text(record) else { return }
    await events.add(String(text.dropFirst().dropLast()) + more, for: delivery?.owner)
  }

  /// Puts a good card to a sale, and says so in the fields of an event.
  private func joined(_ judgement: CardJudgement, _ id: String) async -> String {
    let sale = ",\"sale\":\(Self.quoted(id))"
    do {
      try await join(judgement, to: id, served.language)
      return sale
    } catch {
      // The verdict is told all the same; the sale goes on without the card.
      let said = ErrorEnvelope(Explained.of(error), served.language)
      return sale + ",\"notJoined\":" + String(said.json.dropFirst("{\"error\":".count).dropLast())
    }
  }
}

/// Any error in the house's form.
enum Explained {
  static func of(_ error: any Error) -> any ExplainedError {
    error as? any ExplainedError ?? PlainError(error)
  }
}
