import CardReaders
import Desk
import Lane
import VIPCard
import Wire
import Wording

extension LaneHost {
  /// Listens to the lane's readers until cancelled: every event is told, and a good card joins the sale at hand.
  func listen() async {
    guard !served.readers.isEmpty else { return }
    for await event in CardReaderHub(served.readers).events() {
      if let sam = served.samReader, event.reader?.contains(sam) == true { continue }
      await devices.note(event)
      let judged = await JudgedEvent(event, by: served.judge, on: served.clock.now().date)
      await tell(judged)
    }
  }

  private func tell(_ judged: JudgedEvent) async {
    var joined = ""
    if let reader = judged.event.reader, judged.judgement != nil || judged.failure != nil {
      let isGood = judged.judgement?.isAccepted == true && judged.failure == nil
      await devices.show(isGood ? judged.judgement : nil, at: reader, now: .now)
    }
    if let judgement = judged.judgement, judgement.isAccepted, judged.failure == nil,
      let id = await sales.current
    {
      do {
        try await join(judgement, to: id, served.language)
        joined = ",\"sale\":\(Self.quoted(id))"
      } catch {
        // The verdict is told all the same; the sale goes on without the card.
        let said = ErrorEnvelope(Explained.of(error), served.language)
        joined =
          ",\"sale\":\(Self.quoted(id)),\"notJoined\":"
          + String(said.json.dropFirst("{\"error\":".count).dropLast())
      }
    }
    let record = EventRecord(judged, served.language, zone: served.zone, masksNumbers: true)
    guard let text = try? JSONLine.text(record) else { return }
    await events.add(String(text.dropFirst().dropLast()) + joined)
  }
}

/// Any error in the house's form.
enum Explained {
  static func of(_ error: any Error) -> any ExplainedError {
    error as? any ExplainedError ?? PlainError(error)
  }
}
