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

  /// The same with the drawer as it was counted.
  func closeDay(_ document: [UInt8]) async throws -> Answer {
    let count = try DrawerCount.read(document)
    return try await day(count.date, drawer: count.drawer)
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
