import CardCrypto
import KeyStoreSuite
import SecureModule
import SmartCard
import Synchronization
import Testing
import VirtualCards

/// A channel that flips one bit of one command on its way to the card.
private final class FlippingCommands: CardChannel {
  private let inner: any CardChannel
  private let place: Int
  private let bit: Int
  private let count = Mutex(0)

  init(_ inner: any CardChannel, command: Int, bit: Int) {
    self.inner = inner
    place = command
    self.bit = bit
  }

  func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
    let index = count.withLock { count in
      defer { count += 1 }
      return count
    }
    guard index == place else { return try await inner.transmit(command) }
    var command = command
    let header = [command.cla, command.ins, command.p1, command.p2]
    if bit < 32 {
      var flipped = header
      flipped[bit / 8] ^= 1 << (bit % 8)
      (command.cla, command.ins) = (flipped[0], flipped[1])
      (command.p1, command.p2) = (flipped[2], flipped[3])
    } else {
      command.data[(bit - 32) / 8] ^= 1 << (bit % 8)
    }
    return try await inner.transmit(command)
  }
}

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
        let channel = FlippingCommands(inner, command: index, bit: bit)
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
