import BusinessCalendar
import Wording

/// Everything that the store in memory holds, by key.
struct MemoryTables: Sendable {
  var isClosed = false
  var members: [String: Member] = [:]
  /// By number.
  var cards: [String: [CardRecord]] = [:]
  /// Numbers by member.
  var numbers: [String: Set<String>] = [:]
  var claims: [String: [GiftClaim]] = [:]
  /// Members by the sale against which they joined.
  var joiningSales: [String: String] = [:]
  var lots: [String: LedgerLot] = [:]
  /// Lot ids by member.
  var lotIDs: [String: [String]] = [:]
  var uses: [LedgerUse] = []
  var useIDs: Set<String> = []
  /// Positions of uses by reference.
  var usePositions: [String: [Int]] = [:]
  var sales: [String: SaleRecord] = [:]
  var saleOrder: [String] = []
  var returns: [String: ReturnRecord] = [:]
  /// Return ids by sale.
  var returnIDs: [String: [String]] = [:]
  var redemptions: [String: RedemptionRecord] = [:]
  var latestDates: [String: BusinessDate] = [:]
  var receipts: [String: ReceiptRecord] = [:]
  var printJobs: [PrintJobRecord] = []
  var refusals: [RefusalEntry] = []
  var stock: [StockEntry] = []
  var prepaid: [PrepaidMovement] = []
  var fees: [FeeEntry] = []
  /// By member.
  var levels: [String: [LevelEntry]] = [:]
  var guardSettings = GuardSettings()
  var travelTimes: [TravelTime] = []
  /// By card number.
  var sightings: [String: CardSighting] = [:]
  var laneEvents: [LaneEvent] = []
  var audit: [AuditEntry] = []
  /// By shop and day.
  var closedDays: [String: ClosedDay] = [:]
  /// By name.
  var supervisors: [String: Supervisor] = [:]
  /// Last read counters by UID.
  var chipCounters: [String: Int64] = [:]
}

/// One transaction on the tables in memory.
final class MemoryTransaction: StoreTransaction {
  var tables: MemoryTables

  init(tables: MemoryTables) { self.tables = tables }

  /// Refuses what a database refuses: a key that is in use, a key that points nowhere.
  func require(_ holds: Bool, _ table: String) throws {
    guard holds else { throw StoreError.brokenKey(table) }
  }
}

extension StoreError {
  static func brokenKey(_ table: String) -> StoreError {
    StoreError(
      .storeFailed, nature: .device,
      message: Sentence(
        zhHans: "会员库出错，本次未入账：\(table) 的编号重复或不存在。",
        zhHant: "會員庫出錯，本次未入帳：\(table) 的編號重複或不存在。",
        en: "The store failed, nothing was booked: a key of \(table) is in use or missing."))
  }
}
