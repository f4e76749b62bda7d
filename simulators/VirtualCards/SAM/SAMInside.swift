public import CardCrypto
import SecureModule
import SmartCard

/// A SAM's inside without its secure channel, with both PINs presented: for fuzzing what lies behind it.
public struct SAMInside {
  private var processor: SAMProcessor

  /// Makes the inside of a SAM that holds this key for 2026, with the right to issue.
  public init(key: SecretBytes) {
    var memory = SAMMemory(serial: [1, 2, 3, 4, 5, 6, 7, 8])
    memory.administratorKey = key
    memory.keys = [2026: (key, .issue)]
    memory.pins = [.till: key, .issuer: key]
    memory.tries = [.till: SAMProfile.pinTries, .issuer: SAMProfile.pinTries]
    processor = SAMProcessor(memory: memory)
    processor.channel = .pairing
    processor.presented = [.till, .issuer]
  }

  /// Carries out a command as if it had come through the channel; the top bit of P2 makes it the
  /// administrator's. Gives the status word's value and the data.
  @discardableResult
  public mutating func command(
    _ instruction: UInt8, _ p1: UInt8, _ p2: UInt8, _ data: [UInt8]
  ) -> (status: UInt16, data: [UInt8]) {
    guard let known = SAMInstruction(rawValue: instruction) else { return (0x6D00, []) }
    processor.channel = p2 & 0x80 != 0 ? .administrator : .pairing
    let reply = processor.answer(known, p1: p1, p2: p2 & 0x7F, data)
    return (reply.status.rawValue, reply.data)
  }
}
