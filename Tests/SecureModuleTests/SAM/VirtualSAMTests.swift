import CardCrypto
import Foundation
import SecureModule
import SmartCard
import TestSupport
import Testing
import VirtualCards

@Suite("The virtual SAM")
struct VirtualSAMTests {
  @Test("What is written down is wrapped, comes back, and any changed bit of it is refused")
  func record() async throws {
    let memory = try await SAMBench.memory()
    let storageKey = SecretBytes.random(count: 32)
    let record = try SAMMemoryRecord(memory, under: storageKey)
    let json = try JSONEncoder().encode(record)
    let text = String(decoding: json, as: UTF8.self)
    for secret in ["000102030405", "101112131415", "a0a1a2a3a4a5", "31323334ff", "3837363534"] {
      #expect(!text.lowercased().contains(secret))
    }
    let read = try JSONDecoder().decode(SAMMemoryRecord.self, from: json)
    let again = try #require(read.memory(under: storageKey))
    let store = SAMBench.store(LoopbackChannel(VirtualSAM(again)), try SAMBench.issuer())
    #expect(try await store.issuingYears() == [2026])
    #expect(read.memory(under: .random(count: 32)) == nil)
    for part in text.split(separator: "\"") where part.count >= 48 {
      var digits = Array(part.utf8)
      digits[7] = digits[7] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
      let changed = text.replacing(part, with: String(decoding: digits, as: UTF8.self))
      let bad = try JSONDecoder().decode(SAMMemoryRecord.self, from: Data(changed.utf8))
      #expect(bad.memory(under: storageKey) == nil)
    }
  }

  @Test("A try is written down before the PIN is compared; where that fails nothing is compared")
  func triesFirst() async throws {
    let memory = try await SAMBench.memory()
    let sam = VirtualSAM(memory) { _ in false }
    let store = SAMBench.store(LoopbackChannel(sam), try SAMBench.access())
    let error = await #expect(throws: KeyStoreError.self) { try await store.years() }
    #expect(error?.code == "keyDeviceRefused")
  }

  @Test("Outside a channel nothing is told but the serial; a channel does not outlive a reset")
  func outside() async throws {
    let channel = try await SAMBench.channel()
    let aid = SAMProfile.applicationIdentifier
    let select = CommandAPDU(cla: 0, ins: 0xA4, p1: 4, p2: 0, data: aid, expectedLength: 256)
    _ = try await channel.transmit(select)
    for instruction in SAMInstruction.allCases {
      let status = try await channel.transmit(
        CommandAPDU(cla: 0x80, ins: instruction.rawValue, p1: 0, p2: 0, expectedLength: 256)
      ).status
      #expect(status != .success, "\(instruction)")
      let sealed = try await channel.transmit(
        CommandAPDU(
          cla: 0x84, ins: instruction.rawValue, p1: 0, p2: 0,
          data: [UInt8](repeating: 0, count: 8), expectedLength: 256)
      ).status
      #expect(sealed == .securityNotSatisfied, "\(instruction)")
    }
    let store = SAMBench.store(channel, try SAMBench.access())
    _ = try await store.years()
    _ = try await channel.transmit(select)
    // The store notices that its channel is gone and says so; it does not answer.
    await #expect(throws: KeyStoreError.self) { try await store.years() }
    #expect(try await store.years() == [2025, 2026])
  }

  @Test("A till's channel loads, deletes and unlocks nothing; an administrator's computes nothing")
  func channels() async throws {
    let channel = try await SAMBench.channel()
    let desk = try await SAMAdministrator(
      channel, device: "test", administratorKey: SAMBench.administratorKey)
    #expect(try await desk.entries().map(\.year) == [2025, 2026])
    try await desk.retire(year: 2025)
    await #expect(throws: KeyDeviceFailure.self) { try await desk.retire(year: 2025) }
    #expect(try await desk.entries().map(\.year) == [2026])
    let store = SAMBench.store(channel, try SAMBench.access())
    await #expect(throws: KeyStoreError.unknownYear(2025)) {
      try await store.authenticationCode(year: 2025, message: [])
    }
    await #expect(throws: KeyDeviceFailure.self) {
      try await SAMAdministrator(
        channel, device: "test",
        administratorKey: SAMProfile.pairingKey(
          administratorKey: SAMBench.administratorKey, serial: SAMBench.serial))
    }
  }

  @Test("A key whose wrapping or check value is wrong is not loaded, nor a year twice")
  func loading() async throws {
    let channel = try await SAMBench.channel()
    let desk = try await SAMAdministrator(
      channel, device: "test", administratorKey: SAMBench.administratorKey)
    let key = SecretBytes.random(count: 16)
    let entry = SAMKeyEntry(year: 2027, right: .verify, checkValue: try KeyCheckValue(of: key))
    let wrapped = try AESKeyWrap.wrap(key, under: SAMBench.administratorKey)
    for flipped in everyFlippedBit(of: wrapped) {
      await #expect(throws: KeyDeviceFailure.self) { try await desk.load(entry, wrapped: flipped) }
    }
    let other = SAMKeyEntry(
      year: 2027, right: .verify, checkValue: try KeyCheckValue(of: .random(count: 16)))
    await #expect(throws: KeyDeviceFailure.self) { try await desk.load(other, wrapped: wrapped) }
    try await desk.load(entry, wrapped: wrapped)
    await #expect(throws: KeyDeviceFailure.self) { try await desk.load(entry, wrapped: wrapped) }
    #expect(try await desk.entries().map(\.year) == [2025, 2026, 2027])
  }
}
