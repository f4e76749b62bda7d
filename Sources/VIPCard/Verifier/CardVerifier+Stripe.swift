public import BusinessCalendar
public import MagneticStripe

extension CardVerifier {
  /// Judges one swipe on a business date.
  ///
  /// Throws only when key store or register fail; whatever is on the stripe gets a judgement.
  public func judge(
    _ read: StripeRead, on date: BusinessDate
  ) async throws(CardVerificationError) -> CardJudgement {
    switch read {
    case .paymentCard(let lengths):
      return CardJudgement(kind: .bank, refusal: .bankCard, tracks: .lengths(lengths))
    case .card(let tracks):
      let summary = TrackSummary.tracks(ShownTracks(tracks: tracks, prefix: prefix))
      switch StripeReading(tracks, prefix: prefix) {
      case .refused(let kind, let refusal):
        return CardJudgement(kind: kind, refusal: refusal, tracks: summary)
      case .claimed(let claim):
        return try await judge(claim, tracks, on: date)
      }
    }
  }

  private func judge(
    _ claim: StripeClaim, _ tracks: StripeTracks, on date: BusinessDate
  ) async throws(CardVerificationError) -> CardJudgement {
    let summary = TrackSummary.tracks(ShownTracks(tracks: tracks, prefix: prefix))
    guard let number = try? CardNumber(claim.digits),
      let identity = CardIdentity(number: number, year: claim.year, sequence: claim.sequence)
    else {
      return CardJudgement(kind: .vip, refusal: .misreadNumber, tracks: summary)
    }
    let validity = claim.year.validity(on: date)
    func refused(_ refusal: CardRefusal, counter: RollingCounter? = nil) -> CardJudgement {
      CardJudgement(
        kind: .vip, identity: identity, refusal: refusal, validity: validity, tracks: summary,
        counter: counter)
    }
    if let refusal = CardRefusal(validity, claim.year) { return refused(refusal) }
    switch try await isGenuine(claim.code, of: identity) {
    case .none: return refused(.unknownKeyYear(claim.year))
    case .some(false): return refused(.forged)
    case .some(true): break
    }
    let rolling = try await judgeCounter(tracks.three, of: identity)
    if case .refused(let refusal) = rolling { return refused(refusal) }
    if case .copied(let counter) = rolling {
      return refused(.cloneSuspected, counter: counter)
    }
    if let refusal = try await standing(of: identity) { return refused(refusal) }
    return CardJudgement(
      accepted: identity, validity: validity, trust: .low, tracks: summary,
      counter: rolling.counter)
  }

  /// What track 3 adds to the judgement.
  private enum CounterResult {
    case none
    case good(RollingCounter)
    /// Proven, and not what the register expects: the register decides what follows.
    case copied(RollingCounter)
    case refused(CardRefusal)

    var counter: RollingCounter? {
      if case .good(let counter) = self { counter } else { nil }
    }
  }

  /// The rolling counter. A card that was issued with one must show it: else a copy without track 3
  /// would pass.
  private func judgeCounter(
    _ track: TrackRead, of identity: CardIdentity
  ) async throws(CardVerificationError) -> CounterResult {
    let state: RollingCounterState?
    do {
      state = try await register?.rollingCounter(of: identity)
    } catch {
      throw .register(error)
    }
    guard let data = track.data, TrackClaim.beginsAsOurs(data, prefix: prefix) else {
      return state == nil ? .none : .refused(.unreadable(.counterMissing))
    }
    guard let claim = RollingClaim(data) else { return .refused(.unreadable(.layout(.three))) }
    guard claim.digits == identity.number.digits else { return .refused(.misreadDisagreement) }
    guard try await isGenuine(claim.code, of: identity, counter: claim.counter) == true else {
      return .refused(.forged)
    }
    switch state?.judge(claim.counter) {
    case .none, .asCommitted, .promotePending: return .good(claim.counter)
    case .clone, .neverWritten: return .copied(claim.counter)
    }
  }
}

extension CardRefusal {
  /// The refusal that a card year's standing means; `nil` for a good one.
  init?(_ validity: CardValidity, _ year: CardYear) {
    switch validity {
    case .expired: self = .expired(year)
    case .notYetValid: self = .notYetValid(year)
    case .current, .exchange, .early: return nil
    }
  }
}
