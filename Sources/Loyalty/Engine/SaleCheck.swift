import BusinessCalendar
import Wording

/// Refuses what cannot be priced: malformed, contradictory, or forbidden by a rule.
///
/// The quick pass builds no text; only when something is wrong are all mistakes collected.
struct SaleCheck {
  let program: LoyaltyProgram
  let sale: Sale
  let member: MemberState?

  func run() throws(SaleError) {
    var mistakes: [Mistake] = []
    checkSale(&mistakes)
    checkLines(&mistakes)
    checkMember(&mistakes)
    checkRedemption(&mistakes)
    guard mistakes.isEmpty else { throw SaleError(mistakes) }
  }

  private func checkSale(_ mistakes: inout [Mistake]) {
    if sale.date < program.effective {
      mistakes.append(.beforeProgram(date: sale.date, effective: program.effective))
    }
    for (index, promotion) in sale.counterPromotions.enumerated()
    where sale.counterPromotions[..<index].contains(where: { $0.counter == promotion.counter }) {
      mistakes.append(.duplicateCounter(promotion.counter, index: index))
    }
  }

  private func checkLines(_ mistakes: inout [Mistake]) {
    let lines = sale.lines
    guard !lines.isEmpty, lines.count <= Bounds.entries else {
      mistakes.append(.numberOfLines(lines.count))
      return
    }
    let closed = member == nil || member?.isDiscountOnly == true
    var total: Int64 = 0
    for (index, line) in lines.enumerated() {
      if line.quantity.thousandths <= 0 || line.quantity > Bounds.quantity {
        mistakes.append(.quantity(line.quantity, index: index))
      } else if line.unitPrice < .zero || line.unitPrice > Bounds.amount {
        mistakes.append(.unitPrice(line.unitPrice, index: index))
      } else if let amount = Money.line(unitPrice: line.unitPrice, quantity: line.quantity) {
        total = total.saturating(plus: amount.fen)
      } else {
        total = .max
      }
      if line.kind == .memberOnly, closed {
        mistakes.append(
          .memberOnly(
            line, index: index, rule: program.pricing.ruleLeaving(.memberOnly),
            discountOnly: member?.isDiscountOnly == true))
      }
    }
    if total > Bounds.sale.fen { mistakes.append(.tooLarge) }
    for (index, id) in duplicates() { mistakes.append(.duplicateLine(id, index: index)) }
  }

  /// The lines whose id was used before. Few lines are compared with each other, many through a set.
  private func duplicates() -> [(Int, String)] {
    let lines = sale.lines
    var found: [(Int, String)] = []
    if lines.count <= 24 {
      for index in 1..<max(1, lines.count) {
        for earlier in 0..<index where lines[earlier].id == lines[index].id {
          found.append((index, lines[index].id))
          break
        }
      }
    } else {
      var seen: Set<String> = []
      for (index, line) in lines.enumerated() where !seen.insert(line.id).inserted {
        found.append((index, line.id))
      }
    }
    return found
  }

  private func checkMember(_ mistakes: inout [Mistake]) {
    guard let member else { return }
    let snapshot = member.snapshot
    if member.level < 0 {
      mistakes.append(.unknownLevel(snapshot.level, known: program.levels.map(\.id)))
    }
    func notLater(_ date: BusinessDate?, _ field: StaticString) {
      if let date, date > sale.date {
        mistakes.append(.laterThanSale(date, path: "member.\(field)", sale: sale.date))
      }
    }
    notLater(snapshot.joined, "joined")
    notLater(snapshot.registered, "registered")
    notLater(snapshot.birthday, "birthday")
    notLater(snapshot.lastPurchase, "lastPurchase")
    func outside(_ points: Int64) -> Bool { points < 0 || points > Bounds.points }
    if outside(snapshot.accumulatedPoints) {
      mistakes.append(.points(snapshot.accumulatedPoints, path: "member.accumulatedPoints"))
    }
    if outside(snapshot.periodPoints) {
      mistakes.append(.points(snapshot.periodPoints, path: "member.periodPoints"))
    }
    if outside(snapshot.pointsOwed) {
      mistakes.append(.points(snapshot.pointsOwed, path: "member.pointsOwed"))
    }
    if snapshot.periodSpent < .zero || snapshot.periodSpent > Bounds.sale {
      mistakes.append(.points(snapshot.periodSpent.fen, path: "member.periodSpent"))
    }
    for (index, lot) in snapshot.lots.enumerated() {
      if lot.earned > sale.date {
        mistakes.append(
          .laterThanSale(lot.earned, path: "member.points[\(index)].earned", sale: sale.date))
      }
      if let expires = lot.expires, expires < lot.earned {
        mistakes.append(.expiresBeforeEarned(index))
      }
      if outside(lot.remaining) {
        mistakes.append(.points(lot.remaining, path: "member.points[\(index)].remaining"))
      }
    }
    if member.balance > Bounds.points {
      mistakes.append(.points(member.balance, path: "member.points"))
    }
    for (index, claim) in (snapshot.claims ?? []).enumerated() where claim.date > sale.date {
      mistakes.append(
        .laterThanSale(claim.date, path: "member.claims[\(index)].date", sale: sale.date))
    }
  }

  private func checkRedemption(_ mistakes: inout [Mistake]) {
    guard sale.redeemPoints != 0 else { return }
    guard let member, let rule = program.redemption.moneyOff, sale.redeemPoints > 0 else {
      mistakes.append(.cannotRedeem(sale.redeemPoints, hasMember: member != nil))
      return
    }
    if sale.redeemPoints % rule.points != 0 {
      mistakes.append(.notWholeSteps(sale.redeemPoints, step: rule.points))
    }
    // A discount-only card keeps the member rate and nothing else (rule A7).
    let available = member.isDiscountOnly ? 0 : member.balance
    if sale.redeemPoints > available {
      mistakes.append(
        .notEnoughPoints(needed: sale.redeemPoints, balance: available, path: "redeemPoints"))
    }
  }
}
