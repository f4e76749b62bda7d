public import BusinessCalendar
public import Loyalty

/// The tables as one transaction sees them: plain look-ups by key and plain writes, no rules.
///
/// The rules live in the extensions of ``MemberStore``; a new database needs only this.
public protocol StoreTransaction: MemberTables, LedgerTables, SaleTables, PaperTables,
  CardStockTables, ReportTables, BulkTables, PrepaidTables, FeeTables, LevelTables, GuardTables,
  RetentionTables, AuditTables, SupervisorTables, ClosedDayTables
{}

/// Members, their cards and the gifts they had.
public protocol MemberTables {
  /// The member with an id.
  func member(_ id: String) throws -> Member?
  /// Members with a family name, by id.
  func members(familyName: String) throws -> [Member]
  /// Members whose birthday is in a month (1 to 12), by day and id.
  func members(bornIn month: Int) throws -> [Member]
  /// Adds a member; the id is free.
  func insert(_ member: Member) throws
  /// Replaces what is known of a member.
  func update(_ member: Member) throws
  /// All cards of a number, every year and sequence.
  func cards(number: String) throws -> [CardRecord]
  /// All cards of a member.
  func cards(of member: String) throws -> [CardRecord]
  /// Adds a card; number, year and sequence are free.
  func insert(_ card: CardRecord) throws
  /// Replaces status and dates of a card.
  func update(_ card: CardRecord) throws
  /// The gifts that a member had, in the order of the dates.
  func giftClaims(of member: String) throws -> [GiftClaim]
  /// Adds a claim.
  func insert(_ claim: GiftClaim) throws
  /// The member who joined against a sale; `nil` while nobody has.
  func memberJoined(againstSale id: String) throws -> String?
  /// Notes that a member joined against a sale; nobody else has.
  func insertJoining(againstSale id: String, member: String) throws
}

/// The points ledger: entries are added, never changed, never removed.
public protocol LedgerTables {
  /// The member's lots that are valid on a date, or all of them, with what is left, by id. A lot below
  /// zero is a debt, which does not expire.
  func lots(of member: String, validOn date: BusinessDate?) throws -> [LedgerLot]
  /// One lot with what is left.
  func lot(_ id: String) throws -> LedgerLot?
  /// Adds a lot.
  func append(_ lot: LedgerLot) throws
  /// The uses booked for a sale, return or redemption, in order.
  func uses(reference: String) throws -> [LedgerUse]
  /// All uses of the member's lots, in the order of booking.
  func uses(of member: String) throws -> [LedgerUse]
  /// Adds a use.
  func append(_ use: LedgerUse) throws
}

/// Sales, their lines, returns and redemptions.
public protocol SaleTables {
  /// The sale with an id, its lines and what was returned of them.
  func sale(_ id: String) throws -> SaleRecord?
  /// Adds a sale with its lines.
  func insert(_ sale: SaleRecord) throws
  /// Changes the state of a sale and when it happened.
  func setState(ofSale id: String, to state: SaleState, at time: String) throws
  /// Changes what a sale does beside its points.
  func setEffects(_ effects: SaleEffects, ofSale id: String) throws
  /// Removes a sale that was given up, with its lines and its slip.
  func removeSale(_ id: String) throws
  /// Sales of a lane that are held and neither committed nor voided, oldest first.
  func openSales(store: String, lane: String) throws -> [SaleRecord]
  /// The ids of committed sales of a store that are dated after a day, by date and id.
  func sales(store: String, after date: BusinessDate) throws -> [String]
  /// Sales of a member that are held and neither committed nor voided, oldest first.
  func openSales(of member: String) throws -> [SaleRecord]
  /// What a member paid in committed sales between two days, both included, by day.
  func purchases(of member: String, from: BusinessDate, through: BusinessDate) throws -> [Purchase]
  /// The return with an id.
  func goodsReturn(_ id: String) throws -> ReturnRecord?
  /// The returns of a sale in the order of booking.
  func goodsReturns(ofSale id: String) throws -> [ReturnRecord]
  /// Adds a return with its lines.
  func insert(_ goodsReturn: ReturnRecord) throws
  /// The redemption with an id.
  func redemption(_ id: String) throws -> RedemptionRecord?
  /// Adds a redemption.
  func insert(_ redemption: RedemptionRecord) throws
  /// The earliest business date of any sale; `nil` before the first.
  func firstBusinessDate() throws -> BusinessDate?
  /// The latest business date of anything committed in a store.
  func latestBusinessDate(store: String) throws -> BusinessDate?
  /// Sets the latest business date of a store.
  func setLatestBusinessDate(_ date: BusinessDate, store: String) throws
}

/// Slips, print jobs and refusals.
public protocol PaperTables {
  /// The receipt with a number.
  func receipt(_ number: String) throws -> ReceiptRecord?
  /// Receipts of a store on a day, by number.
  func receipts(store: String, date: BusinessDate) throws -> [ReceiptRecord]
  /// Adds a receipt.
  func insert(_ receipt: ReceiptRecord) throws
  /// Replaces content and signature state of a receipt.
  func update(_ receipt: ReceiptRecord) throws
  /// The print job with an id.
  func printJob(_ id: String) throws -> PrintJobRecord?
  /// The print jobs of a receipt in the order of storing.
  func printJobs(receipt number: String) throws -> [PrintJobRecord]
  /// Print jobs of a lane in one of the states, in the order of storing.
  func printJobs(store: String, lane: String, states: [PrintJobState]) throws -> [PrintJobRecord]
  /// Adds a print job.
  func insert(_ job: PrintJobRecord) throws
  /// Replaces state and time of a print job.
  func update(_ job: PrintJobRecord) throws
  /// Adds a refusal.
  func insert(_ refusal: RefusalEntry) throws
  /// Refusals of a lane on a day, oldest first.
  func refusals(store: String, lane: String, date: BusinessDate) throws -> [RefusalEntry]
}
