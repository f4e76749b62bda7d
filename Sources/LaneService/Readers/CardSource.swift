import BusinessCalendar
import Desk
import Documents
import Lane
import MagneticStripe
import VIPCard
import Wording

/// Where the card is that something is done for: `swipe`, `sale` or `reader` in a document, one of them.
enum CardSource: Sendable {
  /// A stripe as a reader in keyboard mode typed it, which the till read itself.
  case swipe(StripeRead)
  /// The card that has joined an open sale.
  case sale(String)
  /// The good card that was shown last at a reader of the lane, by the reader's name; `any` for whichever.
  case reader(String)

  /// Takes the source out of a document's fields; exactly one is named.
  static func read(_ fields: Fields) -> CardSource? {
    let swipe = fields.optional("swipe")?.text().map {
      CardSource.swipe(KeyboardWedgeText.read($0))
    }
    let sale = fields.optional("sale")?.text().map(CardSource.sale)
    let reader = fields.optional("reader")?.text().map(CardSource.reader)
    let given = [swipe, sale, reader].compactMap(\.self)
    guard given.count == 1 else {
      fields.log.add(
        "missingField", path: fields.path(of: "swipe"), place: fields.place,
        Sentence(
          zhHans: "请以 swipe、sale 或 reader 之一说明是哪张卡。",
          zhHant: "請以 swipe、sale 或 reader 之一說明是哪張卡。",
          en: "Say which card it is by one of swipe, sale and reader."))
      return nil
    }
    return given[0]
  }
}

extension LaneHost {
  /// The judged card of a source.
  ///
  /// - Throws: ``LaneError`` where it is refused, ``PlainError`` `noCardShown`, `saleNotOpen`.
  func card(_ source: CardSource, on date: BusinessDate) async throws -> CardJudgement {
    switch source {
    case .swipe(let read):
      let (judgement, _) = try await served.judge.judge(on: date) { verifier in
        try await verifier.judge(read, on: date)
      }
      guard judgement.isAccepted else { throw LaneError.card(judgement.refusal ?? .notIssued) }
      return judgement
    case .sale(let id):
      guard let entry = await sales.entry(id) else { throw OpenSales.notOpen(id) }
      guard let card = entry.card else { throw ServiceMistake.noCardShown }
      return card
    case .reader(let name):
      guard let card = await devices.shown(at: name == "any" ? nil : name, now: .now) else {
        throw ServiceMistake.noCardShown
      }
      return card
    }
  }
}
