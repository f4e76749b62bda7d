public import BusinessCalendar
public import Loyalty
package import MemberStore

extension CheckoutLane {
  /// Which card a customer may have against the receipts that they show (rules A4, A5, B1).
  ///
  /// Only what was paid for goods counts, less what came back; a receipt that is shown twice counts once.
  /// What was bought with a member's card, or has made a card, makes none.
  ///
  /// - Parameters:
  ///   - numbers: the receipt numbers, in any order.
  ///   - date: the business date on which the windows of the rules end.
  /// - Returns: the rule that leads to the highest level; `nil` when none is met.
  /// - Throws: ``MemberStore/StoreError`` for a number that nobody knows, or of a sale that is not paid, or that does
  ///   not count for a newcomer.
  public func qualification(
    receipts numbers: [String], on date: BusinessDate
  ) async throws -> JoiningRule? {
    let program = program
    return try await store.read { tables in
      try tables.qualification(receipts: numbers, on: date, program: program)
    }
  }
}

extension StoreTransaction {
  /// See ``CheckoutLane/qualification(receipts:on:)``; in one step with what is booked upon it.
  package func qualification(
    receipts numbers: [String], on date: BusinessDate, program: LoyaltyProgram
  ) throws -> JoiningRule? {
    let purchases = try Set(numbers).sorted().map { number in
      guard let sale = try sale(number) else { throw StoreError.unknownSale(number) }
      guard sale.state == .committed else { throw StoreError.receiptNotPaid(number) }
      guard sale.memberID == nil else { throw StoreError.receiptOfMember(number) }
      guard try memberJoined(againstSale: number) == nil else {
        throw StoreError.receiptUsed(number)
      }
      let returned = sale.returned(in: try goodsReturns(ofSale: number))
      let paid = sale.lines.filter(\.isPurchase).reduce(Money.zero) { sum, line in
        sum + line.net - (returned[line.id]?.refund ?? .zero)
      }
      return Purchase(date: sale.date, paid: paid)
    }
    return Eligibility.highest(program: program, purchases: purchases, today: date)
  }
}
