import BusinessCalendar
import Desk
import Documents
import Lane
import Loyalty
import Wire
import Wording

extension LaneHost {
  /// A report of one consistent state of the store.
  func report(_ served: ServedReport, _ query: [String: [String]]) async throws -> Report {
    let request = try await served.make(self, ReportQuery(query, known: served.query))
    return try await request.report(on: self.served.store)
  }

  /// The day's totals, and what is still to be settled.
  func day(_ date: String?) async throws -> Answer {
    let query = try ReportQuery(date.map { ["date": [$0]] } ?? [:], known: ["date"])
    return try await day(query.date("date"), drawer: nil)
  }

  /// The same with the drawer as it was counted; nothing is booked by it.
  func countDrawer(_ document: [UInt8]) async throws -> Answer {
    let count = try DrawerCount.read(document)
    return try await day(count.date, drawer: count.drawer)
  }

  /// Closes a day: nothing is booked on it any more unless a supervisor lets it in.
  func closeDay(_ document: [UInt8]) async throws -> Answer {
    let order = try ClosingOrder.read(document)
    let (shop, now) = (served.configuration.store, served.clock.now().stamp)
    let date = try bookingDate(order.date)
    let (day, isRepeated) = try await served.store.close(
      shop: shop, date: date, by: order.by, at: now)
    if !isRepeated {
      await events.add(
        "\"event\":\"day\",\"time\":\"\(now)\",\"date\":\"\(date)\",\"state\":\"closed\"")
    }
    let report = try await DayReport(shop: shop, date: date).report(on: served.store)
    return Answer(
      json: try JSONLine.text(ClosedDayForm(day, report: report, isRepeated: isRepeated)))
  }

  private func day(_ date: BusinessDate?, drawer: Drawer?) async throws -> Answer {
    let report = try await DayReport(
      shop: served.configuration.store, date: date ?? today, drawer: drawer
    ).report(on: served.store)
    return Answer(json: try JSONLine.text(report))
  }
}

/// `{"date":"2026-11-22","counted":"1234.50","float":"300.00"}`: the cash that lies in the drawer at the day's close.
struct DrawerCount: Sendable {
  let date: BusinessDate?
  let drawer: Drawer

  /// Throws `DocumentError` with every mistake.
  static func read(_ document: [UInt8]) throws -> DrawerCount {
    try Document.read(document, as: .json) { root in
      guard let fields = root.fields() else { return nil }
      let date = fields.optional("date")?.date()
      let counted = fields.require("counted")?.money()
      let float = fields.optional("float")?.money() ?? .zero
      fields.finish()
      return counted.map { DrawerCount(date: date, drawer: Drawer(counted: $0, float: float)) }
    }
  }
}

/// `{"by":"王店长","date":"2026-11-22"}`: a day that is closed for good, and who closes it.
struct ClosingOrder: Sendable {
  let date: BusinessDate?
  let by: String

  /// Throws `DocumentError` with every mistake.
  static func read(_ document: [UInt8]) throws -> ClosingOrder {
    try Document.read(document, as: .json) { root in
      guard let fields = root.fields() else { return nil }
      let date = fields.optional("date")?.date()
      let by = fields.require("by")?.person()
      fields.finish()
      return by.map { ClosingOrder(date: date, by: $0) }
    }
  }
}
