import BusinessCalendar
import Foundation
import Loyalty
import Testing
import Wording

/// A program, with a way of rounding of its own, and the seed of some random sales; a failure names both.
struct Trial: Sendable, CustomTestStringConvertible {
  let name: String
  let program: LoyaltyProgram
  let seed: UInt64

  var testDescription: String { "\(name), seed \(seed)" }

  /// The shipped programs, and each way of rounding, with several seeds each.
  static let all: [Trial] = {
    let names = ["chain-store", "department-store", "retail-loyalty"]
    let ways = [("discount", "line"), ("price", "unit"), ("price", "sale"), ("discount", "sale")]
    var programs = names.map { ($0, Programs.load($0)) }
    for name in names {
      for (round, per) in ways {
        let variant = Programs.variant(
          name, [("round: price", "round: \(round)"), ("per: line", "per: \(per)")])
        programs.append(("\(name) (\(round), \(per))", variant))
      }
    }
    return programs.flatMap { name, program in
      (UInt64(1)...4).map { Trial(name: name, program: program, seed: $0) }
    }
  }()
}

@Suite("What holds for every sale, over thousands of random ones")
struct QuotePropertyTests {
  /// Tries a property on so many sales of each program, a quarter of them for each seed.
  private func forEachSale(
    _ trial: Trial, seed: UInt64, count: Int = 400, member: Bool = true, redeem: Bool = true,
    _ check: (LoyaltyProgram, Sale, Quote, inout RandomSales) throws -> Void
  ) throws {
    var sales = RandomSales(seed: seed &* 1_000 &+ trial.seed)
    let engine = RuleEngine(trial.program)
    for _ in 0..<count / 4 {
      let sale = sales.sale(trial.program, member: member, redeem: redeem)
      do {
        try check(trial.program, sale, engine.quote(sale), &sales)
      } catch {
        Issue.record(error, "\(sale.json)")
      }
    }
  }

  @Test("All sums are exact, and no line is below zero or above its price", arguments: Trial.all)
  func sums(trial: Trial) throws {
    try forEachSale(trial, seed: 1) { _, sale, quote, _ in
      var gross: Int64 = 0
      var due: Int64 = 0
      for line in quote.lines {
        #expect(
          line.net == line.gross - line.counterDiscount - line.memberDiscount - line.moneyOff)
        #expect(line.net >= .zero && line.net <= line.gross)
        #expect(
          line.counterDiscount >= .zero && line.memberDiscount >= .zero && line.moneyOff >= .zero)
        #expect(line.rules.isEmpty == (line.net == line.gross))
        gross += line.gross.fen
        due += line.net.fen
      }
      #expect(quote.gross.fen == gross && quote.due.fen == due)
      #expect(quote.discount == quote.gross - quote.due)
      #expect(quote.lines.map(\.id) == sale.lines.map(\.id))
    }
  }

  @Test(
    "D10: the explanation leads from each line's price to what is paid, step by step",
    arguments: Trial.all)
  func explanation(trial: Trial) throws {
    try forEachSale(trial, seed: 2, count: 200) { _, _, quote, _ in
      for line in quote.lines {
        let steps = quote.explanation.filter { $0.line == line.id }
        #expect(!steps.isEmpty)
        #expect(steps.first?.before == line.gross && steps.last?.after == line.net)
        for (step, next) in zip(steps, steps.dropFirst()) { #expect(step.after == next.before) }
      }
      let added = quote.points.steps.reduce(0) { $0 + $1.points }
      #expect(added == quote.points.earned + quote.points.bonus - quote.points.redeemed)
    }
  }

  @Test(
    "The order of lines changes no total, and equal lines can change places",
    arguments: Trial.all)
  func permutation(trial: Trial) throws {
    try forEachSale(trial, seed: 3, count: 200) { program, sale, quote, sales in
      var other = sale
      other.lines = sales.shuffled(sale.lines)
      let shuffled = try program.quote(other)
      #expect(shuffled.due == quote.due)
      #expect(shuffled.points == quote.points)
      #expect(shuffled.level == quote.level && shuffled.prompts == quote.prompts)

      var twins = sale
      twins.lines = [sale.lines[0], sale.lines[0]] + sale.lines.dropFirst()
      twins.lines[1].id = "twin"
      guard let first = try? program.quote(twins) else { return }
      twins.lines.swapAt(0, 1)
      let second = try program.quote(twins)
      #expect(first.nets == second.nets)
    }
  }

  @Test("A line more, or a dearer one, never lowers what is due or earned", arguments: Trial.all)
  func monotony(trial: Trial) throws {
    try forEachSale(trial, seed: 4, count: 200, redeem: false) { program, sale, quote, sales in
      var more = sale
      var extra = sales.line(99, memberOnly: true)
      extra.unitPrice = Money(fen: sales.number(0...100_000))
      more.lines.append(extra)
      let longer = try program.quote(more)
      #expect(longer.due >= quote.due)
      #expect(longer.points.earned >= quote.points.earned)
      #expect(longer.points.bonus >= quote.points.bonus)

      var dearer = sale
      let index = Int(sales.number(0...Int64(sale.lines.count - 1)))
      dearer.lines[index].unitPrice.fen = min(
        99_999_999_999, sale.lines[index].unitPrice.fen + sales.number(0...1000))
      let higher = try program.quote(dearer)
      #expect(higher.due >= quote.due)
      #expect(higher.points.earned >= quote.points.earned)
    }
  }

  @Test("A member never pays more than everyone, and waiving never pays less", arguments: Trial.all)
  func membersPayLess(trial: Trial) throws {
    try forEachSale(trial, seed: 5, count: 200, redeem: false) { program, sale, quote, _ in
      var waived = sale
      waived.waivesDiscount = true
      let full = try program.quote(waived)
      #expect(full.due >= quote.due)
      guard !sale.lines.contains(where: { $0.kind == .memberOnly }) else { return }
      var everyone = sale
      everyone.member = nil
      let others = try program.quote(everyone)
      #expect(others.due >= quote.due)
    }
  }

  @Test(
    "Fees, top-ups, special and promotional goods keep their price but for money off",
    arguments: Trial.all)
  func untouched(trial: Trial) throws {
    try forEachSale(trial, seed: 6, count: 200) { _, sale, quote, _ in
      for (line, priced) in zip(sale.lines, quote.lines) where line.kind != .regular {
        #expect(priced.counterDiscount == .zero && priced.memberDiscount == .zero)
        if line.kind == .fee || line.kind == .prepaid { #expect(priced.moneyOff == .zero) }
      }
      if quote.points.redeemed > 0 { #expect(quote.points.redeemed <= sale.redeemPoints) }
    }
  }

  @Test(
    "The balance is what was valid, plus earned, bonus, less pending and redeemed",
    arguments: Trial.all)
  func balance(trial: Trial) throws {
    try forEachSale(trial, seed: 7, count: 200) { _, sale, quote, _ in
      let owed = sale.member?.pointsOwed ?? 0
      let before = LotArithmetic.available(sale.member?.lots ?? [], owed: owed, on: sale.date)
      let points = quote.points
      #expect(
        points.balanceAfter
          == before + points.earned + points.bonus - points.pending - points.redeemed)
      #expect(points.balanceAfter ?? 0 >= -owed)
      let owes = quote.prompts.contains { $0.topic.code == "pointsOwed" }
      #expect(owes == (points.balanceAfter ?? 0 < 0))
    }
  }

  @Test("A larger discount never raises what is due, step by step down the rates")
  func deeperRates() throws {
    for (name, old) in [("chain-store", "rate: 0.88 "), ("department-store", "rate: 0.88")] {
      let shallow = Programs.variant(name, [(old, "rate: 0.97 ")])
      let middle = Programs.variant(name, [(old, "rate: 0.8801 ")])
      let deep = Programs.variant(name, [(old, "rate: 0.7999 ")])
      var sales = RandomSales(seed: 11)
      for _ in 0..<600 {
        var sale = sales.sale(shallow, redeem: false)
        sale.member?.level = shallow.levels[0].id
        let dues = try [shallow, middle, deep].map { try $0.quote(sale).due }
        #expect(dues == dues.sorted(by: >))
      }
    }
  }

  @Test(
    "Points are counted on what was paid for goods that earn, special tenders in proportion",
    arguments: Trial.all)
  func basis(trial: Trial) throws {
    try forEachSale(trial, seed: 12, count: 200) { program, sale, quote, _ in
      var earning: Int64 = 0
      for (line, priced) in zip(sale.lines, quote.lines)
      where program.points.earnedBy.contains(line.kind) { earning += priced.net.fen }
      let special = min(quote.due.fen, sale.specialTenders.reduce(0) { $0 + $1.amount.fen })
      let basis = quote.points.basis.fen
      if special == 0 { #expect(basis == earning) }
      #expect(basis >= max(0, earning - special) && basis <= earning)
    }
  }

  @Test(
    "Written and read again, a sale gets the same quote, byte for byte, in valid JSON",
    arguments: Trial.all)
  func roundTrip(trial: Trial) throws {
    try forEachSale(trial, seed: 8, count: 40) { program, sale, quote, _ in
      let again = try Sale.read(json: sale.json)
      #expect(again == sale)
      for language in Language.allCases {
        let json = quote.json(language: language, program: program)
        let second = try program.quote(again).json(language: language, program: program)
        #expect(second == json)
        #expect((try? JSONSerialization.jsonObject(with: Data(json.utf8))) != nil)
      }
    }
  }

  @Test(
    "Prompts come by rank, each with a rule of the program's own series or A",
    arguments: Trial.all)
  func ranked(trial: Trial) throws {
    try forEachSale(trial, seed: 10, count: 60) { program, _, quote, _ in
      let ranks = quote.prompts.map(\.topic.rank)
      #expect(ranks == ranks.sorted())
      let series = program.levels[0].rule.series
      for prompt in quote.prompts {
        #expect([series, RuleID.a(1).series].contains(prompt.rule.series))
      }
    }
  }

  @Test("Without a member nothing is earned, signed or said about points", arguments: Trial.all)
  func everyone(trial: Trial) throws {
    try forEachSale(trial, seed: 9, count: 100, member: false) { _, _, quote, _ in
      #expect(quote.points.earned == 0 && quote.points.balanceAfter == nil)
      #expect(!quote.signatureRequired && quote.memberLines.isEmpty && quote.level == nil)
    }
  }
}
