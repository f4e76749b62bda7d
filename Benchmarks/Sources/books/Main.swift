import BusinessCalendar
import CBareCommit
import Foundation
import Loyalty
import MemberStore
import PostgresStore
import SQLiteStore

/// What a booked sale costs beside what the database underneath costs by itself.
///
/// `books` books sales in a SQLite file, in turns with bare durable commits of the same bytes in C. `books
/// postgres://…` books them in a store of PostgreSQL as well, with 1, 4, 16 and 64 lanes, and beside it lets pgbench do its
/// own transaction on the same server.
@main
enum Main {
  static func main() async throws {
    try await sqlite()
    if let address = CommandLine.arguments.dropFirst().first {
      try await postgres(try PostgresAddress(address))
    }
  }

  // MARK: One file

  private static func sqlite() async throws {
    let folder = FileManager.default.currentDirectoryPath + "/books-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try SQLiteMemberStore(path: folder + "/store.db")
    // As many members as sales of a turn, so that each has bought as often as turns have gone by.
    for number in 0..<200 { try await store.enrol(member("M\(number)")) }
    let sale = try sale("S", "M1", lane: "L1")
    // The texts of a sale, its line and its slip, in two commits: hold and pay.
    let bytes =
      [sale.content, sale.priced, sale.quote, slip("S").content].reduce(0) { $0 + $1.utf8.count }
      + 400
    guard let bare = bare_commit_open(folder + "/bare.db") else { throw Broken("no bare file") }
    defer { bare_commit_close(bare) }
    var (ours, theirs): ([Double], [Double]) = ([], [])
    for turn in 0..<11 {
      ours.append(
        try await time(200) { number in
          try await book("S-\(turn)-\(number)", "M\(number)", lane: "L1", in: store)
        })
      theirs.append(
        try await time(200) { _ in
          guard bare_commit_row(bare, bytes) == 0, bare_commit_row(bare, 400) == 0 else {
            throw Broken("a bare commit failed")
          }
        })
    }
    try await store.close()
    print("a booked sale (hold, pay), SQLite       \(micro(median(ours)))")
    print("two bare durable commits, the same bytes \(micro(median(theirs)))")
    print(String(format: "ratio %.2f", median(ours) / median(theirs)))
  }

  // MARK: One server

  private static func postgres(_ address: PostgresAddress) async throws {
    let owner = PostgresMemberStore(address)
    _ = try await owner.initialize()
    print("lanes   sales a second   transactions a second   median of a sale")
    for lanes in [1, 4, 16, 64] {
      let run = UUID().uuidString.prefix(8)
      // Each member buys ten times.
      let sales = max(20, 2_000 / lanes)
      for lane in 0..<lanes {
        for number in 0..<sales / 10 { try await owner.enrol(member("M-\(run)-\(lane)-\(number)")) }
      }
      let begin = ContinuousClock.now
      let times = try await withThrowingTaskGroup(of: [Double].self) { group in
        for lane in 0..<lanes {
          group.addTask {
            let store = PostgresMemberStore(address, connections: 1)
            var times: [Double] = []
            for number in 0..<sales {
              let begin = ContinuousClock.now
              try await book(
                "S-\(run)-\(lane)-\(number)", "M-\(run)-\(lane)-\(number % (sales / 10))",
                lane: "L\(lane)", in: store)
              times.append(seconds(ContinuousClock.now - begin))
            }
            try await store.close()
            return times
          }
        }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      let rate = Double(lanes * sales) / seconds(ContinuousClock.now - begin)
      print(
        String(format: "%5d   %14.0f   %21.0f   ", lanes, rate, 2 * rate) + micro(median(times)))
    }
    try await owner.close()
  }

  // MARK: What is booked

  private static func book(
    _ id: String, _ member: String, lane: String, in store: any MemberStore
  ) async throws {
    _ = try await store.hold(sale(id, member, lane: lane), receipt: slip(id))
    _ = try await store.commit(sale: id, at: "2026-11-22T12:00:00+08:00")
  }

  private static let day = BusinessDate("2026-11-22") ?? .earliest
  private static let program = ProgramVersion(id: "chain-store", version: "2026-01")

  private static func member(_ id: String) -> Member {
    Member(
      id: id, familyName: "王", title: "女士", level: "vip", joined: day, registered: day,
      birthday: nil)
  }

  /// A sale of one line; its texts are as long as those of a real one.
  private static func sale(_ id: String, _ member: String, lane: String) throws -> SaleRecord {
    let paid = Money(fen: 10_000)
    return SaleRecord(
      id: id, store: "S01", lane: lane, date: day, cashier: "07",
      content: String(repeating: "c", count: 420), priced: String(repeating: "p", count: 600),
      quote: String(repeating: "q", count: 900), memberID: member,
      lines: [
        FrozenLine(
          id: "1", sku: "6901", name: "羊毛衫", quantity: Quantity(2), unitPrice: Money(fen: 5_000),
          kind: .regular, brand: "鹿王", model: "M-7", gross: paid, net: paid)
      ],
      program: program, due: paid, basis: paid,
      earnings: [
        Earning(
          .earned, points: 100, earned: day, expires: day.endOfYear, registerBy: nil, basis: paid,
          rules: [.a(11)], program: program)
      ],
      pointsSpent: 0, level: "vip", heldAt: "2026-11-22T12:00:00+08:00")
  }

  private static func slip(_ id: String) -> ReceiptRecord {
    ReceiptRecord(
      number: id, store: "S01", lane: "L1", date: day,
      content: String(repeating: "s", count: 1_800), signature: "required")
  }

  // MARK: Time

  private static func time(
    _ rounds: Int, _ body: (Int) async throws -> Void
  ) async throws -> Double {
    let begin = ContinuousClock.now
    for round in 0..<rounds { try await body(round) }
    return seconds(ContinuousClock.now - begin) / Double(rounds)
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  private static func micro(_ seconds: Double) -> String {
    String(format: "%.0f µs", seconds * 1e6)
  }
}

/// The measurement does not hold.
struct Broken: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
