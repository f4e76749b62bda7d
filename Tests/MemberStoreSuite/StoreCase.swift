package import MemberStore
import Testing

/// A store as the suite takes it: how an empty one is made, used and put away.
package struct StoreUnderTest: Sendable, CustomTestStringConvertible {
  /// An empty store, and what puts it away.
  package typealias Made = (
    store: any MemberStore, putAway: @Sendable () async throws -> Void
  )

  /// What tests call it.
  package let testDescription: String
  /// Whether several hands may use it at the same time.
  package let takesManyHands: Bool
  private let make: @Sendable () async throws -> Made

  /// Makes a subject.
  ///
  /// - Parameter make: makes an empty store.
  package init(
    _ name: String, takesManyHands: Bool = true, make: @escaping @Sendable () async throws -> Made
  ) {
    self.testDescription = name
    self.takesManyHands = takesManyHands
    self.make = make
  }

  /// Runs a test on an empty store of this kind.
  package func withStore(_ use: (any MemberStore) async throws -> Void) async throws {
    let made = try await make()
    do {
      try await use(made.store)
    } catch {
      try? await made.putAway()
      throw error
    }
    try await made.putAway()
  }

  /// The same store, with every body of a transaction run twice: see ``TwiceStore``.
  package var twice: StoreUnderTest {
    let make = make
    return StoreUnderTest(testDescription + ", every body twice", takesManyHands: takesManyHands) {
      let made = try await make()
      return (TwiceStore(made.store), made.putAway)
    }
  }
}

/// One thing that every store must do.
package struct StoreCase: Sendable, CustomTestStringConvertible {
  /// The rule, as a sentence.
  package let testDescription: String
  private let needsManyHands: Bool
  private let body: @Sendable (StoreUnderTest) async throws -> Void

  /// Makes a case.
  ///
  /// - Parameter together: whether it uses the store from several hands at the same time.
  init(
    _ rule: String, together: Bool = false,
    _ body: @escaping @Sendable (StoreUnderTest) async throws -> Void
  ) {
    self.testDescription = rule
    self.needsManyHands = together
    self.body = body
  }

  /// Makes a case that is tried with one value after the other.
  init<Value: Sendable>(
    _ rule: String, with values: [Value],
    _ body: @escaping @Sendable (StoreUnderTest, Value) async throws -> Void
  ) {
    self.init(rule) { subject in
      for value in values { try await body(subject, value) }
    }
  }

  /// Tries it on a kind of store.
  package func check(_ subject: StoreUnderTest) async throws {
    if needsManyHands && !subject.takesManyHands { return }
    try await body(subject)
  }
}

/// What every member store must do, whatever keeps it: the same answers, the same refusals, the same books.
package enum StoreConformance {
  /// Every case, chapter by chapter.
  package static let cases =
    MemberChapter.cases + CardRegisterChapter.cases + CardGuardChapter.cases
    + SupervisorChapter.cases
    + ClosedDayChapter.cases
    + CardStockChapter.cases + LedgerChapter.cases + SaleBookingChapter.cases
    + ReturnChapter.cases + PrepaidChapter.cases + FeeAndReferralChapter.cases
    + LevelChapter.cases + ReportingChapter.cases + RetentionChapter.cases
    + RandomBookingChapter.cases
}
