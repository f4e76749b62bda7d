package import BusinessCalendar
package import Loyalty
package import MemberStore

/// The sales of a month as they were priced, each with the member as the rules saw them that day: what another
/// version of the program can be tried on.
package struct MonthSales: Sendable {
  private let month: Month

  /// - Parameter month: any day of the month.
  package init(_ month: BusinessDate) { self.month = Month(of: month) }

  /// The sales that were paid, of every shop in the store, in the order of booking; what came back since counts as sold.
  package func sales(in store: any MemberStore) async throws -> [Sale] {
    let month = month
    let priced = try await store.read { tables in
      try tables.sales(from: month.first, through: month.last)
        .filter { $0.state == .committed }.map(\.priced)
    }
    return priced.compactMap { try? Sale.read(json: $0) }
  }
}
