public import MagneticStripe
public import Wording

/// Whose card it is, as far as it could be read. Raw values are the `kind` of the JSON form.
public enum CardKind: String, Sendable, Hashable, CaseIterable, Codable {
  /// One of ours, or one that says so.
  case vip
  /// A payment card, of which nothing is kept.
  case bank
  /// Anybody else's.
  case foreign
  /// Nothing could be read.
  case unreadable
}

/// What became of the three tracks, fit to be shown.
public enum TrackSummary: Sendable, Equatable {
  /// Of a payment card: lengths only.
  case lengths(StripeLengths)
  /// Of any other card: those of ours as far as they may be shown.
  case tracks(ShownTracks)
  /// The card was read by its chip.
  case none
}

/// The judgement on one card with all that led to it: what a lane acts on and what a cashier is told.
public struct CardJudgement: Sendable, Equatable {
  /// Whose card it is.
  public let kind: CardKind
  /// Which card it says it is, once that could be read; proven only if ``verdict`` accepts it.
  public let identity: CardIdentity?
  /// Good or not, and how far trusted.
  public let verdict: Verdict
  /// Why not; `nil` if accepted.
  public let refusal: CardRefusal?
  /// What became of each track.
  public private(set) var tracks: TrackSummary
  /// The chip, if one was read.
  public let chip: ChipIdentity?
  /// The rolling counter of track 3, once its code was proven.
  public let counter: RollingCounter?

  /// Whether the card is good for this sale.
  public var isAccepted: Bool { verdict.isAccepted }

  init(
    kind: CardKind, identity: CardIdentity? = nil, refusal: CardRefusal,
    validity: CardValidity? = nil, tracks: TrackSummary, chip: ChipIdentity? = nil,
    counter: RollingCounter? = nil
  ) {
    self.kind = kind
    self.identity = identity
    self.verdict = Verdict(check: refusal.check, validity: validity)
    self.refusal = refusal
    self.tracks = tracks
    self.chip = chip
    self.counter = counter
  }

  init(
    accepted identity: CardIdentity, validity: CardValidity, trust: TrustLevel,
    tracks: TrackSummary, chip: ChipIdentity? = nil, counter: RollingCounter? = nil
  ) {
    self.kind = .vip
    self.identity = identity
    self.verdict = Verdict(check: .ok, validity: validity, trust: trust)
    self.refusal = nil
    self.tracks = tracks
    self.chip = chip
    self.counter = counter
  }
}

extension CardJudgement {
  /// The same with the digits of our anti-forgery codes shown, for integrators: with them a card can be
  /// written.
  public func showingCodes() -> CardJudgement {
    guard case .tracks(var shown) = tracks else { return self }
    shown.showsCodes = true
    var copy = self
    copy.tracks = .tracks(shown)
    return copy
  }

  /// The one sentence for the cashier.
  public var message: Sentence {
    refusal?.message ?? AcceptanceWording.message(verdict.validity ?? .current)
  }

  /// What the cashier can do next, where there is something to do.
  public var nextStep: Sentence? {
    if let refusal { return refusal.hint }
    return AcceptanceWording.nextStep(verdict.validity ?? .current)
  }
}
