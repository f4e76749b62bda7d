import Lane
public import Loyalty
public import MemberStore
public import VIPCard
public import Wording

extension SaleRecord {
  /// A sale between price and payment, or after it was given up, as one JSON object, after
  /// `docs/schemas/hold.schema.json`.
  ///
  /// - Parameters:
  ///   - judgement: the judgement on the card that was shown; `nil` where none was.
  ///   - program: names the levels.
  ///   - repeated: whether it had been so before; left out where that is not told.
  ///   - language: the language of its words.
  public func json(
    card judgement: CardJudgement?, program: LoyaltyProgram?, repeated: Bool? = nil,
    _ language: Language
  ) throws -> String {
    JSONLine.object([
      "saleId": try JSONLine.text(id), "state": try JSONLine.text(state.rawValue),
      "card": try judgement.map { try JSONLine.text(MaskedJudgement($0, language)) } ?? "null",
      "quote": quote, "repeated": repeated.map { $0 ? "true" : "false" },
      "lateEntry": try lateSentence(in: program).map { try JSONLine.text($0[language]) },
    ])
  }
}
