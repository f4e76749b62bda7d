import CardCrypto
import KeyStoreSuite
import SecureModule
import SmartCard
import Testing
import VirtualCards

@Suite("The channel to a SAM, bit by bit")
struct SAMChannelBitTests {
  private let message: [UInt8] = [0x56, 0x49, 0x50]

  @Test("Every flipped bit of every command is refused by the SAM: the lane gets no code")
  func flippedCommands() async throws {
    let inner = try await SAMBench.channel()
    let recorder = CountingChannel(inner)
    let store = SAMBench.store(recorder, try SAMBench.access())
    _ = try await store.authenticationCode(year: 2026, message: message)
    for (index, command) in recorder.commands.enumerated() {
      for bit in 0..<(32 + command.data.count * 8) {
        let channel = FlippingChannel(inner, .command(index), bit: bit)
        let store = SAMBench.store(channel, try SAMBench.access())
        let error = await #expect(
          throws: KeyStoreError.self, "command \(index), bit \(bit)"
        ) {
          try await store.authenticationCode(year: 2026, message: message)
        }
        guard case .device = error else {
          Issue.record("\(index), \(bit): \(String(describing: error))")
          continue
        }
      }
    }
    // None of that counted as a wrong PIN: the till still gets in.
    let after = SAMBench.store(inner, try SAMBench.access())
    #expect(
      try await after.authenticationCode(year: 2026, message: message)
        == AESCMAC.code(of: message, key: KeyStoreUnderTest.key2026))
  }
}
