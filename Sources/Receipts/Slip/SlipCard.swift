/// The member's card as its slip shows it: nothing here can be used as a card.
public struct SlipCard: Sendable, Hashable {
  /// The masked number, such as `9156 **** **** 5672`.
  public var maskedNumber: String
  /// The card year; `nil` when not known.
  public var year: Int?
  /// How the card proved itself.
  public var proof: Proof
  /// Where the card stands in the yearly exchange.
  public var exchange: Exchange

  /// Makes a card line.
  public init(
    maskedNumber: String, year: Int?, proof: Proof, exchange: Exchange = .none
  ) {
    self.maskedNumber = maskedNumber
    self.year = year
    self.proof = proof
    self.exchange = exchange
  }

  /// How a card proved itself.
  public enum Proof: String, Sendable, Hashable, CaseIterable, Codable {
    /// 已验真: a chip that proved itself with a fresh challenge.
    case verified
    /// The anti-forgery code is right, but the medium can be copied: magnetic stripe, MIFARE Classic.
    case lowTrust
    /// The member was found without the card, by number or telephone.
    case notRead
  }

  /// Where a card stands in the yearly exchange (rules A16, A17, A25).
  public enum Exchange: String, Sendable, Hashable, CaseIterable, Codable {
    /// Nothing to do.
    case none
    /// This year's card in December: exchange it before the month ends.
    case due
    /// Next year's card, handed out early.
    case early
  }
}
