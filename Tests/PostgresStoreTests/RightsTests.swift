import MemberStore
import MemberStoreSuite
import PostgresStore
import TestSupport
import Testing

@Suite("A lane adds to the ledgers and never changes them")
struct RightsTests {
  /// The role of the lanes; roles are the server's, so that it needs a name of its own.
  private static let role = "lanes of the shop \"S01\""
  private static let quoted = "\"lanes of the shop \"\"S01\"\"\""

  /// A store whose lanes have a role of their own, with a sale in it; made once.
  private static let granted = Task { () async throws -> Databases.Book in
    let book = try Databases.makeEmpty()
    try book.psql("CREATE ROLE \(quoted) LOGIN")
    let owner = PostgresMemberStore(try book.address)
    _ = try await owner.initialize(grantingTo: role)
    try await owner.enrol(sampleMember("M0"))
    try await owner.book(sampleSale("S-0", member: "M0"))
    try await owner.close()
    return book
  }

  @Test("The role of the lanes books, gives up and begins again as every lane does")
  func lane() async throws {
    let book = try await Self.granted.value
    let user = "lanes%20of%20the%20shop%20%22S01%22"
    let store = PostgresMemberStore(
      try PostgresAddress(book.server.address(book.name, user: user)))
    try await store.enrol(sampleMember())
    try await store.book(sampleSale("S-1"))
    _ = try await store.hold(sampleSale("S-2", spent: 10), receipt: sampleReceipt("S-2"))
    _ = try await store.void(sale: "S-2", at: noon)
    _ = try await store.hold(sampleSale("S-2", content: "another"), receipt: sampleReceipt("S-2"))
    #expect(try await store.balance("M1", on: "2026-11-22") == 100)
    try await store.close()
  }

  @Test(
    "Neither the lanes nor the owner change or remove an entry",
    arguments: [
      ("point_lots", "points"), ("point_uses", "points"), ("sale_lines", "net_fen"),
      ("joining_sales", "member_id"), ("returns", "refund_fen"), ("return_lines", "refund_fen"),
      ("redemptions", "points"), ("refusals", "reason"), ("card_stock", "count"),
      ("prepaid_movements", "amount_fen"), ("fee_entries", "year"), ("level_entries", "counted"),
      ("lane_events", "is_locked"), ("audit", "who"), ("closed_days", "who"),
    ])
  func appendOnly(table: String, column: String) async throws {
    let book = try await Self.granted.value
    func refused(_ statement: String, _ words: String) throws {
      do {
        try book.psql(statement)
        Issue.record("\(statement) went through")
      } catch let error as PostgresServerError {
        #expect(error.description.contains(words), "\(error)")
      }
    }
    try refused("SET ROLE \(Self.quoted); UPDATE \(table) SET \(column) = \(column)", "permission")
    try refused("SET ROLE \(Self.quoted); TRUNCATE \(table) CASCADE", "permission")
    try refused("TRUNCATE \(table) CASCADE", "never changed or removed")
    let triggers = try book.psql(
      "SELECT count(*) FROM pg_trigger WHERE tgrelid = '\(table)'::regclass AND tgenabled = 'O' "
        + "AND tgfoid = 'cardlane_refuse'::regproc")
    #expect(triggers == "2\n")
  }

  @Test(
    "The owner's own hand is refused on a row",
    arguments: [
      "UPDATE point_lots SET points = points + 1", "DELETE FROM point_lots",
      "DELETE FROM sale_lines",
    ])
  func row(statement: String) async throws {
    let book = try await Self.granted.value
    #expect(throws: PostgresServerError.self) { try book.psql(statement) }
  }
}
