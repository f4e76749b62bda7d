public import VIPCard
public import Wording

/// A judgement as a till program sees it beside a sale: no track, and the number masked (rule A29).
public struct MaskedJudgement: Encodable, Sendable {
  private let kind: CardKind
  private let card: MaskedIdentity?
  private let verdict: Verdict
  private let chip: ChipIdentity?
  private let message: String
  private let nextStep: String?

  /// A judgement in the words of a language.
  public init(_ judgement: CardJudgement, _ language: Language) {
    kind = judgement.kind
    card = judgement.identity.map(MaskedIdentity.init)
    verdict = judgement.verdict
    chip = judgement.chip
    message = judgement.message[language]
    nextStep = judgement.nextStep?[language]
  }
}

/// A card, its number masked.
struct MaskedIdentity: Encodable, Sendable {
  private let number: String
  private let year: Int
  private let sequence: Int

  init(_ card: CardIdentity) {
    number = card.number.masked
    year = card.year.rawValue
    sequence = card.sequence
  }
}
