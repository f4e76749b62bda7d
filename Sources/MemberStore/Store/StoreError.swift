public import Wording

/// What went wrong with the member store, and what was not lost.
///
/// Equality looks at the code only, so a test or a caller may compare with a code it knows.
public struct StoreError: ExplainedError, Hashable {
  /// The names of store errors; unknown ones survive.
  public struct Code: RawRepresentable, Sendable, Hashable {
    /// The stable name in lowerCamelCase.
    public let rawValue: String
    /// Wraps a name.
    public init(rawValue: String) { self.rawValue = rawValue }
  }

  /// Which error it is.
  public let kind: Code
  public let message: Sentence
  public let hint: Sentence?
  public let nature: ErrorNature

  /// The stable name, such as `saleConflict`.
  public var code: String { kind.rawValue }

  /// Makes an error from its parts.
  public init(_ kind: Code, nature: ErrorNature, message: Sentence, hint: Sentence? = nil) {
    self.kind = kind
    self.nature = nature
    self.message = message
    self.hint = hint
  }

  public static func == (left: Self, right: Self) -> Bool { left.kind == right.kind }
  public func hash(into hasher: inout Hasher) { hasher.combine(kind) }
}

extension StoreError: CustomStringConvertible {
  /// The code and the English message.
  public var description: String { "\(code): \(message.english)" }
}

extension StoreError.Code {
  /// The file is not a CardLane store.
  public static let notAStore = Self(rawValue: "notAStore")
  /// The store was written by a newer version.
  public static let storeTooNew = Self(rawValue: "storeTooNew")
  /// The store is damaged or cut short.
  public static let storeDamaged = Self(rawValue: "storeDamaged")
  /// The file cannot be opened or created.
  public static let storeUnavailable = Self(rawValue: "storeUnavailable")
  /// Others than its owner may write the file.
  public static let storeOpenToOthers = Self(rawValue: "storeOpenToOthers")
  /// The file or its folder cannot be written.
  public static let storeReadOnly = Self(rawValue: "storeReadOnly")
  /// The disk is full.
  public static let diskFull = Self(rawValue: "diskFull")
  /// Another program held the store for too long.
  public static let storeBusy = Self(rawValue: "storeBusy")
  /// The store failed in another way.
  public static let storeFailed = Self(rawValue: "storeFailed")
  /// An id was used before with another content.
  public static let idConflict = Self(rawValue: "idConflict")
  /// No sale has this id.
  public static let unknownSale = Self(rawValue: "unknownSale")
  /// The sale was voided.
  public static let saleVoided = Self(rawValue: "saleVoided")
  /// The sale is committed and cannot be voided.
  public static let saleCommitted = Self(rawValue: "saleCommitted")
  /// The sale is not committed yet.
  public static let saleNotCommitted = Self(rawValue: "saleNotCommitted")
  /// The sale changed since it was read.
  public static let saleChanged = Self(rawValue: "saleChanged")
  /// No member has this id.
  public static let unknownMember = Self(rawValue: "unknownMember")
  /// A member with this id exists.
  public static let memberExists = Self(rawValue: "memberExists")
  /// The member's account changed since it was read.
  public static let memberChanged = Self(rawValue: "memberChanged")
  /// A date contradicts what is known of the member.
  public static let dateContradicts = Self(rawValue: "dateContradicts")
  /// The card is not in the register.
  public static let unknownCard = Self(rawValue: "unknownCard")
  /// The number belongs to another member.
  public static let cardTaken = Self(rawValue: "cardTaken")
  /// Fewer points than needed (rule A21).
  public static let notEnoughPoints = Self(rawValue: "notEnoughPoints")
  /// The purchase of a receipt does not count for what it is shown for.
  public static let receiptDoesNotCount = Self(rawValue: "receiptDoesNotCount")
  /// The gift was handed out before.
  public static let giftClaimed = Self(rawValue: "giftClaimed")
  /// More is returned than was bought.
  public static let returnTooLarge = Self(rawValue: "returnTooLarge")
  /// No receipt has this number.
  public static let unknownReceipt = Self(rawValue: "unknownReceipt")
  /// A step that the receipt's signature cannot take.
  public static let signatureStep = Self(rawValue: "signatureStep")
  /// An amount does not fit.
  public static let amountTooLarge = Self(rawValue: "amountTooLarge")
}
