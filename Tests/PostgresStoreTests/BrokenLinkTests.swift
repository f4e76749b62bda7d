import Foundation
import Glibc
import LinuxSystem
import MemberStore
import MemberStoreSuite
import PostgresStore
import TestSupport
import Testing

@Suite("A link that breaks loses nothing and books nothing twice")
struct BrokenLinkTests {
  /// A wire between a lane and the server that can be cut at a commit.
  private final class Wire: Sendable {
    private let folder: TemporaryFolder
    private let process: ChildProcess

    init(to server: PostgresServer) throws {
      folder = try TemporaryFolder()
      let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Support/cut_at_commit.py").path
      let output = Foundation.Pipe()
      process = try ChildProcess(
        "/usr/bin/env",
        [
          "python3", script, folder.path, "\(server.folder.path)/.s.PGSQL.\(PostgresServer.port)",
        ], descriptors: [1: output.fileHandleForWriting.fileDescriptor])
      try output.fileHandleForWriting.close()
      var said = Data()
      while !said.contains(UInt8(ascii: "\n")) {
        let part = output.fileHandleForReading.availableData
        try #require(!part.isEmpty, "the wire did not start")
        said += part
      }
    }

    deinit { process.end() }

    func address(_ database: String) -> String {
      "postgres://owner@/\(database)?host=\(folder.path)&port=\(PostgresServer.port)"
    }

    /// Cuts the wire at the next commit.
    func cut(_ when: String) throws {
      try Data(when.utf8).write(to: URL(filePath: folder.path + "/new"))
      _ = unsafe rename(folder.path + "/new", folder.path + "/cut")
    }

    /// Whether the cut has been made.
    var isCut: Bool { !FileManager.default.fileExists(atPath: folder.path + "/cut") }
  }

  @Test(
    "A commit that never arrived, or whose answer never came: booked once, answered once",
    // A new connection commits twice before it asks what became of the transaction, and that can be cut too.
    arguments: [
      "before", "after", "before pass pass after", "after pass pass after", "after after after",
    ])
  func commit(when: String) async throws {
    let book = try await Databases.make()
    let wire = try Wire(to: book.server)
    let store = PostgresMemberStore(try PostgresAddress(wire.address(book.name)))
    try await store.enrol(sampleMember())
    _ = try await store.hold(sampleSale("S-1"))
    try wire.cut(when)
    let sale = try await store.commit(sale: "S-1", at: noon)
    #expect(wire.isCut)
    #expect(sale.state == .committed)
    #expect(try await store.balance("M1", on: "2026-11-22") == 100)
    // What is not asked for by an id is not done twice either.
    try wire.cut(when)
    try await store.record(
      RefusalEntry(
        maskedNumber: nil, reason: "forged", store: "S01", lane: "L1", date: day("2026-11-22"),
        time: noon))
    #expect(wire.isCut)
    #expect(try await store.refusals(store: "S01", lane: "L1", on: day("2026-11-22")).count == 1)
    try await store.close()
  }

  @Test("A server process that is ended in the middle is not missed")
  func terminated() async throws {
    let book = try await Databases.make()
    let store = PostgresMemberStore(try book.address, connections: 1)
    try await store.enrol(sampleMember())
    for round in 1...3 {
      try book.server.run(
        "psql",
        [
          "-d", "postgres", "-Atc",
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(book.name)'",
        ])
      try await store.book(sampleSale("S-\(round)"))
    }
    #expect(try await store.balance("M1", on: "2026-11-22") == 300)
    try await store.close()
  }
}
