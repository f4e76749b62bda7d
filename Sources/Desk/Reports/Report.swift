package import MemberStore
package import Wording

/// A table with its name and what it was asked for.
package struct Report: Sendable {
  package let name: String
  package let title: Sentence
  /// What the report is on, such as the date.
  package let subject: [(key: String, value: String)]
  package let table: Table

  init(_ name: String, _ title: Sentence, _ subject: KeyValuePairs<String, String>, _ table: Table)
  {
    self.name = name
    self.title = title
    self.subject = subject.map { ($0.key, $0.value) }
    self.table = table
  }
}

/// What a report is asked for.
package protocol ReportRequest: Sendable {
  /// Makes the report of one consistent state of the store.
  func report(_ tables: any StoreTransaction) throws -> Report
}

extension ReportRequest {
  /// The report on a store.
  package func report(on store: any MemberStore) async throws -> Report {
    try await store.read { tables in try report(tables) }
  }
}
