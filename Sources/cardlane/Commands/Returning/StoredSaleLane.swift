import Desk
import Foundation
import Lane
import MemberStore
import Printers
import Wording

/// The lane of a sale that is in the store already.
enum StoredSaleLane {
  /// Opens the lane that made a sale, under the program version that decided it.
  ///
  /// - Throws: ``StoreError`` for a sale that nobody knows, ``PlainError`` when its program is not at
  ///   hand.
  static func open(
    _ saleID: String, in store: any MemberStore, programs: ProgramShelf, lane: String?,
    storeName: String?, printer: (any Printer)?, zone: TimeZone, language: Language
  ) async throws -> CheckoutLane {
    guard let sale = try await store.sale(saleID) else { throw StoreError.unknownSale(saleID) }
    return CheckoutLane(
      configuration: LaneInForce.configuration(
        store: sale.store, lane: lane ?? sale.lane, storeName: storeName, language: language),
      store: store, program: try programs.program(sale.program),
      printer: printer, clock: SystemLaneClock(zone: zone))
  }
}
