package import BusinessCalendar
package import MemberStore

/// Rights that were used, after `docs/schemas/audit.schema.json`.
package struct AuditForm: Encodable {
  private let entries: [Entry]

  private struct Entry: Encodable {
    let action: String
    let who: String
    let why: String?
    let shop: String?
    let lane: String?
    let before: String?
    let after: String?
    let time: String
  }

  package init(_ entries: [AuditEntry]) {
    self.entries = entries.map {
      Entry(
        action: $0.action.rawValue, who: $0.who, why: $0.why, shop: $0.store, lane: $0.lane,
        before: $0.before, after: $0.after, time: $0.time)
    }
  }
}

/// A business date that was taken back, after `docs/schemas/date-repair.schema.json`.
package struct DateRepairForm: Encodable {
  private let shop: String
  private let before: BusinessDate
  private let after: BusinessDate
  private let by: String
  private let because: String
  private let later: [String]
  private let repeated: Bool

  package init(
    shop: String, before: BusinessDate, after: BusinessDate, by: String, because: String,
    later: [String]
  ) {
    self.shop = shop
    self.before = before
    self.after = after
    self.by = by
    self.because = because
    self.later = later
    repeated = before == after
  }
}
