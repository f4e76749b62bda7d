import BusinessCalendar
import Foundation
import Lane
import Loyalty
import MemberStore
import Receipts

/// Everything that a store keeps of one member.
struct MemberFileSheet: Encodable {
  let date: BusinessDate
  let member: MemberView
  let referredBy: String?
  /// The day on which the personal data left the store (rule A48).
  let erased: BusinessDate?
  let points: [HistoryEntry]
  let prepaidBalance: String
  let prepaid: [PrepaidView]
  let fees: [Fee]
  let levels: [LevelView]
  let purchases: [Purchase]
  let redemptions: [Redeemed]
  let gifts: [MemberSheet.Gift]
  let slips: [Slip]

  /// A yearly fee.
  struct Fee: Encodable {
    let year: Int
    let paid: Bool
    let reference: String
    let date: BusinessDate?
  }

  /// A sale, its lines and what came back.
  struct Purchase: Encodable {
    let id: String
    let store: String
    let date: BusinessDate
    let state: String
    let due: String
    let lines: [Line]
    let returns: [Returned]
  }

  /// One line of a sale.
  struct Line: Encodable {
    let name: String
    let brand: String?
    let model: String?
    let quantity: String
    let unitPrice: String
    let net: String
  }

  /// Goods that came back.
  struct Returned: Encodable {
    let id: String
    let date: BusinessDate
    let refund: String
  }

  /// Points that were given for a gift.
  struct Redeemed: Encodable {
    let id: String
    let date: BusinessDate
    let gift: String
    let points: Int64
  }

  /// A stored slip.
  struct Slip: Encodable {
    let number: String
    let signature: String?
    let text: String
  }

  init(_ member: Member, on date: BusinessDate, _ tables: any StoreTransaction) throws {
    self.date = date
    self.member = MemberView(member, cards: try tables.cards(of: member.id))
    referredBy = member.referredBy
    erased = member.erased
    let uses = try tables.uses(of: member.id)
    points = HistoryEntry.all(
      lots: try tables.lots(of: member.id, validOn: nil)
        .map { LotView($0, used: $0.used, of: member, on: date) }, uses: uses, through: date)
    let movements = try tables.prepaidMovements(of: member.id)
    prepaid = movements.map(PrepaidView.init)
    prepaidBalance = PrepaidView.balance(movements).description
    fees = try tables.feeEntries(of: member.id).map {
      Fee(year: $0.year, paid: $0.isPayment, reference: $0.reference, date: $0.date)
    }
    levels = try tables.levelEntries(of: member.id).map(LevelView.init)
    let sales = try tables.sales(of: member.id)
    purchases = try sales.map { sale in
      Purchase(
        id: sale.id, store: sale.store, date: sale.date, state: sale.state.rawValue,
        due: sale.due.description, lines: sale.lines.map(Line.init),
        returns: try tables.goodsReturns(ofSale: sale.id).map {
          Returned(id: $0.id, date: $0.date, refund: $0.refund.description)
        })
    }
    redemptions = try tables.redemptions(of: member.id).map {
      Redeemed(id: $0.id, date: $0.date, gift: $0.gift, points: $0.points)
    }
    gifts = try tables.giftClaims(of: member.id).map(MemberSheet.Gift.init)
    let numbers =
      purchases.flatMap { [$0.id] + $0.returns.map(\.id) } + redemptions.map(\.id)
    slips = try numbers.compactMap { try tables.receipt($0) }.map { stored in
      Slip(
        number: stored.number, signature: stored.signature,
        text: PlainText.render(Layout(try StoredSlip(stored).receipt)))
    }
  }
}

extension MemberFileSheet.Line {
  init(_ line: FrozenLine) {
    self.init(
      name: line.name, brand: line.brand, model: line.model,
      quantity: line.quantity.description, unitPrice: line.unitPrice.description,
      net: line.net.description)
  }
}
