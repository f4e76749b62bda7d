import CardCrypto
import Scenarios
import SecureModule
import SmartCard
import Testing
import VirtualCards

/// A card that has an answer-to-reset and then says nothing more.
private struct MuteCard: FaultyVirtualCard {
  let atr = CPUCardInterface.t1.answerToReset

  mutating func respond(to command: [UInt8]) -> [UInt8] { [] }

  mutating func answer(to message: VPCDMessage) -> VPCDAnswer {
    message == .atr ? .message(atr) : .silence
  }
}

/// Each has a process of its own, because libpcsclite knows one socket per process.
@Suite("A SAM in a reader behind the real pcscd")
struct SAMInReaderTests {
  @Test("Pulled, put back, reader service killed and restarted: failures in between, then answers")
  func pulled() async {
    await #expect(processExitsWith: .success) {
      let daemon = try PrivatePCSCD()
      daemon.adopt()
      try await daemon.start()
      let slot = daemon.slots[1]
      let sam = VirtualSAM(try await SAMBench.memory())
      try slot.insert(sam)
      try await waitForCard(in: slot.reader)
      let store = SAMKeyStore(SAMReader(slot.reader), access: try SAMBench.access())
      let code = try await store.authenticationCode(year: 2026, message: [0x56])

      slot.remove()
      await waitForRemoval(from: slot.reader)
      let pulled = await #expect(throws: KeyStoreError.self) {
        try await store.authenticationCode(year: 2026, message: [0x56])
      }
      #expect(pulled?.code == "keyDeviceGone")
      try slot.insert(sam)
      try await waitForCard(in: slot.reader)
      #expect(try await store.authenticationCode(year: 2026, message: [0x56]) == code)

      await daemon.kill()
      let killed = await #expect(throws: KeyStoreError.self) {
        try await store.authenticationCode(year: 2026, message: [0x56])
      }
      #expect(killed?.code == "keyDeviceGone")
      try await daemon.start()
      try await waitForCard(in: slot.reader)
      #expect(try await store.authenticationCode(year: 2026, message: [0x56]) == code)
      await daemon.stop()
    }
  }

  @Test("A card that says nothing is given up at the deadline; an empty reader at once")
  func mute() async {
    await #expect(processExitsWith: .success) {
      let daemon = try PrivatePCSCD()
      daemon.adopt()
      try await daemon.start()
      try daemon.slots[1].insert(MuteCard())
      try await waitForCard(in: daemon.slots[1].reader)
      let reader = SAMReader(daemon.slots[1].reader, deadline: .milliseconds(300))
      let store = SAMKeyStore(reader, access: try SAMBench.access())
      let error = await #expect(throws: KeyStoreError.self) { try await store.years() }
      #expect(error?.code == "keyDeviceTimedOut")
      let empty = SAMKeyStore(SAMReader(daemon.slots[0].reader), access: try SAMBench.access())
      let none = await #expect(throws: KeyStoreError.self) { try await empty.years() }
      #expect(none?.code == "keyDeviceGone")
      await daemon.stop()
    }
  }

  @Test("The SAM's reader is the lane's own: another program is kept out while it works")
  func exclusive() async {
    await #expect(processExitsWith: .success) {
      let daemon = try PrivatePCSCD()
      daemon.adopt()
      try await daemon.start()
      let slot = daemon.slots[1]
      try slot.insert(VirtualSAM(try await SAMBench.memory()))
      try await waitForCard(in: slot.reader)
      let store = SAMKeyStore(SAMReader(slot.reader), access: try SAMBench.access())
      _ = try await store.years()
      let second = SAMKeyStore(SAMReader(slot.reader), access: try SAMBench.access())
      let error = await #expect(throws: KeyStoreError.self) { try await second.years() }
      #expect(error?.code == "keyDeviceBusy")
      await #expect(throws: SmartCardError(.readerInUse)) {
        try await CardConnection.connect(to: slot.reader)
      }
      #expect(try await store.years() == [2025, 2026])
      await daemon.stop()
    }
  }
}
