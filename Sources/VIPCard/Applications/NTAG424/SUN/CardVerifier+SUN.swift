public import BusinessCalendar
import CardCrypto

extension CardVerifier {
  /// Judges a tap by telephone from the URL that the chip gave, on a business date: trust medium.
  ///
  /// The order is that of every card: ours, year, code, counter, register. The counter is stored as
  /// soon as the code is proven, so that the same URL is never accepted twice, whatever the register
  /// says afterwards. Throws when key store or register fail.
  public func judge(
    sunURL url: String, on date: BusinessDate, taps: any TapRegister
  ) async throws(CardVerificationError) -> CardJudgement {
    guard let message = SUNMessage(url: url) else {
      return CardJudgement(kind: .foreign, refusal: .foreign, tracks: .none)
    }
    guard let keys = keys as? any SessionKeyStore else {
      throw .keys(.unavailable(detail: "this key store opens no SUN messages"))
    }
    let tap: SUNTap
    do {
      tap = try await SUNTap(message, keys: keys)
    } catch {
      switch error {
      case .foreign: return CardJudgement(kind: .foreign, refusal: .foreign, tracks: .none)
      case .notAuthentic: return CardJudgement(kind: .vip, refusal: .forged, tracks: .none)
      case .keys(let error): throw .keys(error)
      }
    }
    return try await judge(tap, on: date, taps: taps)
  }

  private func judge(
    _ tap: SUNTap, on date: BusinessDate, taps: any TapRegister
  ) async throws(CardVerificationError) -> CardJudgement {
    let chip = ChipIdentity(kind: .ntag424, uid: tap.uid)
    let validity = tap.year.validity(on: date)
    var identity: CardIdentity?
    func refused(_ refusal: CardRefusal) -> CardJudgement {
      CardJudgement(
        kind: .vip, identity: identity, refusal: refusal, validity: validity, tracks: .none,
        chip: chip)
    }
    if let refusal = CardRefusal(validity, tap.year) { return refused(refusal) }
    do {
      identity = try await taps.card(onChip: tap.uid, year: tap.year)
      guard try await taps.advanceReadCounter(ofChip: tap.uid, to: tap.readCounter) else {
        return refused(.cloneSuspected)
      }
    } catch {
      throw .register(error)
    }
    guard let card = identity, card.year == tap.year else { return refused(.notIssued) }
    if let refusal = try await standing(of: card) { return refused(refusal) }
    return CardJudgement(
      accepted: card, validity: validity, trust: .medium, tracks: .none, chip: chip)
  }
}
