public import VIPCard
public import Wording

/// A judgement as a till program sees it beside a sale: no track, and the number masked (rule A29).
public struct MaskedJudgement: Encodable, Sendable {
  private let kind: CardKind
  private let card: Card?
  private let verdict: Verdict
  private let chip: ChipIdentity?
  private let message: String
  private let nextStep: String?

  /// The card, its number masked.
  private struct Card: Encodable, Sendable {
    let number: String
    let year: Int
    let sequence: Int
  }

  /// A judgement in the words of a language.
  public init(_ judgement: CardJudgement, _ language: Language) {
    kind = judgement.kind
    card = judgement.identity.map {
      Card(number: $0.number.masked, year: $0.year.rawValue, sequence: $0.sequence)
    }
    verdict = judgement.verdict
    chip = judgement.chip
    message = judgement.message[language]
    nextStep = judgement.nextStep?[language]
  }
}
