import BusinessCalendar
import Loyalty
import MemberStore
import Receipts

extension CheckoutLane {
  /// What a priced sale does beside its points: money onto the card and from it, the yearly fee, gifts that
  /// are handed out with it, what the member who brought the buyer gets.
  func effects(
    of priced: PricedSale, tenders: [Tender], gifts: [TillGift]
  ) async throws -> SaleEffects {
    let sale = priced.sale
    let loaded = total(of: .prepaid, in: priced)
    let spent = Money(
      fen: tenders.filter { $0.kind == .prepaid }.reduce(0) { $0 + $1.amount.fen })
    guard let member = sale.member else {
      if spent > .zero { throw LaneError.prepaidNeedsCard(spent) }
      if loaded > .zero, program.prepaid != nil { throw LaneError.topUpNeedsCard }
      if let gift = gifts.first { throw LaneError.noGiftDue(gift) }
      return SaleEffects()
    }
    if spent > .zero, let trust = sale.card?.trust, trust < program.trust.prepaid {
      throw LaneError.trustTooLow
    }
    // A balance is not loaded from itself.
    let payable = priced.quote.due - loaded
    guard spent <= payable else { throw LaneError.prepaidOverpaid(spent, payable: payable) }
    var effects = SaleEffects(
      prepaidLoaded: loaded, prepaidSpent: spent,
      prepaidLimit: loaded > .zero ? program.prepaid?.limit : nil)
    if let fee = program.yearlyFee {
      let lines = sale.lines.filter { $0.kind == .fee && $0.unitPrice == fee.amount }
      let year = priced.cardYear ?? member.cardYear ?? sale.date.year
      if let line = lines.first {
        guard lines.count == 1, line.quantity == Quantity(1) else {
          throw LaneError.feeTwice(year)
        }
        effects.feeYear = year
        effects.feeLine = line.id
      }
    }
    effects.gifts = try gifts.map { gift throws(LaneError) in
      guard let claim = gift.claim(in: priced.quote, on: sale.date) else {
        throw .noGiftDue(gift)
      }
      return claim
    }
    for gift in TillGift.allCases where program.gifts.atTill.contains(gift) {
      guard let claim = gift.claim(in: priced.quote, on: sale.date),
        !effects.gifts.contains(claim)
      else { continue }
      effects.gifts.append(claim)
    }
    effects.referral = try await referral(for: priced, buyer: member)
    return effects
  }

  /// What the lines of a kind come to.
  private func total(of kind: LineKind, in priced: PricedSale) -> Money {
    zip(priced.sale.lines, priced.quote.lines).reduce(.zero) { sum, line in
      line.0.kind == kind ? sum + line.1.net : sum
    }
  }

  /// What the member who brought the buyer is credited (rule C8); `nil` for nothing.
  private func referral(
    for priced: PricedSale, buyer: MemberSnapshot
  ) async throws -> SaleEffects.Referral? {
    guard let rule = program.referral, let stored = try await store.member(buyer.id),
      stored.referralSale == nil,
      let credit = program.referralCredit(
        to: stored.referredBy, for: priced.quote, firstPurchase: stored.lastPurchase == nil)
    else { return nil }
    let date = priced.sale.date
    return SaleEffects.Referral(
      member: credit.member,
      earning: Earning(
        .referral, points: credit.points, earned: date,
        expires: program.points.expiry.lastDay(ofPointsEarned: date),
        basis: priced.quote.points.basis, rules: [credit.rule], program: program.identity),
      purchase: rule.firstPurchase)
  }
}
