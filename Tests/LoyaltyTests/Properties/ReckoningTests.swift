import BusinessCalendar
import Loyalty
import Testing

/// The engine beside a reckoning that knows nothing of it: fractions of whole numbers, written down from the
/// rules. What is only consistent with itself would not pass here.
@Suite("Every amount is the one that the rules come to, over thousands of random sales")
struct ReckoningTests {
  /// Half-up on a fraction that is not negative.
  private func halfUp(_ numerator: Int128, _ denominator: Int128) -> Int64 {
    Int64((numerator * 2 + denominator) / (denominator * 2))
  }

  /// The rates on a line, in ten-thousandths: the counter's, then the member's.
  private func rates(
    _ line: SaleLine, _ sale: Sale, _ program: LoyaltyProgram, level: Level
  ) -> (counter: Int64?, member: Int64?) {
    guard line.kind == .regular else { return (nil, nil) }
    let counter = sale.counterPromotions.first { promotion in
      promotion.counter == line.counter
        && (promotion.from.map { $0 <= sale.date.adding(days: level.earlyAccessDays) } ?? true)
    }
    if counter != nil, !program.pricing.memberRateOnTop {
      return (counter.map { Int64($0.rate.tenThousandths) }, nil)
    }
    var best = level.rate
    if let memberDay = program.memberDay, memberDay.weekday == sale.date.weekday {
      best = min(best, memberDay.rate)
    }
    if let member = sale.member, let birthday = program.birthday, let born = member.birthday,
      Birthday.isCelebrated(born, on: sale.date, leapDay: birthday.leapDay),
      birthday.rule != nil, let rate = level.birthdayRate ?? birthday.rate,
      !birthday.needsIdentityCard || sale.confirmations.identityCard
    {
      best = min(best, rate)
    }
    return (
      counter.map { Int64($0.rate.tenThousandths) },
      sale.waivesDiscount || best.tenThousandths == 10_000 ? nil : Int64(best.tenThousandths)
    )
  }

  /// An amount after a rate.
  private func after(_ fen: Int64, _ rate: Int64?, _ target: RoundingTarget) -> Int64 {
    guard let rate else { return fen }
    return switch target {
    case .price: halfUp(Int128(fen) * Int128(rate), 10_000)
    case .discount: fen - halfUp(Int128(fen) * Int128(10_000 - rate), 10_000)
    }
  }

  @Test(
    "D1, D2: each line, or their sum, is what the rates come to, to the fen", arguments: Trial.all)
  func prices(trial: Trial) throws {
    let (program, engine) = (trial.program, RuleEngine(trial.program))
    let round = program.pricing.round
    var sales = RandomSales(seed: 7_000 + trial.seed)
    for _ in 0..<150 {
      let sale = sales.sale(program, redeem: false)
      let quote = try engine.quote(sale)
      let level = try #require(sale.member.flatMap { program.level($0.level) })
      var (exact, listed, paid) = (Int128(0), Int128(0), Int64(0))
      for (line, priced) in zip(sale.lines, quote.lines) {
        let quantity = Int128(line.quantity.thousandths)
        let gross = halfUp(Int128(line.unitPrice.fen) * quantity, 1_000)
        #expect(priced.gross.fen == gross)
        let (counter, member) = rates(line, sale, program, level: level)
        switch program.pricing.per {
        case .line:
          let expected = after(after(gross, counter, round), member, round)
          #expect(priced.net.fen == expected, "\(sale.json)")
        case .unit where counter != nil || member != nil:
          let unit = after(after(line.unitPrice.fen, counter, round), member, round)
          #expect(priced.net.fen == halfUp(Int128(unit) * quantity, 1_000), "\(sale.json)")
        case .sale where counter != nil || member != nil:
          exact += Int128(gross) * Int128(counter ?? 10_000) * Int128(member ?? 10_000)
          listed += Int128(gross)
          paid += priced.net.fen
          // Largest remainder: nobody is more than a fen away from the exact share.
          let share = Int128(gross) * Int128(counter ?? 10_000) * Int128(member ?? 10_000)
          let distance = (Int128(priced.net.fen) * 100_000_000 - share).magnitude
          #expect(distance < 100_000_000, "\(sale.json)")
        case .unit, .sale: #expect(priced.net.fen == gross)
        }
      }
      let sum =
        round == .price
        ? halfUp(exact, 100_000_000)
        : Int64(listed) - halfUp(listed * 100_000_000 - exact, 100_000_000)
      #expect(paid == sum, "\(sale.json)")
    }
  }

  @Test(
    "D3: money off is spread by largest remainder, ties to the earlier line", arguments: Trial.all)
  func spreading(trial: Trial) throws {
    let program = trial.program
    guard program.redemption.moneyOff != nil else { return }
    let engine = RuleEngine(program)
    var sales = RandomSales(seed: 8_000 + trial.seed)
    var spread = 0
    for _ in 0..<200 {
      var sale = sales.sale(program)
      if sales.chance(50) {
        // Equal lines have equal remainders: only their order decides.
        sale.lines = sale.lines.flatMap { line in
          (0..<3).map { copy in
            var other = line
            other.id += "-\(copy)"
            return other
          }
        }
      }
      let quote = try engine.quote(sale)
      let off = quote.lines.reduce(Int64(0)) { $0 + $1.moneyOff.fen }
      guard off > 0 else { continue }
      spread += 1
      let weights = zip(sale.lines, quote.lines).map { line, priced in
        line.kind == .fee || line.kind == .prepaid ? 0 : (priced.net + priced.moneyOff).fen
      }
      let whole = weights.reduce(Int128(0)) { $0 + Int128($1) }
      var parts = weights.map { Int64(Int128(off) * Int128($0) / whole) }
      let order = weights.indices.sorted { left, right in
        let (a, b) = (
          Int128(off) * Int128(weights[left]) % whole, Int128(off) * Int128(weights[right]) % whole
        )
        return a == b ? left < right : a > b
      }
      for index in order.prefix(Int(off - parts.reduce(0, +))) { parts[index] += 1 }
      #expect(quote.lines.map(\.moneyOff.fen) == parts, "\(sale.json)")
    }
    #expect(spread > 10, "hardly any sale spent points")
  }

  @Test("D6: points are the full steps of what was paid, the rest dropped", arguments: Trial.all)
  func points(trial: Trial) throws {
    let (program, engine) = (trial.program, RuleEngine(trial.program))
    let rules = program.points
    var sales = RandomSales(seed: 9_000 + trial.seed)
    for _ in 0..<150 {
      let sale = sales.sale(program)
      let quote = try engine.quote(sale)
      var (earning, due) = (Int128(0), Int128(0))
      for (line, priced) in zip(sale.lines, quote.lines) {
        due += Int128(priced.net.fen)
        if line.kind != .fee && line.kind != .prepaid { earning += Int128(priced.net.fen) }
      }
      let special = min(due, sale.specialTenders.reduce(Int128(0)) { $0 + Int128($1.amount.fen) })
      let basis = Int64(earning) - (due == 0 ? 0 : halfUp(special * earning, due))
      #expect(quote.points.basis.fen == basis, "\(sale.json)")
      let level = try #require(sale.member.flatMap { program.level($0.level) })
      let steps = basis / rules.every.fen
      #expect(
        quote.points.earned == steps * rules.earn * level.pointsMultiplier / 100, "\(sale.json)")
      let bonus = rules.bonus.map { quote.points.earned >= $0.fromPoints ? $0.points : 0 } ?? 0
      #expect(quote.points.bonus == bonus)
    }
  }
}
