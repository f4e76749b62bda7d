import Foundation
import MemberStore
import MemberStoreSuite
import PostgresStore
import Synchronization
import TestSupport
import Testing
import Wording

@Suite("The server dies")
struct FailoverTests {
  /// What the lanes were answered.
  private final class Seen: Sendable {
    let waiting = Mutex<[Sentence]>([])
    let answered = Mutex<Set<String>>([])
  }

  /// A primary and its standby, which has everything that was answered.
  private struct Pair {
    let primary: PostgresServer
    let standby: PostgresServer

    init() throws {
      primary = try PostgresServer(settings: ["wal_level": "replica", "fsync": "off"])
      standby = try PostgresServer(
        settings: ["hot_standby": "on", "fsync": "off"],
        setup: """
          pg_basebackup -h '\(primary.folder.path)' -p \(PostgresServer.port) -U owner -D data -R -c fast
          """)
      try primary.run("createdb", ["book"])
      for statement in [
        "ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()",
      ] {
        try primary.run("psql", ["-d", "book", "-c", statement])
      }
    }

    /// Both, in either order: the one that takes writes is found.
    var address: String {
      "postgres://owner@/book?host=\(standby.folder.path),\(primary.folder.path)"
        + "&port=\(PostgresServer.port)"
    }

    /// Ends the primary as a power cut would, and makes the standby the new one.
    func failOver() throws {
      try primary.crash()
      try standby.run("psql", ["-d", "postgres", "-c", "SELECT pg_promote()"])
    }
  }

  @Test("Lanes go on by themselves: nothing that was answered is lost, nothing is booked twice")
  func promoted() async throws {
    let pair = try Pair()
    let address = try PostgresAddress(pair.address)
    let seen = Seen()
    let owner = PostgresMemberStore(address)
    _ = try await owner.initialize()
    let (lanes, sales) = (4, 40)
    for lane in 0..<lanes { try await owner.enrol(sampleMember("M\(lane)")) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for lane in 0..<lanes {
        group.addTask {
          let store = PostgresMemberStore(address, connections: 1, patience: .seconds(60)) { said in
            seen.waiting.withLock { $0.append(said) }
          }
          for number in 0..<sales {
            let id = "S-\(lane)-\(number)"
            try await store.book(sampleSale(id, member: "M\(lane)", lane: "L\(lane)"))
            let count = seen.answered.withLock { answered in
              answered.insert(id)
              return answered.count
            }
            if count == lanes * sales / 2 { try pair.failOver() }
          }
          try await store.close()
        }
      }
      try await group.waitForAll()
    }
    let ids = seen.answered.withLock { $0 }
    #expect(ids.count == lanes * sales)
    #expect(try await owner.read { try $0.sales(Array(ids)).count } == ids.count)
    for lane in 0..<lanes {
      #expect(try await owner.balance("M\(lane)", on: "2026-11-22") == Int64(sales) * 100)
    }
    #expect(seen.waiting.withLock { $0.contains { $0.english.hasPrefix("Waiting for the store") } })
    try await owner.check()
    try await owner.close()
  }
}
