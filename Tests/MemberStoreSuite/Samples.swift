package import BusinessCalendar
package import Loyalty
package import MemberStore
import Testing
import Wording

/// Reads a date that the test knows to exist.
package func day(_ text: String) throws -> BusinessDate { try #require(BusinessDate(text)) }

package let noon = "2026-11-22T12:00:00+08:00"
package let number = "9156880012345672"
package let chainStore = ProgramVersion(id: "chain-store", version: "2026-01")

/// A member of the chain store, joined and registered in January 2026.
package func sampleMember(_ id: String = "M1", registered: String? = "2026-01-09") throws -> Member
{
  Member(
    id: id, familyName: "王", title: "女士", level: "vip", joined: try day("2026-01-05"),
    registered: try registered.map(day), birthday: try day("1990-11-22"))
}

/// A sale of one line that earns a point a yuan until the year's end.
package func sampleSale(
  _ id: String, member: String? = "M1", lane: String = "L1", date: String = "2026-11-22",
  paid: Int64 = 10_000, points: Int64? = nil, spent: Int64 = 0, content: String? = nil,
  registerBy: String? = nil
) throws -> SaleRecord {
  let date = try day(date)
  let earned = points ?? paid / 100
  let earning = Earning(
    .earned, points: earned, earned: date, expires: date.endOfYear,
    registerBy: try registerBy.map(day), basis: Money(fen: paid), rules: [.a(11)],
    program: chainStore)
  return SaleRecord(
    id: id, store: "S01", lane: lane, date: date, cashier: "07",
    content: content ?? "sale \(id)", priced: "{}", quote: "{}", memberID: member,
    lines: [
      FrozenLine(
        id: "1", sku: "6901", name: "羊毛衫", quantity: Quantity(2),
        unitPrice: Money(fen: paid / 2), kind: .regular, brand: "鹿王", model: "M-7",
        gross: Money(fen: paid), net: Money(fen: paid))
    ],
    program: chainStore, due: Money(fen: paid), basis: Money(fen: paid),
    earnings: member == nil || earned == 0 ? [] : [earning], pointsSpent: spent,
    level: member == nil ? nil : "vip", heldAt: noon)
}

package func sampleReceipt(_ number: String, signature: String? = "required") throws
  -> ReceiptRecord
{
  ReceiptRecord(
    number: number, store: "S01", lane: "L1", date: try day("2026-11-22"),
    content: "{\"lines\":[]}", signature: signature)
}

extension MemberStore {
  /// Holds and commits in one go.
  @discardableResult
  package func book(_ sale: SaleRecord) async throws(StoreError) -> SaleRecord {
    _ = try await hold(sale)
    return try await commit(sale: sale.id, at: noon)
  }

  /// The points that can be spent on a day.
  package func balance(_ member: String, on date: String) async throws -> Int64 {
    try #require(try await account(of: member, on: try day(date))).balance
  }
}

extension StoreError {
  /// An error of a kind, to compare with: equality looks at the code only.
  package static func error(_ kind: Code) -> StoreError {
    StoreError(kind, nature: .device, message: .init(zhHans: "", zhHant: "", en: ""))
  }
}
