public import BusinessCalendar
public import Loyalty

/// What lists of members need of each: all of it in one look-up.
public protocol MemberListTables {
  /// What members paid in committed sales up to a day, by member and day.
  ///
  /// - Parameters:
  ///   - members: only theirs; everyone's if `nil`.
  ///   - through: the last business date that counts.
  func purchases(
    ofMembers members: [String]?, through: BusinessDate
  ) throws -> [String: [Purchase]]
  /// The gifts that were handed out under a rule up to a day.
  func giftClaims(rule: RuleID, through: BusinessDate) throws -> [GiftClaim]
}
