import VIPCard
import Wording

/// A judgement as a till program sees it after a sale: no track, and the number masked (rule A29).
struct MaskedJudgement: Encodable {
  let kind: CardKind
  let card: Card?
  let verdict: Verdict
  let chip: ChipIdentity?
  let message: String
  let nextStep: String?

  /// The card, its number masked.
  struct Card: Encodable {
    let number: String
    let year: Int
    let sequence: Int
  }

  init(_ judgement: CardJudgement, _ language: Language) {
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
