public import Documents
import Wording

/// How much a quote from elsewhere may give away and still be believed.
///
/// A quote can be without contradiction and all the same ruinous: a service that was taken over, or that
/// reads its own table wrongly, would sell everything for nothing. What it may do at most is declared at
/// the till.
public struct QuoteBounds: Sendable, Hashable {
  /// The largest discount on a whole sale, as a share of what it would cost without any.
  public var largestDiscount: Rate
  /// The most points, bonus included, for each yuan to pay (a part of a yuan counts as one).
  public var pointsPerYuan: Int64

  /// What holds where a file says nothing: 70 % off, 20 points a yuan.
  public static let standard = QuoteBounds(
    largestDiscount: Rate(within: 7_000), pointsPerYuan: 20)

  /// Makes bounds.
  public init(largestDiscount: Rate, pointsPerYuan: Int64) {
    self.largestDiscount = largestDiscount
    self.pointsPerYuan = pointsPerYuan
  }

  /// Everything in which a quote that agrees with its sale goes beyond these bounds; empty when it does
  /// not.
  public func excesses(of quote: Quote) -> [Mistake] {
    let log = MistakeLog()
    // Both sides in ten-thousandths of a fen: no rounding comes between.
    let most = quote.gross.fen.multipliedFullWidth(by: Int64(largestDiscount.tenThousandths))
    let given = quote.discount.fen.multipliedFullWidth(by: 10_000)
    if (given.high, given.low) > (most.high, most.low) {
      log.add(
        "discountTooLarge", path: "discount", place: nil,
        .discountTooLarge(quote.discount, of: quote.gross, most: largestDiscount))
    }
    let yuan = (quote.due.fen + 99) / 100
    let (allowed, overflow) = yuan.multipliedReportingOverflow(by: pointsPerYuan)
    let points = quote.points.earned + quote.points.bonus
    if !overflow, points > allowed {
      log.add(
        "tooManyPoints", path: "points", place: nil, .tooManyPoints(points, most: allowed))
    }
    return log.mistakes
  }
}

extension Sentence {
  fileprivate static func discountTooLarge(
    _ discount: Money, of gross: Money, most: Rate
  ) -> Sentence {
    Sentence(
      zhHans: "优惠 \(discount)（原价 \(gross)）超过本机允许的 \(most)。",
      zhHant: "優惠 \(discount)（原價 \(gross)）超過本機允許的 \(most)。",
      en: "\(discount) off \(gross) is more than the share of \(most) that is allowed here.")
  }

  fileprivate static func tooManyPoints(_ points: Int64, most: Int64) -> Sentence {
    Sentence(
      zhHans: "积分 \(points) 超过本机允许的 \(most)。", zhHant: "積分 \(points) 超過本機允許的 \(most)。",
      en: "\(points) points are more than the \(most) that are allowed here.")
  }
}
