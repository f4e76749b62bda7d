/// The commands that PC/SC part 3 gives a reader for contactless memory cards.
///
/// They go over any ``CardChannel``; the reader answers them in the card's place. A refusal that tells
/// something of the card is thrown as ``SmartCardError/Reason/commandRefused``, one in which the reader
/// speaks of itself as ``SmartCardError/Reason/readerRefused``, both with their status word.
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
  /// Into a volatile slot; a reader that refuses those gets it into the lasting slot of the same number.
  public func loadKey(_ key: [UInt8], slot: UInt8 = 0) async throws(SmartCardError) {
    do throws(SmartCardError) {
      _ = try await send(p1: 0x00, p2: slot, ins: 0x82, data: key)
    } catch {
      guard error.reason == .readerRefused else { throw error }
      _ = try await send(p1: 0x20, p2: slot, ins: 0x82, data: key)
    }
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
    // SW1 is 6X or 9X (ISO/IEC 7816-3): anything else is the middle of an answer that was torn.
    guard [0x6, 0x9].contains(answer.status.sw1 >> 4) else {
      throw .malformedAnswer("\(answer.status) is no status word")
    }
    guard answer.isSuccess else {
      let isOfCard = Self.tellsOfCard(answer.status, command)
      throw SmartCardError(
        isOfCard ? .commandRefused : .readerRefused, statusWord: answer.status,
        detail: "\(command)")
    }
    return answer.data
  }

  /// Whether a refusal tells something of the card: the reader gives it in the card's place, and most of
  /// what it can say is about itself (PC/SC part 3, tables of the single commands).
  private static func tellsOfCard(_ status: StatusWord, _ command: CommandAPDU) -> Bool {
    switch (command.ins, command.p1) {
    // Keys go no further than the reader.
    case (0x82, _): false
    // Every card in reach has a UID: "failed" and "no answer" are the reader's trouble.
    case (0xCA, 0x00): status != .verificationFailed && status.sw1 != 0x64
    // Readers have many words for a card without historical bytes.
    case (0xCA, _): true
    // Another key, another kind of card, no such block, no right, a memory that failed.
    default:
      [
        .verificationFailed, .securityNotSatisfied, .authenticationBlocked, .incompatibleFile,
        .fileNotFound, .memoryFailure,
      ].contains(status) || status.sw1 == 0x62
    }
  }
}
