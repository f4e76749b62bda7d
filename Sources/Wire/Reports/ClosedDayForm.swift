package import Desk
package import MemberStore

/// A day that was closed, after `docs/schemas/day-close.schema.json`.
package struct ClosedDayForm: Encodable, Sendable {
  private let day: ClosedDay
  private let report: Report
  private let isRepeated: Bool

  /// - Parameters:
  ///   - report: the day as it stands.
  ///   - isRepeated: whether it had been closed before; who and when are those of that time.
  package init(_ day: ClosedDay, report: Report, isRepeated: Bool) {
    self.day = day
    self.report = report
    self.isRepeated = isRepeated
  }

  package func encode(to encoder: any Encoder) throws {
    var object = JSONObject(encoder)
    try object.put("shop", day.store)
    try object.put("date", day.date)
    try object.put("by", day.who)
    try object.put("time", day.time)
    try object.put("report", report)
    try object.put("repeated", isRepeated)
  }
}
