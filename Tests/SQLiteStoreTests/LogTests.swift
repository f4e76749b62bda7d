import BusinessCalendar
import Foundation
import GRDB
import MemberStore
import MemberStoreSuite
import Testing

@testable import SQLiteStore

@Suite("The file alone is the whole store, and a log is read into its own file only")
struct LogTests {
  private func names(_ path: String) async throws -> [String] {
    let store = try SQLiteMemberStore(path: path)
    let names = try await store.members().map(\.id)
    try await store.close()
    return names
  }

  @Test(
    "Nothing lies beside a store that was let go, closed or forgotten", arguments: [true, false])
  func alone(isClosed: Bool) async throws {
    try await withFolder { folder in
      let path = folder + "/store.sqlite"
      do {
        let store = try SQLiteMemberStore(path: path)
        try await store.enrol(sampleMember())
        #expect(try await store.members().count == 1)
        if isClosed { try await store.close() }
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["store.sqlite"])
      let copy = folder + "/copy.sqlite"
      try FileManager.default.copyItem(atPath: path, toPath: copy)
      #expect(try await names(copy) == ["M1"])
    }
  }

  @Test("A log that a crash left is read; beside a restored backup it is refused, and left")
  func restored() async throws {
    try await withFolder { folder in
      let (path, backup) = (folder + "/store.sqlite", folder + "/backup.sqlite")
      let files = FileManager.default
      var store = try SQLiteMemberStore(path: path)
      try await store.enrol(sampleMember("M1"))
      try await store.close()
      try files.copyItem(atPath: path, toPath: backup)
      store = try SQLiteMemberStore(path: path)
      try await store.enrol(sampleMember("M2"))
      try await store.close()
      // What a crash leaves: the file, and a log with the last change.
      store = try SQLiteMemberStore(path: path)
      try await store.enrol(sampleMember("M3"))
      try files.createDirectory(atPath: folder + "/crashed", withIntermediateDirectories: true)
      let crashed = folder + "/crashed/store.sqlite"
      try files.copyItem(atPath: path, toPath: crashed)
      try files.copyItem(atPath: path + "-wal", toPath: crashed + "-wal")
      try await store.close()
      let log = try Data(contentsOf: URL(fileURLWithPath: crashed + "-wal"))
      try #require(!log.isEmpty)

      let old = try Data(contentsOf: URL(fileURLWithPath: backup))
      let whole = try Data(contentsOf: URL(fileURLWithPath: crashed))
      try old.write(to: URL(fileURLWithPath: crashed))
      #expect(throws: StoreError.error(.logMismatch)) { try SQLiteMemberStore(path: crashed) }
      #expect(try Data(contentsOf: URL(fileURLWithPath: crashed)) == old)
      #expect(try Data(contentsOf: URL(fileURLWithPath: crashed + "-wal")) == log)
      try whole.write(to: URL(fileURLWithPath: crashed))
      #expect(try await names(crashed) == ["M1", "M2", "M3"])
      try old.write(to: URL(fileURLWithPath: crashed))
      #expect(try await names(crashed) == ["M1"])
    }
  }

  @Test("A crash while a store was being made is taken back, and the store is made")
  func hotJournal() async throws {
    try await withFolder { folder in
      let path = folder + "/store.sqlite"
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
        let queue = try DatabaseQueue(path: path)
        try await queue.writeWithoutTransaction { db in
          // So few pages fit into memory that they go to the file before the commit.
          try db.execute(sql: "PRAGMA cache_size = 5; BEGIN EXCLUSIVE")
          try SQLiteSchema.build(db)
          for row in 0..<200 {
            try db.execute(
              sql: "INSERT INTO guard_settings VALUES (?, 1)",
              arguments: [String(repeating: "x", count: 1_000) + "\(row)"])
          }
          kill(getpid(), SIGKILL)
        }
      }
      try #require(FileManager.default.fileExists(atPath: path + "-journal"))
      let size = try Data(contentsOf: URL(fileURLWithPath: path)).count
      try #require(size > 0)
      let store = try SQLiteMemberStore(path: path)
      try await store.enrol(sampleMember())
      try await store.check()
      try await store.close()
      #expect(try await names(path) == ["M1"])
    }
  }
}

@Suite("What lies at the path of a store")
struct StorePlaceTests {
  @Test("A store that is made through a link is private all the same", arguments: ["real", "/"])
  func link(kind: String) async throws {
    try await withFolder { folder in
      let target = folder + "/real.sqlite"
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/link.sqlite",
        withDestinationPath: kind == "/" ? target : "real.sqlite")
      let store = try SQLiteMemberStore(path: folder + "/link.sqlite")
      try await store.enrol(sampleMember())
      try await store.close()
      let attributes = try FileManager.default.attributesOfItem(atPath: target)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      #expect(attributes[.type] as? FileAttributeType == .typeRegular)
    }
  }

  @Test("A pipe or a device is no store, and nobody waits for it")
  func pipe() async throws {
    try await withFolder { folder in
      let path = folder + "/pipe"
      #expect(unsafe mkfifo(path, 0o600) == 0)
      for place in [path, "/dev/null", "/dev/zero"] {
        #expect(throws: StoreError.error(.notAStore)) { try SQLiteMemberStore(path: place) }
      }
    }
  }

  @Test("Where nothing can be written a store is read, and a booking says so")
  func readOnly() async throws {
    try await withFolder { folder in
      let path = folder + "/a store?.sqlite"
      let store = try SQLiteMemberStore(path: path)
      try await store.enrol(sampleMember())
      try await store.close()
      let before = try Data(contentsOf: URL(fileURLWithPath: path))
      let readable = try SQLiteMemberStore(
        path: path, patience: 5, pageLimit: nil, isReadOnly: true)
      #expect(try await readable.member("M1") != nil)
      await #expect(throws: StoreError.error(.storeReadOnly)) {
        try await readable.enrol(sampleMember("M2"))
      }
      try await readable.close()
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
    }
  }

  /// A store with something in every page that matters, and where its pages lie.
  private func pages(_ path: String) async throws -> [(name: String, root: Int)] {
    let store = try SQLiteMemberStore(path: path)
    try await store.enrol(sampleMember())
    try await store.book(sampleSale("S-1"))
    try await store.close()
    let queue = try DatabaseQueue(path: path)
    let pages = try await queue.read { db in
      try Row.fetchAll(
        db, sql: "SELECT name, rootpage FROM sqlite_master WHERE type = 'table'"
      ).map { (name: $0["name"] as String, root: $0["rootpage"] as Int) }
    }
    try queue.close()
    // An ordinary connection has made a log of its own.
    return pages
  }

  @Test("A page that was overwritten with zeros is told when the store is opened")
  func zeroedRoot() async throws {
    try await withFolder { folder in
      let path = folder + "/store.sqlite"
      for page in try await pages(path) {
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        var damaged = whole
        let start = (page.root - 1) * 4096
        damaged.replaceSubrange(start..<start + 4096, with: Data(count: 4096))
        try damaged.write(to: URL(fileURLWithPath: path))
        #expect(throws: StoreError.error(.storeDamaged), "\(page.name)") {
          try SQLiteMemberStore(path: path)
        }
        try whole.write(to: URL(fileURLWithPath: path))
      }
    }
  }

  @Test("Pages that changed places end in a sentence, whatever is read")
  func swappedPages() async throws {
    try await withFolder { folder in
      let path = folder + "/store.sqlite"
      let pages = try await pages(path).filter { $0.root > 1 }
      let whole = try Data(contentsOf: URL(fileURLWithPath: path))
      func range(_ page: Int) -> Range<Int> { (page - 1) * 4096..<page * 4096 }
      // Empty tables look alike: nothing is wrong when those change places.
      for (one, other) in zip(pages, pages.dropFirst())
      where whole[range(one.root)] != whole[range(other.root)] {
        var damaged = whole
        damaged.replaceSubrange(range(one.root), with: whole[range(other.root)])
        damaged.replaceSubrange(range(other.root), with: whole[range(one.root)])
        try damaged.write(to: URL(fileURLWithPath: path))
        do throws(StoreError) {
          let store = try SQLiteMemberStore(path: path)
          let error = await #expect(throws: StoreError.self) {
            try await store.check()
          }
          #expect(error?.kind == .storeDamaged)
          // Whatever comes of it, it is no trap.
          _ = try? await store.members()
          _ = try? await store.sales(from: .earliest, through: .latest)
          _ = try? await store.ledger(of: "M1")
          _ = try? await store.receipts(store: "S01", on: .latest)
          try? await store.close()
        } catch {
          #expect(error.kind == .storeDamaged, "\(one.name) and \(other.name)")
        }
      }
    }
  }
}
