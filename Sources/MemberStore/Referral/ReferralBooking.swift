import BusinessCalendar
import Loyalty
import Wording

extension StoreTransaction {
  /// Refuses a referrer whom the store does not know, the member themselves, and rings (rule C8).
  func checkReferrer(of member: Member) throws {
    guard let referrer = member.referredBy else { return }
    guard referrer != member.id else { throw StoreError.selfReferral }
    guard var next = try self.member(referrer) else {
      throw StoreError.unknownMember(referrer)
    }
    var seen: Set<String> = [member.id, referrer]
    while let id = next.referredBy, let found = try self.member(id) {
      guard seen.insert(id).inserted else { throw StoreError.referralRing }
      next = found
    }
  }

  /// Credits the member who brought the buyer, once (rule C8).
  func credit(
    _ referral: SaleEffects.Referral, for sale: SaleRecord, buyer: inout Member
  ) throws {
    guard buyer.referralSale == nil, referral.member == buyer.referredBy,
      referral.member != buyer.id, var referrer = try member(referral.member)
    else { return }
    try append(
      LedgerLot(
        id: "\(sale.id)/referral", memberID: referrer.id, reference: sale.id,
        earning: referral.earning))
    let (sum, overflow) = referrer.accumulatedPoints
      .addingReportingOverflow(referral.earning.points)
    guard !overflow else { throw StoreError.amountTooLarge }
    referrer.accumulatedPoints = sum
    referrer.revision += 1
    try update(referrer)
    buyer.referralSale = sale.id
  }

  /// Takes the credit back when so much of the purchase came back that it would not have been given; what
  /// is spent already is forgiven, and nobody is credited a second time.
  func takeBackReferral(
    for sale: SaleRecord, after returns: [ReturnRecord], keeps: Bool?, reference: String,
    on date: BusinessDate
  ) throws {
    guard let referral = sale.effects.referral, let lot = try lot("\(sale.id)/referral"),
      var referrer = try member(lot.memberID)
    else { return }
    let back = sale.returned(in: returns)
    let kept = sale.lines.filter(\.isPurchase).reduce(Money.zero) { sum, line in
      sum + line.net - (back[line.id]?.refund ?? .zero)
    }
    guard !(keeps ?? (kept >= Money(fen: referral.purchaseFen))) else { return }
    let isDone = try uses(of: referrer.id)
      .contains { $0.lotID == lot.id && $0.reason == .reclaimed }
    guard !isDone else { return }
    let part = min(lot.remaining, referral.earning.points)
    if part > 0 { try book([(lot, part)], as: .reclaimed, reference: reference, on: date) }
    referrer.accumulatedPoints = max(0, referrer.accumulatedPoints - referral.earning.points)
    referrer.revision += 1
    try update(referrer)
  }
}

extension StoreError {
  static let selfReferral = StoreError(
    .selfReferral, nature: .refusal,
    message: Sentence(
      zhHans: "会员不能推荐自己。", zhHant: "會員不能推薦自己。",
      en: "A member cannot be their own referrer."))

  static let referralRing = StoreError(
    .referralRing, nature: .refusal,
    message: Sentence(
      zhHans: "推荐关系不能成环。", zhHant: "推薦關係不能成環。",
      en: "Members cannot have brought each other in a ring."))
}

extension StoreError.Code {
  /// A member was to be their own referrer.
  public static let selfReferral = Self(rawValue: "selfReferral")
  /// Members were to have brought each other in a ring.
  public static let referralRing = Self(rawValue: "referralRing")
}
