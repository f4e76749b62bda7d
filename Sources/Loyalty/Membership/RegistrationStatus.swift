public import BusinessCalendar

/// What the registration form means for a card on a day (rule A7).
public enum RegistrationStatus: Sendable, Hashable {
  /// Registered in time, or the program asks for no registration.
  case registered
  /// Not yet, and still in time: points are pending until this day, the last one included.
  case pending(registerBy: BusinessDate)
  /// Too late or never: a discount-only card (门店优惠卡) until the next card.
  case discountOnly

  /// Decides the status.
  ///
  /// - Parameters:
  ///   - received: the day this card was received; when not told, it counts as just handed out.
  ///   - registered: the day the form came in; `nil` while it has not. A form that was on file when the card
  ///     was received counts for it from its first day, however late it came for an earlier card.
  ///   - date: the business date.
  ///   - rule: the program's rule; `nil` where no registration is asked for.
  public init(
    joined received: BusinessDate?, registered: BusinessDate?, on date: BusinessDate,
    rule: RegistrationRule?
  ) {
    guard let rule else {
      self = .registered
      return
    }
    let deadline = (received ?? registered ?? date).adding(days: rule.days)
    if let registered {
      self = registered <= deadline ? .registered : .discountOnly
    } else {
      self = date <= deadline ? .pending(registerBy: deadline) : .discountOnly
    }
  }

  /// Decides the status of the card that a member showed.
  public init(of member: MemberSnapshot, on date: BusinessDate, rule: RegistrationRule?) {
    self.init(
      joined: member.cardReceived ?? member.joined, registered: member.registered, on: date,
      rule: rule)
  }
}
