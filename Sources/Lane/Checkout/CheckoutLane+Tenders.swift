import Loyalty
import MemberStore
import Receipts
import Wording

extension CheckoutLane {
  /// Refuses tenders that do not cover what is due, or that exceed it without cash.
  func check(_ tenders: [Tender], against due: Money) throws(LaneError) {
    guard !tenders.isEmpty else { return }
    var total: Int64 = 0
    var withoutCash: Int64 = 0
    for tender in tenders {
      let (sum, overflow) = total.addingReportingOverflow(tender.amount.fen)
      guard !overflow, tender.amount.fen >= 0 else {
        throw .tenderMismatch(due: due, paid: tender.amount)
      }
      total = sum
      if tender.kind != .cash { withoutCash += tender.amount.fen }
    }
    guard total >= due.fen, withoutCash <= due.fen else {
      throw .tenderMismatch(due: due, paid: Money(fen: total))
    }
  }

  /// Refuses tenders that change what was frozen: the card's balance is reserved with the hold, and what earns no
  /// points is priced with it.
  func check(_ tenders: [Tender], againstHeld record: SaleRecord) throws {
    for tender in tenders { try program.check(tender: tender.kind.rawValue) }
    var held = try record.committed().sale.specialTenders
      .reduce(into: [String: Int64]()) { $0[$1.kind, default: 0] += $1.amount.fen }
    held[Tender.Kind.prepaid.rawValue] =
      record.effects.prepaidSpentFen > 0 ? record.effects.prepaidSpentFen : nil
    var given: [String: Int64] = [:]
    for tender in tenders where !tender.kind.isFree {
      given[tender.kind.rawValue, default: 0] += tender.amount.fen
    }
    guard given == held else { throw LaneError.tenderNotHeld }
  }

  /// The stored slip of a held sale with what was paid, and the change.
  func slip(of record: SaleRecord, paidBy tenders: [Tender]) async throws -> ReceiptRecord? {
    guard var stored = try await store.receipt(record.id) else { return nil }
    try stored.replace(
      by: Slip.pay(try stored.composed(), due: record.due, tenders: tenders))
    return stored
  }
}

extension Tender.Kind {
  /// Whether it may be settled after the price is frozen: it neither changes the points nor is reserved.
  fileprivate var isFree: Bool { isMoney && self != .prepaid }
}

extension SaleEffects.Payment {
  /// A tender as it is kept with the sale.
  init(_ tender: Tender) { self.init(kind: tender.kind.rawValue, fen: tender.amount.fen) }
}

extension LaneError.Code {
  /// A tender that has to be named when the sale is held.
  public static let tenderNotHeld = Self(rawValue: "tenderNotHeld")
}

extension LaneError {
  static let tenderNotHeld = LaneError(
    .tenderNotHeld, nature: .input,
    Sentence(
      zhHans: "储值、礼券等影响积分或需预留，锁定时就要写明；尚未入账。", zhHant: "儲值、禮券等影響積分或需預留，鎖定時就要寫明；尚未入帳。",
      en:
        "The card's balance, vouchers and the like change the points or are reserved: they have to be named "
        + "when the sale is held. Nothing was booked."),
    hint: Sentence(
      zhHans: "请以同一单号、写明全部付款方式重新锁定，然后再入账。", zhHant: "請以同一單號、寫明全部付款方式重新鎖定，然後再入帳。",
      en: "Hold the sale again under the same id with all its tenders, then commit it."))
}
