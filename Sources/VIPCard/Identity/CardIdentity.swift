/// Which card it is: the member's number, the card year, and the n-th card in that year.
public struct CardIdentity: Sendable, Hashable, Codable {
  /// The card number.
  public let number: CardNumber
  /// The card year.
  public let year: CardYear
  /// 1 to 9; re-issue raises it and kills the card before.
  public let sequence: Int

  /// The sequences that one digit on a stripe can tell.
  public static let sequences = 1...9

  /// Makes an identity; `nil` for a sequence outside 1 to 9.
  public init?(number: CardNumber, year: CardYear, sequence: Int) {
    guard Self.sequences.contains(sequence) else { return nil }
    self.number = number
    self.year = year
    self.sequence = sequence
  }

  /// The next card of this number in this year; `nil` after the ninth.
  public var reissued: CardIdentity? {
    CardIdentity(number: number, year: year, sequence: sequence + 1)
  }

  private enum CodingKeys: String, CodingKey { case number, year, sequence }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let sequence = try container.decode(Int.self, forKey: .sequence)
    guard
      let identity = CardIdentity(
        number: try container.decode(CardNumber.self, forKey: .number),
        year: try container.decode(CardYear.self, forKey: .year), sequence: sequence)
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .sequence, in: container, debugDescription: "\(sequence) is not 1 to 9")
    }
    self = identity
  }
}

extension CardIdentity: CustomStringConvertible {
  /// The masked number, the year and the sequence.
  public var description: String { "\(number) \(year)/\(sequence)" }
}
