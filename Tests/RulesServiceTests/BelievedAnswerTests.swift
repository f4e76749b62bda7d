import Documents
import Foundation
import Loyalty
import RulesService
import Testing
import Wording

@Suite("An answer is believed only where it fits the sale")
struct BelievedAnswerTests {
  /// The error that an altered quote is answered with.
  private func failure(
    _ alter: @escaping @Sendable (inout Quote) -> Void
  ) async throws -> RulesServiceError? {
    let engine = try Sample.chainStore.engine
    return try await RulesServer.run { sale in
      var quote = try engine.quote(sale)
      alter(&quote)
      return .json(quote.json(language: .english))
    } _: { server in
      let rules = HTTPRules(endpoint: server.endpoint, timeout: .seconds(3_600))
      return await rules.refusal(of: try Sample.chainStore.sale) as? RulesServiceError
    }
  }

  @Test("Another sale's answer, even with the same lines")
  func otherSale() async throws {
    let error = try await failure { $0.saleID = "L1-20261122-0008" }
    #expect(error?.code == "rulesContradictory")
    #expect(error?.message.english.contains("L1-20261122-0008") == true)
  }

  @Test("Lines that are missing, exchanged, or another article's price")
  func otherLines() async throws {
    let missing = try await failure { quote in
      let last = quote.lines.removeLast()
      quote.gross -= last.gross
      quote.due -= last.net
      quote.discount = quote.gross - quote.due
    }
    #expect(missing?.code == "rulesContradictory")
    let exchanged = try await failure { $0.lines.swapAt(0, 1) }
    #expect(exchanged?.code == "rulesContradictory")
    let dearer = try await failure { quote in
      let more = Money(fen: 100)
      quote.lines[0].gross += more
      quote.lines[0].net += more
      quote.gross += more
      quote.due += more
    }
    #expect(dearer?.code == "rulesContradictory")
  }

  @Test("Negative amounts, though they add up")
  func negative() async throws {
    let error = try await failure { quote in
      quote.lines[0].memberDiscount += quote.lines[0].net + Money(fen: 1)
      quote.due -= quote.lines[0].net + Money(fen: 1)
      quote.lines[0].net = Money(fen: -1)
      quote.discount = quote.gross - quote.due
    }
    #expect(error?.code == "rulesUnreadable")
  }

  @Test("Sums that are wrong by a fen, anywhere")
  func sums() async throws {
    let one = Money(fen: 1)
    let changes: [@Sendable (inout Quote) -> Void] = [
      { $0.due += one }, { $0.gross += one }, { $0.discount += one }, { $0.lines[0].net += one },
      { $0.lines[0].memberDiscount -= one }, { $0.lines[2].gross += one },
    ]
    for change in changes {
      #expect(try await failure(change)?.code == "rulesUnreadable")
    }
  }

  @Test("Points and level without the member, or the member without them")
  func member() async throws {
    #expect(try await failure { $0.level = nil }?.code == "rulesContradictory")
    #expect(try await failure { $0.points.balanceAfter = nil }?.code == "rulesContradictory")
    #expect(try await failure { $0.points.redeemed = 100 }?.code == "rulesContradictory")
    #expect(try await failure { $0.points.pending += 10_000 }?.code == "rulesContradictory")
  }

  @Test("A quote without contradiction that gives away more than the till allows is not believed")
  func bounds() async throws {
    let gift = try await failure { quote in
      // Everything for nothing, and it adds up.
      for index in quote.lines.indices {
        quote.lines[index].memberDiscount = quote.lines[index].gross
        quote.lines[index].counterDiscount = .zero
        quote.lines[index].moneyOff = .zero
        quote.lines[index].net = .zero
      }
      quote.due = .zero
      quote.discount = quote.gross
    }
    #expect(gift?.code == "rulesExcessive" && gift?.nature == .device)
    let points = try await failure { $0.points.earned += 1_000_000 }
    #expect(points?.code == "rulesExcessive")
  }

  @Test(
    "The bounds are the file's own, to the fen and the point",
    arguments: [(5_000, true), (4_999, false)], [(2, true), (1, false)])
  func exact(discount: (share: Int32, isEnough: Bool), points: (each: Int64, isEnough: Bool)) throws
  {
    let sale = try Sample.chainStore.sale
    var quote = try Sample.chainStore.engine.quote(sale)
    quote.gross = Money(fen: 20_000)
    quote.discount = Money(fen: 10_000)
    quote.due = Money(fen: 10_000)
    quote.points.earned = 200
    quote.points.bonus = 0
    let rate = try #require(Rate(tenThousandths: discount.share))
    let found = QuoteBounds(largestDiscount: rate, pointsPerYuan: points.each).excesses(of: quote)
    #expect(found.contains { $0.code == "discountTooLarge" } == !discount.isEnough)
    #expect(found.contains { $0.code == "tooManyPoints" } == !points.isEnough)
  }
}
