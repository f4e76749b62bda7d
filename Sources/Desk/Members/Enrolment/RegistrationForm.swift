package import BusinessCalendar
package import VIPCard

/// A registration form (《门店VIP资料登记表》, rule A6); what is not known is left out.
package struct RegistrationForm: Sendable, Hashable {
  package var number: CardNumber?
  package var year: Int?
  package var sequence: Int?
  package var id: String?
  package var familyName: String?
  package var title: String?
  package var birthday: BusinessDate?
  package var joined: BusinessDate?
  package var registered: BusinessDate?
  package var level: String?
  /// The member who brought this one (rule C8).
  package var referrer: String?

  /// Makes an empty form.
  package init() {}
}
