extension Money {
  /// The amount times a rate, rounded half-up to the fen; exact within ``Bounds/sale``.
  func times(_ rate: Rate) -> Money {
    Money(fen: (fen * Int64(rate.tenThousandths) + 5_000) / 10_000)
  }

  /// The amount after a rate, rounding the price or the discount half-up.
  func after(_ rate: Rate, rounding target: RoundingTarget) -> Money {
    switch target {
    case .price: return times(rate)
    case .discount:
      let off = (fen * Int64(10_000 - rate.tenThousandths) + 5_000) / 10_000
      return Money(fen: fen - off)
    }
  }

  /// Unit price × quantity, rounded half-up to the fen; `nil` above ``Bounds/sale``.
  static func line(unitPrice: Money, quantity: Quantity) -> Money? {
    let (product, overflow) = unitPrice.fen.multipliedReportingOverflow(by: quantity.thousandths)
    guard !overflow, product <= Int64.max - 500 else { return nil }
    let amount = Money(fen: (product + 500) / 1000)
    return amount <= Bounds.sale ? amount : nil
  }
}
