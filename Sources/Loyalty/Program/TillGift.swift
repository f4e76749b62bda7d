/// A gift that is handed out at the till, with a sale that calls for it.
public enum TillGift: String, Sendable, Hashable, CaseIterable, Codable {
  /// The welcome gift and the handbook, once (rule A8).
  case welcome
  /// The birthday gift, once a year and on the birthday only (rule B10).
  case birthday
  /// The quarter's gift, once a quarter at a level that has one (rule B8).
  case quarter
  /// The lottery draw for this sale (rule B9).
  case draw
}
