public import BusinessCalendar
public import Loyalty

extension MemberStore {
  /// What is on a member's card (rule C5), money that held sales have reserved taken off.
  public func prepaidBalance(of member: String) async throws(StoreError) -> Money {
    try await read { store in try store.prepaidBalance(of: member) }
  }

  /// What a sale still has of the card's money: the most that goes back onto the card when it comes back.
  public func prepaidSpent(on sale: String) async throws(StoreError) -> Money {
    try await read { store in
      guard let sale = try store.sale(sale) else { throw StoreError.unknownSale(sale) }
      return Money(fen: try store.prepaidTaken(by: sale).reduce(0) { $0 + $1.fen })
    }
  }

  /// Every movement of a member's prepaid balance, in the order of booking.
  public func prepaidMovements(
    of member: String
  ) async throws(StoreError) -> [PrepaidMovement] {
    try await read { store in try store.prepaidMovements(of: member) }
  }
}

extension StoreTransaction {
  /// What stores owe each other for prepaid money between two business dates (rule C5): the store that
  /// took the money owes the one that sold for it; what came back turns that round.
  ///
  /// Money that a held sale has reserved does not count until the sale is committed.
  /// - Returns: the transfers, and what was spent without money to cover it.
  public func prepaidTransfers(
    from: BusinessDate, through: BusinessDate
  ) throws -> (transfers: [Transfer], overdrawn: [PrepaidMovement]) {
    var transfers: [Transfer] = []
    var overdrawn: [PrepaidMovement] = []
    let movements = try prepaidMovements(from: from, through: through)
    let lots = try prepaidMovements(movements.compactMap(\.lotID))
    let sales = try sales(movements.filter { $0.kind == .spent }.map(\.reference))
    for movement in movements {
      guard let id = movement.lotID else {
        overdrawn.append(movement)
        continue
      }
      guard id != movement.id, let lot = lots[id] else { continue }
      if movement.kind == .spent, sales[movement.reference]?.state == .hold { continue }
      let isTaken = movement.amount < .zero
      transfers.append(
        Transfer(
          from: isTaken ? lot.store : movement.store, to: isTaken ? movement.store : lot.store,
          amount: isTaken ? -movement.amount : movement.amount, date: movement.date))
    }
    return (transfers, overdrawn)
  }
}
