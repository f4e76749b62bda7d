import BusinessCalendar
import Desk
import Foundation
import Loyalty
import MemberStore
import MemberStoreSuite
import Testing

@testable import SQLiteStore

extension StatementCountTests {
  /// What a shop asks for at the end of a day, a month, a quarter.
  enum Question: String, CaseIterable, Sendable {
    case day, settlement, activity, birthdays, forms, survey, segments, search

    func ask(_ store: TracedStore) async throws -> Int {
      let date = try MemberStoreSuite.day("2026-11-22")
      let chain = try Self.program("chain-store")
      let rows: (any ReportRequest) async throws -> Int = {
        try await $0.report(on: store).table.rows.count
      }
      return switch self {
      case .day: try await rows(DayReport(shop: "S01", date: date))
      case .settlement: try await rows(SettlementReport(program: chain, month: date))
      case .activity: try await rows(ActivityReport(program: chain, date: date))
      case .birthdays: try await rows(BirthdayReport(program: chain, date: date, days: 0))
      case .forms:
        try await rows(
          FormReport(program: chain, month: MemberStoreSuite.day("2026-01-09"), date: date))
      case .survey: try await rows(SurveyReport(program: chain, date: date))
      case .segments:
        try await rows(
          SegmentReport(
            program: Self.program("retail-loyalty"), filter: SegmentFilter(), segments: [],
            date: date))
      case .search: try await MemberDesk(store).find(.familyName("王"), on: date).count
      }
    }

    private static func program(_ name: String) throws -> LoyaltyProgram {
      let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "programs/\(name).yaml")
      return try LoyaltyProgram.load(
        yaml: String(contentsOf: file, encoding: .utf8), file: file.lastPathComponent)
    }
  }

  @Test("The day's close, the reports, a search", arguments: Question.allCases)
  func questions(_ question: Question) async throws {
    func cost(_ rows: Int) async throws -> (statements: Int, found: Int) {
      try await withFolder { folder in
        let path = folder + "/store.sqlite"
        try await SQLiteMemberStore(path: path).close()
        let store = try TracedStore(path: path)
        try await fill(store, rows: rows)
        for number in 0..<rows { try await store.enrol(sampleMember("N\(number)")) }
        store.forget()
        let found = try await question.ask(store)
        let statements = store.statements.count
        try await store.close()
        return (statements, found)
      }
    }
    let (few, many) = (try await cost(3), try await cost(40))
    #expect(few.statements == many.statements)
    // A list of nobody would prove nothing; what shops owe each other needs a second shop.
    #expect(question == .settlement || many.found > few.found)
  }
}
