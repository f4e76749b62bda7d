import BusinessCalendar
import Loyalty

extension StoreTransaction {
  /// What is on a member's card.
  func prepaidBalance(of member: String) throws -> Money {
    try prepaidLots(of: member).reduce(.zero) { $0 + $1.left }
  }

  /// Reserves money of a card for a sale: the oldest top-up first, never more than there is.
  func spendPrepaid(
    _ amount: Money, of member: String, in store: String, reference: String,
    on date: BusinessDate
  ) throws {
    guard amount > .zero else { return }
    let lots = try prepaidLots(of: member)
    let balance = lots.reduce(Money.zero) { $0 + $1.left }
    guard amount <= balance else {
      throw StoreError(PrepaidError.notEnough(needed: amount, balance: balance))
    }
    try take(
      amount, from: lots, of: member, as: .spent, in: store, reference: reference, on: date)
  }

  /// Loads money onto a card.
  func loadPrepaid(
    _ amount: Money, of member: String, in store: String, reference: String,
    on date: BusinessDate
  ) throws {
    guard amount > .zero else { return }
    let id = try nextPrepaidID(reference)
    try append(
      PrepaidMovement(
        id: id, memberID: member, kind: .loaded, amount: amount, lotID: id, store: store,
        reference: reference, date: date))
  }

  /// Refuses a top-up that the card may not hold; what other tills are just loading counts.
  func checkPrepaidLimit(
    _ limit: Money, loading amount: Money, of member: String, spending spent: Money = .zero
  ) throws {
    guard amount > .zero else { return }
    let underWay = try openSales(of: member).reduce(Money.zero) { sum, sale in
      sum + Money(fen: sale.effects.prepaidLoadedFen)
    }
    let balance = try prepaidBalance(of: member) + underWay
    guard balance - spent + amount <= limit else {
      throw StoreError(PrepaidError.aboveLimit(limit: limit, balance: balance))
    }
  }

  /// Gives money that a sale had taken back into the top-ups that it came from, the last taken first.
  ///
  /// - Returns: how much could be given back: no more than the sale still has of it.
  @discardableResult
  func giveBackPrepaid(
    _ amount: Money, spentOn sale: SaleRecord, as kind: PrepaidMovement.Kind, in store: String,
    reference: String, on date: BusinessDate
  ) throws -> Money {
    guard amount > .zero, let member = sale.memberID else { return .zero }
    var left = amount.fen
    for (lot, taken) in try prepaidTaken(by: sale).reversed() where left > 0 && taken > 0 {
      let part = min(left, taken)
      try append(
        PrepaidMovement(
          id: nextPrepaidID(reference), memberID: member, kind: kind, amount: Money(fen: part),
          lotID: lot, store: store, reference: reference, date: date))
      left -= part
    }
    return amount - Money(fen: left)
  }

  /// What a sale still has of a card's money, by top-up in the order of taking.
  func prepaidTaken(by sale: SaleRecord) throws -> [(lot: String, fen: Int64)] {
    var order: [String] = []
    var taken: [String: Int64] = [:]
    let references = try [sale.id] + goodsReturns(ofSale: sale.id).map(\.id)
    for movement in try references.flatMap({ try prepaidMovements(reference: $0) }) {
      guard let lot = movement.lotID,
        [.spent, .released, .restored].contains(movement.kind)
      else { continue }
      if taken[lot] == nil { order.append(lot) }
      taken[lot, default: 0] -= movement.amount.fen
    }
    return order.map { ($0, taken[$0] ?? 0) }
  }

  /// Pays a top-up out again: from the sale's own top-up first, then from the oldest. Money that is
  /// spent already cannot be paid out.
  func payOutPrepaid(
    _ amount: Money, loadedBy sale: SaleRecord, in store: String, reference: String,
    on date: BusinessDate
  ) throws {
    guard amount > .zero, let member = sale.memberID else { return }
    let lots = try prepaidLots(of: member)
    let own = Set(
      try prepaidMovements(reference: sale.id).filter { $0.kind == .loaded }.map(\.id))
    let balance = lots.reduce(Money.zero) { $0 + $1.left }
    guard amount <= balance else {
      throw StoreError(PrepaidError.notEnough(needed: amount, balance: balance))
    }
    try take(
      amount, from: lots.filter { own.contains($0.id) } + lots.filter { !own.contains($0.id) },
      of: member, as: .paidOut, in: store, reference: reference, on: date)
  }

  private func take(
    _ amount: Money, from lots: [PrepaidLot], of member: String, as kind: PrepaidMovement.Kind,
    in store: String, reference: String, on date: BusinessDate
  ) throws {
    var left = amount.fen
    for lot in lots where left > 0 {
      let part = min(left, lot.left.fen)
      try append(
        PrepaidMovement(
          id: nextPrepaidID(reference), memberID: member, kind: kind, amount: Money(fen: -part),
          lotID: lot.id, store: store, reference: reference, date: date))
      left -= part
    }
  }

  private func nextPrepaidID(_ reference: String) throws -> String {
    "\(reference)/p\(try prepaidMovements(reference: reference).count + 1)"
  }
}

extension StoreError {
  /// What a prepaid balance cannot bear, in the words of the rules.
  init(_ error: PrepaidError) {
    self.init(
      Code(rawValue: error.code), nature: error.nature, message: error.message, hint: error.hint)
  }
}
