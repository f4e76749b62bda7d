/// The commands that PC/SC part 3 gives a reader for contactless memory cards.
///
/// They go over any ``CardChannel``; the reader answers them in the card's place. A refusal is thrown
/// as ``SmartCardError/Reason/commandRefused`` with its status word.
public struct ContactlessCard: Sendable {
  /// The way to the card.
  public let channel: any CardChannel

  /// Speaks to the card behind a channel.
  public init(_ channel: any CardChannel) { self.channel = channel }

  /// Which of a sector's two MIFARE keys.
  public enum KeyType: UInt8, Sendable, Hashable {
    /// Key A.
    case a = 0x60
    /// Key B.
    case b = 0x61
  }

  /// The card's UID (or PUPI, or serial number): 4, 7, 8 or 10 bytes (`FF CA 00 00`).
  public func uid() async throws(SmartCardError) -> [UInt8] {
    let uid = try await send(p1: 0, p2: 0, ins: 0xCA, expectedLength: 256)
    guard !uid.isEmpty else { throw .malformedAnswer("an empty UID") }
    return uid
  }

  /// The historical bytes of the answer-to-select (`FF CA 01 00`).
  public func historicalBytes() async throws(SmartCardError) -> [UInt8] {
    try await send(p1: 1, p2: 0, ins: 0xCA, expectedLength: 256)
  }

  /// Puts a key into a key slot of the reader (`FF 82`). MIFARE keys have six bytes.
  ///
  /// The slot is volatile unless `isPersistent`.
  public func loadKey(
    _ key: [UInt8], slot: UInt8 = 0, isPersistent: Bool = false
  ) async throws(SmartCardError) {
    _ = try await send(p1: isPersistent ? 0x20 : 0x00, p2: slot, ins: 0x82, data: key)
  }

  /// Authenticates a block's sector with the key in a slot (`FF 86`, version 1).
  public func authenticate(
    block: UInt16, with keyType: KeyType, slot: UInt8 = 0
  ) async throws(SmartCardError) {
    let data: [UInt8] = [
      0x01, UInt8(block >> 8), UInt8(block & 0xFF), keyType.rawValue, slot,
    ]
    _ = try await send(p1: 0, p2: 0, ins: 0x86, data: data)
  }

  /// Reads bytes from a block on (`FF B0`); exactly as many as asked for, 1 to 256.
  public func read(block: UInt16, count: Int = 16) async throws(SmartCardError) -> [UInt8] {
    let data = try await send(
      p1: UInt8(block >> 8), p2: UInt8(block & 0xFF), ins: 0xB0, expectedLength: count)
    guard data.count == count else {
      throw .malformedAnswer("\(data.count) bytes instead of \(count)")
    }
    return data
  }

  /// Writes a block (`FF D6`); the data must have the card's block size.
  public func update(block: UInt16, _ data: [UInt8]) async throws(SmartCardError) {
    _ = try await send(p1: UInt8(block >> 8), p2: UInt8(block & 0xFF), ins: 0xD6, data: data)
  }

  private func send(
    p1: UInt8, p2: UInt8, ins: UInt8, data: [UInt8] = [], expectedLength: Int? = nil
  ) async throws(SmartCardError) -> [UInt8] {
    let command = CommandAPDU(
      cla: 0xFF, ins: ins, p1: p1, p2: p2, data: data, expectedLength: expectedLength)
    let answer = try await channel.transmit(command)
    guard answer.isSuccess else {
      throw SmartCardError(.commandRefused, statusWord: answer.status, detail: "\(command)")
    }
    return answer.data
  }
}
