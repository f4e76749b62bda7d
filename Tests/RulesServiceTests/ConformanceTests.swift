import BusinessCalendar
import Foundation
import Loyalty
import RulesService
import Testing
import Wording

/// Everyone who may decide prices, each with a sample program.
enum Decider: String, CaseIterable, Sendable {
  /// The built-in engine.
  case builtIn
  /// A service over HTTP.
  case service
  /// A service over HTTP, with the built-in engine behind it.
  case serviceWithFallback
  /// The built-in engine standing in for a service that nobody reaches.
  case standingIn

  /// Runs a test with this decider by an engine's rules.
  func run<Result: Sendable>(
    _ engine: RuleEngine, _ body: (any LoyaltyRules) async throws -> Result
  ) async throws -> Result {
    switch self {
    case .builtIn:
      return try await body(engine)
    case .service:
      return try await RulesServer.run(RulesServer.honest(engine)) { server in
        try await body(HTTPRules(endpoint: server.endpoint, timeout: .seconds(3_600)))
      }
    case .serviceWithFallback:
      return try await RulesServer.run(RulesServer.honest(engine)) { server in
        let client = HTTPRules(endpoint: server.endpoint, timeout: .seconds(3_600))
        return try await body(
          FallbackRules(primary: client, fallback: NoRules(), policy: .builtIn))
      }
    case .standingIn:
      return try await body(
        FallbackRules(primary: NoRules(), fallback: engine, policy: .builtIn))
    }
  }
}

/// Rules that always fail.
struct NoRules: LoyaltyRules {
  func quote(_ sale: Sale) async throws -> Quote {
    throw RulesServiceError.unreachable(host: "nowhere", reason: "none")
  }
}

@Suite("Whoever decides keeps the same rules")
struct ConformanceTests {
  @Test(
    "A sale gets the quote that the program's rules give, to the last explanation",
    arguments: Decider.allCases, Sample.allCases)
  func quote(decider: Decider, sample: Sample) async throws {
    let engine = try sample.engine
    let sale = try sample.sale
    let expected = try engine.quote(sale)
    let quotes = try await decider.run(engine) { rules in
      [try await rules.quote(sale), try await rules.quote(sale)]
    }
    #expect(quotes == [expected, expected])
    #expect(expected.contradictions(of: sale).isEmpty)
  }

  @Test("Without a member everyone's price applies, and no points", arguments: Decider.allCases)
  func everyone(decider: Decider) async throws {
    let sale = try Sample.chainStore.sale.with { $0.member = nil }
    let quote = try await decider.run(try Sample.chainStore.engine) { try await $0.quote(sale) }
    #expect(quote.level == nil && quote.points.balanceAfter == nil && quote.points.earned == 0)
    #expect(quote.due == quote.gross)
  }

  @Test("Member-only goods are refused to others, as business", arguments: Decider.allCases)
  func refused(decider: Decider) async throws {
    let sale = try Sample.chainStore.sale.with {
      $0.member = nil
      $0.lines[1].kind = .memberOnly
    }
    let error = try await decider.run(try Sample.chainStore.engine) { await $0.refusal(of: sale) }
    let explained = try #require(error as? SaleError)
    #expect(explained.code == "memberOnlyGoods" && explained.nature == .refusal)
    #expect(explained.message.simplifiedChinese != explained.message.english)
  }

  @Test("A contradictory sale is wrong input", arguments: Decider.allCases)
  func contradictory(decider: Decider) async throws {
    let sale = try Sample.chainStore.sale.with { $0.member?.level = "emperor" }
    let error = try await decider.run(try Sample.chainStore.engine) { await $0.refusal(of: sale) }
    let explained = try #require(error as? SaleError)
    #expect(explained.code == "invalidSale" && explained.nature == .input)
    #expect(explained.message.english.contains("emperor"))
  }

  @Test("Many sales at once each get their own quote", arguments: Decider.allCases)
  func concurrent(decider: Decider) async throws {
    let engine = try Sample.chainStore.engine
    let model = try Sample.chainStore.sale
    let sales = (1...40).map { number in
      model.with {
        $0.id = "L1-\(number)"
        $0.lines[0].unitPrice = Money(fen: Int64(number) * 1_111)
      }
    }
    let quotes = try await decider.run(engine) { rules in
      try await withThrowingTaskGroup(of: Quote.self) { group in
        for sale in sales { group.addTask { try await rules.quote(sale) } }
        return try await group.reduce(into: [:]) { $0[$1.saleID] = $1 }
      }
    }
    for sale in sales { #expect(quotes[sale.id] == (try engine.quote(sale))) }
  }
}
