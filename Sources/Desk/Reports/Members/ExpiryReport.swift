package import BusinessCalendar
import Loyalty
package import MemberStore
import Wording

/// Points that members have, by the last day on which they can be spent (rule A18); soonest first, those without
/// an end last.
package struct ExpiryReport: ReportRequest {
  let date: BusinessDate
  let until: BusinessDate?

  /// - Parameter until: only what expires up to this day; everything if `nil`.
  package init(date: BusinessDate, until: BusinessDate? = nil) {
    self.date = date
    self.until = until
  }

  package func report(_ tables: any StoreTransaction) throws -> Report {
    var days: [BusinessDate?: (members: Int64, points: Int64, pending: Int64)] = [:]
    for member in try tables.members() {
      var own: [BusinessDate?: (points: Int64, pending: Int64)] = [:]
      for lot in try tables.standing(of: member, on: date).lots where lot.remaining > 0 {
        var day = own[lot.expires] ?? (0, 0)
        if lot.pending { day.pending += lot.remaining } else { day.points += lot.remaining }
        own[lot.expires] = day
      }
      for (expires, day) in own
      where until.map({ limit in expires.map { $0 <= limit } ?? false }) ?? true {
        let sum = days[expires] ?? (0, 0, 0)
        days[expires] = (sum.members + 1, sum.points + day.points, sum.pending + day.pending)
      }
    }
    let rows = days.sorted { ($0.key ?? .latest) < ($1.key ?? .latest) }.map { expires, day in
      [
        Table.Cell(expires), .number(day.members), .number(day.points), .number(day.pending),
      ]
    }
    return Report(
      "expiry", Sentence(zhHans: "积分到期", zhHant: "積分到期", en: "Points by expiry"),
      ["date": date.description],
      Table(
        columns: [
          .init("expires", "最后有效日", "最後有效日", "Valid until"),
          .init("members", "会员数", "會員數", "Members"), .init("points", "积分", "積分", "Points"),
          .init("pending", "待登记", "待登記", "Waiting for the form"),
        ], rows: rows))
  }
}
