/// How a virtual CPU card is connected; it decides its answer-to-reset and how answers travel.
public enum CPUCardInterface: String, Sendable, Hashable, CaseIterable, Codable {
  /// Contacts, character protocol (ISO/IEC 7816-3, T=0): a command carries data or Le, never both, and
  /// answers to data wait for GET RESPONSE.
  case t0
  /// Contacts, block protocol (ISO/IEC 7816-3, T=1).
  case t1
  /// ISO/IEC 14443-4, as PC/SC part 3 presents it: T=1 with the ATR `3B 8n 80 01`.
  case contactless

  /// Historical bytes in compact TLV (ISO/IEC 7816-4, 12.1.1): selection by whole DF name and by short
  /// file identifier, byte-wise files, neither chaining nor extended length.
  static let historicalBytes: [UInt8] = [0x80, 0x73, 0x84, 0x01, 0x00]

  /// The answer-to-reset: with its check byte TCK, except where only T=0 is offered.
  public var answerToReset: [UInt8] {
    let count = UInt8(Self.historicalBytes.count)
    let interface: [UInt8] =
      switch self {
      case .t0: [count]
      case .t1: [0x80 | count, 0x01]
      case .contactless: [0x80 | count, 0x80, 0x01]
      }
    let body = interface + Self.historicalBytes
    let check: [UInt8] = self == .t0 ? [] : [body.reduce(0, ^)]
    return [0x3B] + body + check
  }
}
