/// The judgement on one card: may it be used today, how far is it trusted, and if not, why.
public struct Verdict: Sendable, Hashable {
  /// The first check that failed, or ``Check/ok``.
  public let check: Check
  /// How the card year stands against the business date; `nil` before that check was reached.
  public let validity: CardValidity?
  /// How far the card's proof is trusted; `nil` unless accepted.
  public let trust: TrustLevel?

  /// Whether the card is good for this sale.
  public var isAccepted: Bool { check == .ok }

  /// Makes a verdict.
  public init(check: Check, validity: CardValidity? = nil, trust: TrustLevel? = nil) {
    self.check = check
    self.validity = validity
    self.trust = trust
  }
}

/// The checks in the order in which they are made. Raw values are the `check` of the JSON form.
public enum Check: String, Sendable, Hashable, CaseIterable, Codable {
  /// Parity, LRC, sentinels or length are wrong: swipe again.
  case unreadable
  /// A payment card: refused and forgotten.
  case bankCard
  /// Some other issuer's card.
  case foreign
  /// The number's check digit is wrong, or two tracks disagree.
  case misread
  /// The card year is over.
  case expired
  /// The card year has not begun, and it is not December before it.
  case notYetValid
  /// The anti-forgery code or the chip's proof is wrong.
  case forged
  /// The terminal holds no key for the card year.
  case unknownKeyYear
  /// Another copy of this card has been used.
  case cloneSuspected
  /// The register says the card is blocked.
  case blocked
  /// The register does not know the card.
  case notIssued
  /// A newer card of this number is in use.
  case wrongSequence
  /// The card is good.
  case ok
}

/// How a card year stands against a business date. Raw values are the `validity` of the JSON form.
public enum CardValidity: String, Sendable, Hashable, CaseIterable, Codable {
  /// This year's card, January to November.
  case current
  /// This year's card in December, the exchange month: good, but please exchange.
  case exchange
  /// Next year's card in December: good.
  case early
  /// A card of a year that is over.
  case expired
  /// A card of a year that has not begun.
  case notYetValid
}

/// How far a card's proof is trusted, lowest first. Raw values are the `trust` of the JSON form.
public enum TrustLevel: String, Sendable, Hashable, CaseIterable, Codable, Comparable {
  /// Can be copied with cheap tools: magnetic stripe, MIFARE Classic.
  case low
  /// Cannot be copied, but a captured answer works once: SUN.
  case medium
  /// Proves itself with a fresh challenge: DESFire, NTAG 424 DNA, CPU card.
  case high

  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .low: 0
    case .medium: 1
    case .high: 2
    }
  }
}
