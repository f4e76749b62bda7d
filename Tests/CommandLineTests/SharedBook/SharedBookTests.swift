import Foundation
import TestSupport
import Testing

/// The same day at the lane, with the book in a database that all lanes share.
@Suite("A book in PostgreSQL, from the command line")
struct SharedBookTests {
  /// One server for all tests of this suite.
  private static let server = Result { try PostgresServer(settings: ["fsync": "off"]) }

  private let life: Life
  private let address: String

  init() async throws {
    let server = try Self.server.get()
    let name = "book" + UUID().uuidString.lowercased().filter { $0 != "-" }
    try server.run("createdb", [name])
    address = server.address(name)
    var life = try Life()
    life.store = address
    self.life = life
  }

  private func made() async throws {
    try await life.ask("store", "init").expect(0)
  }

  @Test("The tables are made once; before that nothing is booked and it is said what to do")
  func initialized() async throws {
    let before = try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(3)
    #expect(before.errorCode == "notAStore")
    #expect(before.error.contains("cardlane store init --store"))
    #expect(try await life.ask("store", "init").expect(0)["state"] as? String == "made")
    #expect(try await life.ask("store", "init").expect(0)["state"] as? String == "upToDate")
    #expect(try await life.ask("store", "migrate").expect(0)["state"] as? String == "upToDate")
    #expect(try await life.ask("store", "check").expect(0)["state"] as? String == "inOrder")
  }

  @Test("A day: enrolled, sold with the card, asked again, returned, closed")
  func day() async throws {
    try await made()
    try await life.enrol("M1", Numbers.first, joined: "2026-11-22").expect(0)
    try await life.ask("member", "register", "--member", "M1", "--date", "2026-11-22").expect(0)
    let card = try await life.swipe(Numbers.first)
    let sale = life.sale("S1", "2026-11-22", "100.00", quantity: 2)
    let sold = try await life.buy(sale, card).expect(0)
    #expect(sold["repeated"] as? Bool == false)
    let again = try await life.buy(sale, card).expect(0)
    #expect(again["repeated"] as? Bool == true)
    let points = try await life.balance("M1", "2026-11-22")
    #expect(try #require(points) > 0)
    let back = [
      "return", "--sale", "S1", "--lines", "-", "--id", "R1", "--date", "2026-11-22", "--program",
      life.program, "--store", address, "--json",
    ]
    let lines = #"[{"line":"1","quantity":"1"}]"#
    try await life.run(back, input: lines).expect(0)
    #expect(try await life.run(back, input: lines).expect(0)["repeated"] as? Bool == true)
    #expect(try #require(try await life.balance("M1", "2026-11-22")) < points ?? 0)
    let day = try await life.ask("report", "day", "--shop", "S01", "--date", "2026-11-22")
    try day.expect(0)
    try await life.ask("store", "check").expect(0)
  }

  @Test("Two tills spend a member's points at the same moment: one of them does")
  func twoTills() async throws {
    try await made()
    var life = try Life("retail-loyalty").changed("redeem: medium", to: "redeem: low")
    life.store = address
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05", "--level", "gold").expect(0)
    let card = try await life.swipe(Numbers.first)
    try await life.buy(life.sale("S1", "2026-11-21", "1000.00"), card).expect(0)
    let points = try #require(try await life.balance("M1", "2026-11-22"))
    try #require(points >= 3)
    let price = points * 2 / 3
    try life.write(
      "poster.json",
      #"[{"id":"G1","name":"cup","from":"2026-01-01","until":"2026-12-31","points":\#(price)}]"#)
    let (shop, address) = (life, address)
    let statuses = try await withThrowingTaskGroup(of: Int32.self) { group in
      for lane in ["L1", "L2", "L3"] {
        group.addTask {
          try await shop.run([
            "redeem", "--program", shop.program, "--store", address, "--shop", "S01", "--lane",
            lane, "--gift", "G1", "--poster", "poster.json", "--keys", "keys.json", "--swipe", card,
            "--date", "2026-11-22", "--id", "G-\(lane)", "--json",
          ]).status
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(statuses.sorted() == [0, 1, 1])
    #expect(try await life.balance("M1", "2026-11-22") == points - price)
  }

  @Test("A password in an address is refused, and not repeated")
  func password() async throws {
    let answer = try await life.run([
      "points", "balance", "--member", "M1", "--store", "postgres://lane:secret@book.example/c",
      "--json",
    ]).expect(2)
    #expect(answer.errorCode == "passwordInAddress")
    #expect(!answer.error.contains("secret"))
  }

  @Test("Roles are a database's: a file takes none")
  func grantOnFile() async throws {
    let answer = try await life.run(["store", "init", "--store", "shop.db", "--grant", "lanes"])
    #expect(answer.status == 2)
    #expect(!FileManager.default.fileExists(atPath: life.folder.path + "/shop.db"))
  }

  @Test("The lane file names the book, and doctor looks at it")
  func laneFile() async throws {
    try await made()
    try life.write(
      "lane.yaml", "shop:\n  id: S01\n  name: First\nlane: L1\nstore: \(address)\n")
    let found = try await life.run(["doctor", "--json"])
    let line = try #require(
      found.output.split(separator: "\n").first { $0.contains("\"store\"") }, "\(found)")
    #expect(line.contains("in order"), "\(line)")
  }

  @Test("A lane file does not take a password, nor another kind of address")
  func laneFileAddress() async throws {
    for (address, code) in [
      ("postgres://lane:secret@book.example/c", "passwordInAddress"),
      ("mysql://book.example/c", "badStoreAddress"),
    ] {
      try life.write(
        "lane.yaml", "shop:\n  id: S01\n  name: First\nlane: L1\nstore: \(address)\n")
      let answer = try await life.run(["lane", "check", "--json"])
      #expect(answer.status != 0)
      #expect((answer.output + answer.error).contains(code), "\(answer)")
    }
  }
}
