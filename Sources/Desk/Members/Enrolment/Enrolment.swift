package import BusinessCalendar
package import Loyalty

/// A member who was taken in.
package struct Enrolment: Sendable {
  package let holder: CardHolder
  /// The rule that the receipts met.
  package let joiningRule: RuleID?
  /// The last day for the registration form (rule A7).
  package let registerBy: BusinessDate?
  /// The rule of the welcome gift, which can be handed out now (rule A8).
  package let welcomeGift: RuleID?
  /// Whether the store knew all this already.
  package let isRepeated: Bool
}
