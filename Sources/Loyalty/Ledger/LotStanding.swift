public import BusinessCalendar

/// Whether points that were earned before registration count by now (rule A7).
public enum LotStanding: Sendable, Hashable {
  /// They count.
  case available
  /// They wait for the registration form.
  case waiting
  /// They waited in vain: the form came too late, or the last day has passed.
  case dropped

  /// Decides the standing of a lot.
  ///
  /// - Parameters:
  ///   - registerBy: the last day on which registering makes the points available; `nil` for points that
  ///     need no registration.
  ///   - registered: the day the form came in; `nil` while it has not. A later day than `date` has not
  ///     happened yet.
  ///   - date: the business date.
  public init(registerBy: BusinessDate?, registered: BusinessDate?, on date: BusinessDate) {
    guard let registerBy else {
      self = .available
      return
    }
    if let registered, registered <= date {
      self = registered <= registerBy ? .available : .dropped
    } else {
      self = date <= registerBy ? .waiting : .dropped
    }
  }
}
