package import VIPCard
package import Wording

/// A sale while its basket grows, after `docs/schemas/open-sale.schema.json`.
package struct OpenSaleForm: Sendable {
  private let id: String
  private let card: CardJudgement?
  private let confirmed: [String]
  private let quote: String

  /// Makes the form.
  ///
  /// - Parameters:
  ///   - id: the sale's id.
  ///   - card: the judgement on the card that was shown.
  ///   - confirmed: what the cashier has confirmed.
  ///   - quote: the quote as JSON.
  package init(id: String, card: CardJudgement?, confirmed: [String], quote: String) {
    self.id = id
    self.card = card
    self.confirmed = confirmed
    self.quote = quote
  }

  /// One JSON object.
  package func json(_ language: Language) throws -> String {
    JSONLine.object([
      "saleId": try JSONLine.text(id), "state": "\"open\"",
      "card": try card.map { try JSONLine.text(MaskedJudgement($0, language)) } ?? "null",
      "confirmed": try JSONLine.text(confirmed), "quote": quote,
    ])
  }
}
