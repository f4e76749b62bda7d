import Foundation
import MemberStore
import MemberStoreSuite
import Testing

@testable import SQLiteStore

@Suite("A backup is a whole store, and takes a store's place as one")
struct BackupTests {
  private func entry(_ why: String? = nil) -> AuditEntry {
    AuditEntry(.storeRestored, by: "张", because: why, at: noon)
  }

  @Test("A backup of a store in use has every booking of its moment, in one private file")
  func inUse() async throws {
    try await withFolder { folder in
      let store = try SQLiteMemberStore(path: folder + "/store.db")
      try await store.enrol(sampleMember())
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { for id in 1...40 { try await store.book(sampleSale("S-\(id)")) } }
        for number in 1...3 {
          group.addTask { try await store.backUp(to: folder + "/copy\(number).db") }
        }
        try await group.waitForAll()
      }
      try await store.backUp(to: folder + "/last.db")
      try await store.close()
      for name in ["copy1", "copy2", "copy3", "last"] {
        let path = folder + "/\(name).db"
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let copy = try SQLiteMemberStore(path: path)
        try await copy.check()
        let sales = try await copy.sales(from: day("2026-11-22"), through: day("2026-11-22"))
        #expect(
          try await copy.balance("M1", on: "2026-11-22") == Int64(
            sales.count { $0.state == .committed }) * 100)
        if name == "last" { #expect(sales.count == 40) }
        try await copy.close()
      }
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(!names.contains { $0.hasSuffix(".part") })
    }
  }

  @Test("Nothing that is there is written over")
  func taken() async throws {
    try await withFolder { folder in
      let store = try SQLiteMemberStore(path: folder + "/store.db")
      try Data("mine".utf8).write(to: URL(filePath: folder + "/taken"))
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/link", withDestinationPath: folder + "/elsewhere")
      for name in ["taken", "link"] {
        await #expect(throws: StoreError.error(.fileExists)) {
          try await store.backUp(to: folder + "/" + name)
        }
      }
      #expect(try String(contentsOfFile: folder + "/taken", encoding: .utf8) == "mine")
      #expect(!FileManager.default.fileExists(atPath: folder + "/elsewhere"))
      try await store.close()
    }
  }

  @Test("A restored store is what the backup was; what was there is kept; the backup is untouched")
  func restored() async throws {
    try await withFolder { folder in
      let (path, copy, kept) = (folder + "/store.db", folder + "/copy.db", folder + "/kept.db")
      let store = try SQLiteMemberStore(path: path)
      try await store.enrol(sampleMember())
      try await store.book(sampleSale("S-1"))
      try await store.backUp(to: copy)
      try await store.book(sampleSale("S-2"))
      try await store.close()
      let bytes = try Data(contentsOf: URL(filePath: copy))
      try await SQLiteMemberStore.restore(copy, to: path, keepingAs: kept, noting: entry("fire"))
      #expect(try Data(contentsOf: URL(filePath: copy)) == bytes)
      for (file, sales) in [(path, 1), (kept, 2)] {
        let opened = try SQLiteMemberStore(path: file)
        #expect(try await opened.balance("M1", on: "2026-11-22") == Int64(sales) * 100)
        #expect(try await opened.auditEntries().map(\.why) == (file == path ? ["fire"] : []))
        try await opened.close()
      }
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
          "copy.db", "kept.db", "store.db",
        ])
    }
  }

  @Test("While somebody has the store open nothing is restored")
  func busy() async throws {
    try await withFolder { folder in
      let (path, copy) = (folder + "/store.db", folder + "/copy.db")
      let store = try SQLiteMemberStore(path: path)
      try await store.enrol(sampleMember())
      try await store.backUp(to: copy)
      await #expect(throws: StoreError.error(.storeBusy)) {
        try await SQLiteMemberStore.restore(
          copy, to: path, keepingAs: folder + "/kept.db", noting: entry())
      }
      try await store.book(sampleSale("S-1"))
      #expect(!FileManager.default.fileExists(atPath: folder + "/kept.db"))
      try await store.close()
    }
  }

  @Test("A damaged store gives way to its backup, and is kept for whoever wants to look")
  func damaged() async throws {
    try await withFolder { folder in
      let (path, copy, kept) = (folder + "/store.db", folder + "/copy.db", folder + "/kept.db")
      let store = try SQLiteMemberStore(path: path)
      try await store.enrol(sampleMember())
      try await store.backUp(to: copy)
      try await store.close()
      let garbage = Data(repeating: 0x5A, count: 9_000)
      try garbage.write(to: URL(filePath: path))
      try await SQLiteMemberStore.restore(copy, to: path, keepingAs: kept, noting: entry())
      #expect(try Data(contentsOf: URL(filePath: kept)) == garbage)
      let back = try SQLiteMemberStore(path: path)
      #expect(try await back.members().map(\.id) == ["M1"])
      try await back.close()
    }
  }

  @Test("A backup that is cut short, is none, or is damaged takes nobody's place")
  func badBackup() async throws {
    try await withFolder { folder in
      let (path, copy) = (folder + "/store.db", folder + "/copy.db")
      let store = try SQLiteMemberStore(path: path)
      for number in 1...20 { try await store.enrol(sampleMember("M\(number)")) }
      try await store.backUp(to: copy)
      try await store.close()
      let whole = try Data(contentsOf: URL(filePath: copy))
      var torn = whole
      // The pages in the middle, the header as it was.
      torn.replaceSubrange(8_192..<40_960, with: Data(repeating: 0xFF, count: 32_768))
      for (bytes, code) in [
        (Data("no store".utf8), StoreError.Code.notAStore),
        (whole.prefix(whole.count / 2), .storeDamaged),
        (torn, .storeDamaged),
      ] {
        try bytes.write(to: URL(filePath: copy))
        await #expect(throws: StoreError.error(code)) {
          try await SQLiteMemberStore.restore(
            copy, to: path, keepingAs: folder + "/kept.db", noting: entry())
        }
      }
      let still = try SQLiteMemberStore(path: path)
      #expect(try await still.members().count == 20)
      try await still.close()
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
          "copy.db", "store.db",
        ])
    }
  }

  @Test("Compacting gives the room back and loses nothing")
  func compacted() async throws {
    try await withFolder { folder in
      let store = try SQLiteMemberStore(path: folder + "/store.db")
      try await store.enrol(sampleMember())
      for number in 1...30 {
        _ = try await store.hold(
          sampleSale("S-\(number)", content: String(repeating: "x", count: 20_000)))
        _ = try await store.void(sale: "S-\(number)", at: noon)
      }
      try await store.write { tables in
        for number in 1...30 { try tables.removeSale("S-\(number)") }
      }
      let bytes = try await store.compact()
      #expect(bytes.after < bytes.before / 2)
      try await store.check()
      try await store.book(sampleSale("S-1"))
      #expect(try await store.balance("M1", on: "2026-11-22") == 100)
      try await store.close()
    }
  }
}
