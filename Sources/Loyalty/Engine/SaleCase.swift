/// One sale being priced: everything that the steps of pricing look at, behind one reference.
final class SaleCase {
  let book: Rulebook
  let sale: Sale
  /// `nil` without a card, and for one that came after payment where a rule is against it (A33).
  let member: MemberState?
  /// The counter promotions that are on for this customer.
  let promotions: [CounterPromotion]

  init(_ sale: Sale, book: Rulebook) {
    self.book = book
    self.sale = sale
    let comesLate =
      sale.card?.afterPayment == true && book.program.courtesy.beforePayment != nil
    let member =
      comesLate
      ? nil : sale.member.map { MemberState($0, on: sale.date, program: book.program) }
    self.member = member
    if sale.counterPromotions.contains(where: { $0.from != nil }) {
      let days = member?.earlyAccessDays(book.program) ?? 0
      promotions = sale.counterPromotions.filter { $0.isOn(sale.date, daysEarly: days) }
    } else {
      promotions = sale.counterPromotions
    }
  }
}
