import BusinessCalendar
import Documents
import Wording

/// Refuses what cannot be priced: malformed, contradictory, or forbidden by a rule.
///
/// The quick pass builds no text; only when something is wrong are all mistakes collected.
struct SaleCheck {
  private let subject: SaleCase

  init(_ subject: SaleCase) { self.subject = subject }

  func run() throws(SaleError) {
    var mistakes: [Mistake] = []
    checkSale(&mistakes)
    checkLines(&mistakes)
    checkMember(&mistakes)
    checkRedemption(&mistakes)
    guard mistakes.isEmpty else { throw SaleError(mistakes) }
  }

  private func checkSale(_ mistakes: inout [Mistake]) {
    if subject.sale.date < subject.book.program.effective {
      mistakes.append(
        .beforeProgram(date: subject.sale.date, effective: subject.book.program.effective))
    }
    if let until = subject.book.program.until, subject.sale.date > until {
      mistakes.append(.afterProgram(date: subject.sale.date, until: until))
    }
    for (index, tender) in subject.sale.specialTenders.enumerated()
    where tender.amount < .zero || tender.amount > Bounds.sale {
      mistakes.append(.tenderAmount(tender.amount, index: index))
    }
    checkTenders(&mistakes)
    checkTrust(&mistakes)
    for (index, promotion) in subject.sale.counterPromotions.enumerated()
    where subject.sale.counterPromotions[..<index].contains(where: {
      $0.counter == promotion.counter
    }) {
      mistakes.append(.duplicateCounter(promotion.counter, index: index))
    }
  }

  /// Ways of paying that nobody knows.
  private func checkTenders(_ mistakes: inout [Mistake]) {
    guard !subject.sale.specialTenders.isEmpty else { return }
    let known = subject.book.program.takenTenders
    for (index, tender) in subject.sale.specialTenders.enumerated()
    where !known.contains(tender.kind) {
      mistakes.append(
        .unknownTender(tender.kind, path: "specialTenders[\(index)].kind", known: known))
    }
  }

  /// A card that the program trusts too little for what is asked of it.
  private func checkTrust(_ mistakes: inout [Mistake]) {
    guard let trust = subject.sale.card?.trust, subject.member != nil else { return }
    let rules = subject.book.program.trust
    if trust < rules.earn {
      mistakes.append(.trustTooLow(rules.earn, path: "card.trust"))
    } else if subject.sale.redeemPoints > 0 {
      let needed = rules.needed(toRedeem: subject.sale.redeemPoints)
      if trust < needed { mistakes.append(.trustTooLow(needed, path: "redeemPoints")) }
    }
  }

  private func checkLines(_ mistakes: inout [Mistake]) {
    let lines = subject.sale.lines
    guard !lines.isEmpty, lines.count <= Bounds.entries else {
      mistakes.append(.numberOfLines(lines.count))
      return
    }
    let closed = subject.member == nil || subject.member?.isDiscountOnly == true
    var total: Int64 = 0
    // A span lends each line where it lies; iterating the array would copy its texts.
    let span = lines.span
    for index in span.indices {
      let line = Amounts(span[index])
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
            lines[index], index: index, rule: subject.book.program.pricing.ruleLeaving(.memberOnly),
            discountOnly: subject.member?.isDiscountOnly == true))
      }
    }
    if total > Bounds.sale.fen { mistakes.append(.tooLarge) }
    for (index, id) in duplicates() { mistakes.append(.duplicateLine(id, index: index)) }
  }

  /// The parts of a line that are checked, without its texts.
  private struct Amounts {
    let quantity: Quantity
    let unitPrice: Money
    let kind: LineKind

    init(_ line: borrowing SaleLine) {
      quantity = line.quantity
      unitPrice = line.unitPrice
      kind = line.kind
    }
  }

  /// The lines whose id was used before. Short keys are compared first; only where two of them are
  /// equal are the ids themselves.
  private func duplicates() -> [(Int, String)] {
    let lines = subject.sale.lines
    let span = lines.span
    var keys: [UInt64] = []
    keys.reserveCapacity(lines.count)
    for index in span.indices {
      var key: UInt64 = 0
      for byte in span[index].id.utf8 { key = key &* 31 &+ UInt64(byte) }
      keys.append(key)
    }
    keys.sort()
    guard keys.indices.dropFirst().contains(where: { keys[$0] == keys[$0 - 1] }) else { return [] }
    var seen: Set<String> = []
    var found: [(Int, String)] = []
    for (index, line) in lines.enumerated() where !seen.insert(line.id).inserted {
      found.append((index, line.id))
    }
    return found
  }

  private func checkMember(_ mistakes: inout [Mistake]) {
    guard let member = subject.member else { return }
    let snapshot = member.snapshot
    if member.level < 0 {
      mistakes.append(.unknownLevel(snapshot.level, known: subject.book.program.levels.map(\.id)))
    }
    func notLater(_ date: BusinessDate?, _ field: StaticString) {
      if let date, date > subject.sale.date {
        mistakes.append(.laterThanSale(date, path: "member.\(field)", sale: subject.sale.date))
      }
    }
    notLater(snapshot.joined, "joined")
    notLater(snapshot.registered, "registered")
    notLater(snapshot.cardReceived, "cardReceived")
    notLater(snapshot.birthday, "birthday")
    notLater(snapshot.lastPurchase, "lastPurchase")
    if let birthday = snapshot.birthday, let joined = snapshot.joined, birthday > joined {
      mistakes.append(.bornAfterJoining(birthday, joined: joined))
    }
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
      if lot.earned > subject.sale.date {
        mistakes.append(
          .laterThanSale(
            lot.earned, path: "member.points[\(index)].earned", sale: subject.sale.date))
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
    for (index, claim) in (snapshot.claims ?? []).enumerated() where claim.date > subject.sale.date
    {
      mistakes.append(
        .laterThanSale(claim.date, path: "member.claims[\(index)].date", sale: subject.sale.date))
    }
  }

  private func checkRedemption(_ mistakes: inout [Mistake]) {
    guard subject.sale.redeemPoints != 0 else { return }
    guard let member = subject.member, let rule = subject.book.program.redemption.moneyOff,
      subject.sale.redeemPoints > 0
    else {
      mistakes.append(.cannotRedeem(subject.sale.redeemPoints, hasMember: subject.member != nil))
      return
    }
    if subject.sale.redeemPoints % rule.points != 0 {
      mistakes.append(.notWholeSteps(subject.sale.redeemPoints, step: rule.points))
    }
    // A discount-only card keeps the member rate and nothing else (rule A7).
    let available = member.isDiscountOnly ? 0 : member.balance
    if subject.sale.redeemPoints > available {
      mistakes.append(
        .notEnoughPoints(
          needed: subject.sale.redeemPoints, balance: available, waiting: member.waiting,
          path: "redeemPoints"))
    }
  }
}
