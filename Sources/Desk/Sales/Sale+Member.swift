import Lane
package import Loyalty
package import MemberStore
package import VIPCard
import Wording

extension Sale {
  /// The sale with the member as the store knows them on its date.
  ///
  /// - Throws: ``StoreError`` where the store knows none.
  package func of(
    _ reference: MemberReference, in store: any MemberStore, program: LoyaltyProgram,
    cardYear: Int? = nil
  ) async throws -> Sale {
    let member = try await reference.find(in: store)
    var sale = self
    sale.member = try await store.account(
      of: member.id, on: date, periodStart: program.advancement?.periodStart(on: date),
      cardYear: cardYear)?.snapshot
    return sale
  }

  /// The sale with the holder of a card as the store knows them on its date.
  ///
  /// - Throws: ``PlainError`` for a card that is refused, ``StoreError`` for one that nobody entered.
  package func of(
    _ card: CardJudgement, in store: any MemberStore, program: LoyaltyProgram
  ) async throws -> Sale {
    guard card.isAccepted, let identity = card.identity, let trust = card.verdict.trust else {
      throw PlainError(
        code: card.verdict.check.rawValue, card.message, hint: card.nextStep, nature: .refusal)
    }
    var sale = try await of(
      .number(identity.number), in: store, program: program, cardYear: identity.year.rawValue)
    sale.member?.cardYear = identity.year.rawValue
    sale.card = CardPresentation(
      trust: CardTrust(trust), replacedAnother: self.card?.replacedAnother ?? false,
      afterPayment: self.card?.afterPayment ?? false)
    return sale
  }
}
