import SmartCard
import TestSupport
import Testing
import VIPCard
import VirtualCards

@Suite("Virtual DESFire: what a transaction keeps, and what ends it")
struct DESFireTransactionTests {
  @Test("A record file that is being emptied takes new records after the commit only")
  func clearThenWrite() async throws {
    var terminal = NativeTerminal(VirtualDESFireCardTests.card(.ev2))
    func open() async throws {
      try terminal.select()
      #expect(
        try await terminal.authenticate(
          .authenticateEV2First, key: VirtualDESFireCardTests.keys[2], number: 2))
    }
    func write() throws {
      _ = try terminal.command(
        .writeRecord, header: [3] + three(0) + three(4), data: [1, 2, 3, 4])
    }
    try await open()
    try write()
    _ = try terminal.command(.commitTransaction)
    _ = try terminal.command(.clearRecordFile, header: [3])
    // What is read is what was committed.
    #expect(
      try terminal.command(.readRecords, header: [3] + three(0) + three(1), count: 4)
        == [1, 2, 3, 4])
    #expect(throws: NativeStatus.permissionDenied) { try write() }
    // The error has ended the transaction as well.
    try await open()
    #expect(throws: NativeStatus.noChanges) { try terminal.command(.commitTransaction) }
    try await open()
    _ = try terminal.command(.clearRecordFile, header: [3])
    _ = try terminal.command(.commitTransaction)
    try write()
    _ = try terminal.command(.commitTransaction)
  }

  @Test("A transaction ends with another selection, an error, a reset or the power")
  func lostTransactions() async throws {
    let ways: [@Sendable (inout NativeTerminal<VirtualDESFireCard>) throws -> Void] = [
      { try $0.select() },
      { _ = try $0.native(.selectApplication, [9, 9, 9]) },
      { _ = try $0.native(.getValue, [9]) },
      { $0.card.reset() }, { $0.card.powerOff() }, { $0.card.powerOn() },
    ]
    for end in ways {
      var terminal = NativeTerminal(VirtualDESFireCardTests.card(.ev2))
      func open() async throws {
        try terminal.select()
        #expect(
          try await terminal.authenticate(
            .authenticateEV2First, key: VirtualDESFireCardTests.keys[2], number: 2))
      }
      try await open()
      _ = try terminal.command(.debit, header: [2], data: four(100))
      try end(&terminal)
      try await open()
      #expect(throws: NativeStatus.noChanges) { try terminal.command(.commitTransaction) }
      try await open()
      #expect(try terminal.command(.getValue, header: [2], count: 4) == four(500))
    }
  }
}
