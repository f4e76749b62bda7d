public import BusinessCalendar
public import Loyalty

/// A member as the store knows them, without the points.
public struct Member: Sendable, Hashable {
  /// The member's id.
  public var id: String
  /// The family name, for the greeting (rule A37).
  public var familyName: String?
  /// The form of address, such as 女士 or 先生.
  public var title: String?
  /// The level by its id in the program.
  public var level: String
  /// The day of joining, on which the first card was received.
  public var joined: BusinessDate?
  /// The day the registration form came in (rule A7).
  public var registered: BusinessDate?
  /// The birthday on file.
  public var birthday: BusinessDate?
  /// Everything ever earned, less what returns took away (rule B7).
  public var accumulatedPoints: Int64
  /// The day of the last committed purchase.
  public var lastPurchase: BusinessDate?
  /// The last card year whose fee was paid; `nil` when none was (rule C6).
  public var feePaidFor: Int?
  /// The member who brought this one; `nil` when nobody did (rule C8).
  public var referredBy: String?
  /// The sale for which that member was credited; `nil` while none was (rule C8).
  public var referralSale: String?
  /// The day on which the personal data left the store; `nil` while they are here (rule A48).
  public var erased: BusinessDate?
  /// Rises with every change of the member or of their points.
  public var revision: Int64

  /// Makes a member.
  public init(
    id: String, familyName: String? = nil, title: String? = nil, level: String,
    joined: BusinessDate? = nil, registered: BusinessDate? = nil, birthday: BusinessDate? = nil,
    accumulatedPoints: Int64 = 0, lastPurchase: BusinessDate? = nil, feePaidFor: Int? = nil,
    referredBy: String? = nil, revision: Int64 = 0
  ) {
    self.id = id
    self.familyName = familyName
    self.title = title
    self.level = level
    self.joined = joined
    self.registered = registered
    self.birthday = birthday
    self.accumulatedPoints = accumulatedPoints
    self.lastPurchase = lastPurchase
    self.feePaidFor = feePaidFor
    self.referredBy = referredBy
    self.referralSale = nil
    self.erased = nil
    self.revision = revision
  }

  /// Makes a member from a snapshot that somebody else keeps; its lots are booked apart.
  public init(_ snapshot: MemberSnapshot) {
    self.init(
      id: snapshot.id, familyName: snapshot.familyName, title: snapshot.title,
      level: snapshot.level, joined: snapshot.joined, registered: snapshot.registered,
      birthday: snapshot.birthday, accumulatedPoints: snapshot.accumulatedPoints,
      lastPurchase: snapshot.lastPurchase, feePaidFor: snapshot.feePaidFor)
  }
}

/// A member on a date: what the rules may see, and what the slip and the member ask beside it.
public struct MemberAccount: Sendable, Hashable {
  /// The member.
  public var member: Member
  /// What the rules see on the date: lots that are valid, those that wait for registration marked.
  public var snapshot: MemberSnapshot
  /// Points owed after returns, where the program lets the balance go below zero.
  public var owed: Int64
  /// What is on the card (rule C5).
  public var prepaid: Money

  /// Points that can be spent on the date, less what is owed.
  public var balance: Int64 {
    snapshot.lots.reduce(-owed) { $0 + ($1.pending ? 0 : $1.remaining) }
  }
  /// Points that wait for registration (rule A7).
  public var pendingPoints: Int64 {
    snapshot.lots.reduce(0) { $0 + ($1.pending ? $1.remaining : 0) }
  }
  /// The revision that a hold names, so that it is refused when the account has changed since.
  public var revision: Int64 { member.revision }
}
