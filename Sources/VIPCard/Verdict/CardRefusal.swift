public import MagneticStripe

/// Why a card may not be used, with what the cashier's sentence needs.
public enum CardRefusal: Sendable, Hashable {
  /// A track or the chip could not be read.
  case unreadable(Unreadable)
  /// A payment card.
  case bankCard
  /// Some other issuer's card.
  case foreign
  /// The number's check digit is wrong.
  case misreadNumber
  /// Two tracks, or chip and stripe, do not agree.
  case misreadDisagreement
  /// The card year is over.
  case expired(CardYear)
  /// The card year has not begun.
  case notYetValid(CardYear)
  /// Code or proof is wrong.
  case forged
  /// No key for the card year.
  case unknownKeyYear(CardYear)
  /// Another copy of the card has been used.
  case cloneSuspected
  /// The register says blocked.
  case blocked(BlockReason)
  /// The register does not know the card.
  case notIssued
  /// A newer card is in use.
  case wrongSequence(current: Int)

  /// What could not be read.
  public enum Unreadable: Sendable, Hashable {
    /// No track holds anything.
    case blank
    /// A track, and why.
    case track(TrackNumber, TrackError)
    /// A track was read, but characters are missing or too many.
    case layout(TrackNumber)
    /// Track 3 is needed for this card and holds no counter.
    case counterMissing
    /// The chip gave an incomplete answer.
    case chip(IncompleteAnswer)
    /// The chip's member file is not laid out as ours.
    case memberFile(MemberFileError)
  }

  /// The check that failed.
  public var check: Check {
    switch self {
    case .unreadable: .unreadable
    case .bankCard: .bankCard
    case .foreign: .foreign
    case .misreadNumber, .misreadDisagreement: .misread
    case .expired: .expired
    case .notYetValid: .notYetValid
    case .forged: .forged
    case .unknownKeyYear: .unknownKeyYear
    case .cloneSuspected: .cloneSuspected
    case .blocked: .blocked
    case .notIssued: .notIssued
    case .wrongSequence: .wrongSequence
    }
  }
}

/// Why a card is blocked. It is a code, not a closed list: reasons of other registers survive.
public struct BlockReason: RawRepresentable, Sendable, Hashable, Codable {
  /// The name in lowerCamelCase.
  public let rawValue: String

  /// Takes a name.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The member lost it.
  public static let lost = Self(rawValue: "lost")
  /// A newer card replaced it.
  public static let replaced = Self(rawValue: "replaced")
  /// A copy of it was seen.
  public static let clone = Self(rawValue: "clone")
  /// The staff blocked it.
  public static let staff = Self(rawValue: "staff")
}
