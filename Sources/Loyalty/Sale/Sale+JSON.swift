public import BusinessCalendar
import Documents

extension Sale {
  /// Reads a sale from JSON, strictly.
  ///
  /// Unknown and duplicate keys, missing fields, amounts that are not decimal strings, quantities of 0
  /// or less, and dates that do not exist are refused, all of them in one error.
  ///
  /// - Parameters:
  ///   - json: UTF-8 text of one JSON object.
  ///   - businessDate: the business date that the caller insists on; a sale with another date is refused.
  /// - Throws: ``SaleError`` of nature `input`.
  public static func read(
    json: some Sequence<UInt8>, businessDate: BusinessDate? = nil
  ) throws(SaleError) -> Sale {
    do {
      return try Document.read(Array(json), as: .json) { root in
        let sale = root.fields().flatMap(SaleReader.sale)
        if let sale, let businessDate, sale.date != businessDate {
          root.log.add(.contradictingDate(given: businessDate, sale: sale.date))
        }
        return sale
      }
    } catch {
      throw SaleError(error.mistakes)
    }
  }

  /// Reads a sale from JSON text; see ``read(json:businessDate:)-swift.type.method``.
  public static func read(
    json text: String, businessDate: BusinessDate? = nil
  ) throws(SaleError) -> Sale {
    try read(json: Array(text.utf8), businessDate: businessDate)
  }

  /// The sale as compact JSON; reading it gives an equal sale.
  public var json: String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.text("id", id)
      writer.text("store", store)
      writer.text("lane", lane)
      writer.text("date", date.description)
      if let time { writer.text("time", time) }
      if let cashier { writer.text("cashier", cashier) }
      writer.list("lines", lines) { writer, line in writer.object { line.write(to: &$0) } }
      if !counterPromotions.isEmpty {
        writer.list("counterPromotions", counterPromotions) { writer, promotion in
          writer.object {
            $0.text("counter", promotion.counter)
            $0.text("rate", promotion.rate.description)
            if let from = promotion.from { $0.text("from", from.description) }
          }
        }
      }
      if let member { writer.object("member") { member.write(to: &$0) } }
      if confirmations.identityCard {
        writer.object("confirm") { $0.flag("identityCard", true) }
      }
      if waivesDiscount { writer.flag("waiveDiscount", true) }
      if redeemPoints != 0 { writer.number("redeemPoints", redeemPoints) }
      if let card {
        writer.object("card") {
          if let trust = card.trust { $0.text("trust", trust.rawValue) }
          if card.replacedAnother { $0.flag("replacedAnother", true) }
          if card.afterPayment { $0.flag("afterPayment", true) }
        }
      }
      if !specialTenders.isEmpty {
        writer.list("specialTenders", specialTenders) { writer, tender in
          writer.object {
            $0.text("kind", tender.kind)
            $0.amount("amount", tender.amount)
          }
        }
      }
    }
    return writer.text
  }
}

extension SaleLine {
  func write(to writer: inout JSONWriter) {
    writer.text("id", id)
    if let sku { writer.text("sku", sku) }
    writer.text("name", name)
    writer.text("quantity", quantity.description)
    writer.amount("unitPrice", unitPrice)
    writer.text("kind", kind.rawValue)
    if let counter { writer.text("counter", counter) }
    if let category { writer.text("category", category) }
    if let brand { writer.text("brand", brand) }
    if let model { writer.text("model", model) }
    if let unitCost { writer.amount("unitCost", unitCost) }
  }
}

extension MemberSnapshot {
  func write(to writer: inout JSONWriter) {
    writer.text("id", id)
    if let familyName { writer.text("familyName", familyName) }
    if let title { writer.text("title", title) }
    writer.text("level", level)
    if let joined { writer.text("joined", joined.description) }
    if let registered { writer.text("registered", registered.description) }
    if let birthday { writer.text("birthday", birthday.description) }
    writer.list("points", lots) { writer, lot in
      writer.object {
        $0.text("earned", lot.earned.description)
        $0.text("expires", lot.expires?.description)
        $0.number("remaining", lot.remaining)
        if let source = lot.source { $0.text("source", source) }
        if lot.pending { $0.flag("pending", true) }
      }
    }
    writer.number("accumulatedPoints", accumulatedPoints)
    if let lastPurchase { writer.text("lastPurchase", lastPurchase.description) }
    if periodPoints != 0 { writer.number("periodPoints", periodPoints) }
    if periodSpent != .zero { writer.amount("periodSpent", periodSpent) }
    if let cardYear { writer.number("cardYear", Int64(cardYear)) }
    if let cardReceived { writer.text("cardReceived", cardReceived.description) }
    if let feePaidFor { writer.number("feePaidFor", Int64(feePaidFor)) }
    if pointsOwed != 0 { writer.number("pointsOwed", pointsOwed) }
    if let claims {
      writer.list("claims", claims) { writer, claim in
        writer.object {
          $0.rule(claim.rule)
          $0.text("date", claim.date.description)
        }
      }
    }
  }
}
