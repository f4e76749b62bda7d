import Foundation
import Lane
import Loyalty
import MemberStore
import SQLiteStore
import Receipts
import Testing
import VIPCard

@Suite("Whatever is cut off can be finished or given up")
struct RecoveryTests {
  /// Holds a sale on a store file and forgets everything that is not in the file.
  func crash(in folder: String, _ sale: Sale) async throws -> String {
    let path = folder + "/store.sqlite"
    let store = try SQLiteMemberStore(path: path)
    let counter = try Counter(store: store)
    try await counter.enrol(member())
    let lane = try counter.lane()
    try await lane.scan(sale)
    _ = try await lane.show(try await counter.judge(Counter.stripe))
    _ = try await lane.quote()
    _ = try await lane.hold(tenders: [])
    try await store.close()
    return path
  }

  @Test("A crash between hold and commit: the sale is found, finished and printed")
  func resume() async throws {
    try await withFolder { folder in
      let path = try await crash(in: folder, sale(member: member()))
      let printer = ScriptedPrinter()
      let counter = try Counter(store: SQLiteMemberStore(path: path), printer: printer)
      let lane = try counter.lane()
      let open = try await lane.recover()
      #expect(open.map(\.id) == ["L1-1"])
      let result = try await lane.resume("L1-1")
      #expect(result.state == .committed)
      #expect(result.receipt.text.contains("会员签名"))
      #expect(printer.printed == ["L1-1-merchant-0", "L1-1-customer-0"])
      #expect(try await lane.recover().isEmpty)
      #expect(try await counter.store.account(of: "M1", on: day("2026-11-22"))?.balance == 176)
      try await counter.store.close()
    }
  }

  @Test("A crash between hold and commit: the same checkout again finishes it")
  func again() async throws {
    try await withFolder { folder in
      let path = try await crash(in: folder, sale(member: member()))
      let counter = try Counter(store: SQLiteMemberStore(path: path))
      let result = try await counter.lane().checkout(
        sale: sale(member: member()), card: try await counter.judge(Counter.stripe))
      #expect(result.state == .committed)
      #expect(try await counter.store.account(of: "M1", on: day("2026-11-22"))?.balance == 176)
      try await counter.store.close()
    }
  }

  @Test("A crash between hold and commit: the sale is given up, nothing counts")
  func abandon() async throws {
    try await withFolder { folder in
      let path = try await crash(in: folder, sale(member: member()))
      let counter = try Counter(store: SQLiteMemberStore(path: path))
      let lane = try counter.lane()
      #expect(try await lane.abandon("L1-1").state == .void)
      #expect(try await lane.recover().isEmpty)
      await #expect(throws: storeError(.saleVoided)) { try await lane.resume("L1-1") }
      #expect(try await counter.store.account(of: "M1", on: day("2026-11-22"))?.balance == 0)
      try await counter.store.close()
    }
  }

  @Test("A job that was on its way in a crash becomes unconfirmed and is not sent again")
  func printing() async throws {
    let printer = ScriptedPrinter()
    let counter = try Counter(printer: printer)
    let store = counter.store
    let lane = try counter.lane()
    try await lane.scan(sale())
    _ = try await lane.quote()
    _ = try await lane.hold(tenders: [])
    _ = try await store.claimPrintJob(
      receipt: "L1-1", copy: "merchant", again: false, at: "2026-11-22T10:15:00+08:00"
    ) { "L1-1-merchant-\($0)" }
    _ = try await lane.recover()
    _ = try await lane.resume("L1-1")
    #expect(printer.printed == ["L1-1-customer-0"])
    #expect(try await store.printJobs(receipt: "L1-1").first?.state == .unconfirmed)
  }
}
