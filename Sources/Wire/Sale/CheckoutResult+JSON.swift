public import Lane
public import Loyalty
import MemberStore
public import VIPCard
public import Wording

extension CheckoutResult {
  /// A sale from card to slip as one JSON object, after `docs/schemas/checkout.schema.json`.
  ///
  /// - Parameters:
  ///   - judgement: the judgement on the card that was shown; `nil` where none was.
  ///   - program: names the levels.
  ///   - language: the language of its words.
  public func json(
    card judgement: CardJudgement?, program: LoyaltyProgram?, _ language: Language
  ) throws -> String {
    JSONLine.object([
      "saleId": try JSONLine.text(record.id), "state": try JSONLine.text(state.rawValue),
      "repeated": isRepeated ? "true" : "false",
      "card": try judgement.map { try JSONLine.text(MaskedJudgement($0, language)) } ?? "null",
      "quote": record.quote,
      "handedOut": try JSONLine.text(record.effects.gifts.map(\.rule)),
      "nextCounter": try nextCounter.map { try JSONLine.text($0.rawValue) },
      "lateEntry": try lateSentence(in: program).map { try JSONLine.text($0[language]) },
      "slips": try JSONLine.text(slips.map { SlipRecord($0, language) }),
      "caughtUp": try PrintJobEntry.unlessNone(caughtUp, language).map { try JSONLine.text($0) },
    ])
  }
}
