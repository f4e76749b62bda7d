/// One sale being priced: everything that the steps of pricing look at, behind one reference.
final class SaleCase {
  let book: Rulebook
  let sale: Sale
  let member: MemberState?

  init(_ sale: Sale, book: Rulebook) {
    self.book = book
    self.sale = sale
    member = sale.member.map { MemberState($0, on: sale.date, program: book.program) }
  }
}
