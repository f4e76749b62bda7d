import BusinessCalendar
import MemberStore
import Wording

/// One change of a member's points.
struct HistoryEntry: Encodable {
  let date: BusinessDate
  /// `earned`, `bonus`, `opening`, `redeemed`, `released`, `restored`, `reclaimed`, `expired`, `dropped`.
  let kind: String
  /// Up or down.
  let points: Int64
  let reference: String
  let lot: String
  let basis: String?
  let rules: [String]
  let program: String?
  let version: String?
  let expires: BusinessDate?
  let registerBy: BusinessDate?

  /// What lots and uses tell, in the order of the days; on one day points come before they go.
  static func all(
    lots: [LotView], uses: [LedgerUse], through date: BusinessDate
  ) -> [HistoryEntry] {
    let earned = lots.map { HistoryEntry(earning: $0) }
    let used = uses.map { HistoryEntry(use: $0) }
    let gone = lots.compactMap { HistoryEntry(end: $0, on: date) }
    return (earned + used + gone).enumerated()
      .sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }
      .map(\.element)
  }

  private init(earning lot: LotView) {
    date = lot.earned
    kind = lot.kind
    points = lot.points
    reference = lot.reference
    self.lot = lot.id
    basis = lot.basis
    rules = lot.rules
    program = lot.program
    version = lot.version
    expires = lot.expires
    registerBy = lot.registerBy
  }

  private init(use: LedgerUse) {
    date = use.date
    kind = use.reason.rawValue
    points = -use.points
    reference = use.reference
    lot = use.lotID
    basis = nil
    rules = []
    program = nil
    version = nil
    expires = nil
    registerBy = nil
  }

  /// What was left of a lot when its time was over; `nil` while it is not, or when nothing was left.
  private init?(end lot: LotView, on today: BusinessDate) {
    let last: BusinessDate?
    switch lot.state {
    case .expired: last = lot.expires
    case .dropped: last = lot.registerBy
    case .available, .pending, .spent: last = nil
    }
    guard let last, lot.remaining > 0 else { return nil }
    // The last day still counts.
    date = last.adding(days: 1)
    kind = lot.state.rawValue
    points = -lot.remaining
    reference = lot.reference
    self.lot = lot.id
    basis = nil
    rules = []
    program = lot.program
    version = lot.version
    expires = lot.expires
    registerBy = lot.registerBy
  }

  static func table(_ entries: [HistoryEntry]) -> Table {
    Table(
      columns: [
        .init("date", "日期", "日期", "Date"), .init("kind", "事项", "事項", "What"),
        .init("points", "积分", "積分", "Points"), .init("reference", "单号", "單號", "Reference"),
        .init("basis", "计分金额", "計分金額", "On"), .init("rules", "规则", "規則", "Rules"),
        .init("program", "规则版本", "規則版本", "Program"),
        .init("expires", "有效至", "有效至", "Valid to"),
      ],
      rows: entries.map { entry in
        [
          .text(entry.date.description), .word(entry.kind, entry.name), .number(entry.points),
          .text(entry.reference), .init(entry.basis),
          .text(entry.rules.joined(separator: " ")),
          .init(entry.program.map { "\($0) \(entry.version ?? "")" }), .init(entry.expires),
        ]
      })
  }

  private var name: Sentence {
    switch kind {
    case "earned": Sentence(zhHans: "获得", zhHant: "獲得", en: "earned")
    case "bonus": Sentence(zhHans: "加赠", zhHant: "加贈", en: "bonus")
    case "opening": Sentence(zhHans: "结转", zhHant: "結轉", en: "brought along")
    case "redeemed": Sentence(zhHans: "使用", zhHant: "使用", en: "spent")
    case "released": Sentence(zhHans: "撤单退回", zhHant: "撤單退回", en: "sale given up")
    case "restored": Sentence(zhHans: "退货退回", zhHant: "退貨退回", en: "goods returned")
    case "settled": Sentence(zhHans: "抵扣欠分", zhHant: "抵扣欠分", en: "paid a debt")
    case "referral": Sentence(zhHans: "推荐奖励", zhHant: "推薦獎勵", en: "brought a member")
    case "reclaimed": Sentence(zhHans: "退货扣回", zhHant: "退貨扣回", en: "taken back")
    case "expired": Sentence(zhHans: "过期", zhHant: "過期", en: "expired")
    case "dropped": Sentence(zhHans: "逾期未登记", zhHant: "逾期未登記", en: "form too late")
    default: Sentence(zhHans: kind, zhHant: kind, en: kind)
    }
  }
}
