import Loyalty
import Receipts

extension Sale {
  /// The sale with what is paid for it by special tenders, which earn nothing unless the program says so.
  ///
  /// Everything that is neither money nor the card's balance is one. Where the till has named the same
  /// kind in the sale already, what is tendered counts, not both.
  func paid(by tenders: [Tender]) -> Sale {
    let special = tenders.filter { !$0.kind.isMoney }
      .map { SpecialTender(kind: $0.kind.rawValue, amount: $0.amount) }
    guard !special.isEmpty else { return self }
    let kinds = Set(special.map(\.kind))
    var sale = self
    sale.specialTenders = sale.specialTenders.filter { !kinds.contains($0.kind) } + special
    return sale
  }
}

extension Tender.Kind {
  /// Whether it is money, or was when it was loaded onto the card.
  var isMoney: Bool {
    [.cash, .bankCard, .weChatPay, .alipay, .prepaid].contains(self)
  }
}
