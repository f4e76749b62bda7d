/// A card's answer-to-reset, taken apart as ISO/IEC 7816-3 says.
///
/// Any bytes make an ATR: what a card sent is kept in ``bytes``, read as far as it can be read, and
/// ``problems`` lists what is wrong with it. ``explanation`` says in words what kind of card it is.
public struct ATR: Sendable, Hashable {
  /// The bytes as the reader reported them, at most 33 by the standard.
  public let bytes: [UInt8]
  /// Direct (`3B`) or inverse (`3F`), or `nil` where TS is missing or something else.
  public let convention: Convention?
  /// TA1, TB1, TC1, TD1, TA2, … in order, those that are present.
  public let interfaceBytes: [InterfaceByte]
  /// The historical bytes, at most 15.
  public let historicalBytes: [UInt8]
  /// TCK, the check byte; `nil` where the ATR has none.
  public let checkByte: UInt8?
  /// What is wrong with the bytes; empty for a correct ATR.
  public let problems: [Problem]

  /// Takes an ATR apart. Never fails; see ``problems``.
  public init(_ bytes: [UInt8]) {
    let parts = ATRParts(parsing: bytes)
    self.bytes = bytes
    self.convention = parts.convention
    self.interfaceBytes = parts.interfaceBytes
    self.historicalBytes = parts.historicalBytes
    self.checkByte = parts.checkByte
    self.problems = parts.problems
  }

  /// Takes an ATR apart that is given in hex digits, with or without spaces; `nil` for other text.
  public init?(hexadecimal text: String) {
    guard let bytes = SmartCard.bytes(fromHexadecimal: text) else { return nil }
    self.init(bytes)
  }

  /// How bits are sent over the contact.
  public enum Convention: UInt8, Sendable, Hashable {
    /// TS `3B`: high is one, least significant bit first.
    case direct = 0x3B
    /// TS `3F`: low is one, most significant bit first.
    case inverse = 0x3F
  }

  /// One interface byte: TA, TB, TC or TD with its number.
  public struct InterfaceByte: Sendable, Hashable {
    /// Which of the four.
    public let kind: Kind
    /// The number behind the letter, from 1.
    public let index: Int
    /// The byte.
    public let value: UInt8

    /// TA, TB, TC and TD.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      /// TAi.
      case ta = "TA"
      /// TBi.
      case tb = "TB"
      /// TCi.
      case tc = "TC"
      /// TDi.
      case td = "TD"
    }

    /// The name in the standard, such as `TA1`.
    public var name: String { kind.rawValue + String(index) }
  }

  /// Something wrong with an ATR.
  public enum Problem: Sendable, Hashable {
    /// There are no bytes.
    case empty
    /// The first byte is neither `3B` nor `3F`.
    case unknownConvention(UInt8)
    /// More than 33 bytes.
    case tooLong(Int)
    /// The bytes end before the part of this name.
    case cutOff(before: String)
    /// TCK is absent although a protocol other than T=0 is offered.
    case checkByteMissing
    /// TCK does not make the exclusive-or of T0 to TCK zero.
    case checkByteWrong(found: UInt8, expected: UInt8)
    /// Bytes are left over after the end.
    case trailingBytes(Int)
  }
}

extension ATR {
  /// The ATR in hex without spaces.
  public var hexadecimal: String { SmartCard.hexadecimal(bytes) }

  /// The interface byte of a kind and number, such as `self[.td, 1]`.
  public subscript(kind: InterfaceByte.Kind, index: Int) -> UInt8? {
    interfaceBytes.first { $0.kind == kind && $0.index == index }?.value
  }

  /// The protocols that the card offers, in its order, as their numbers (0 for T=0). T=15 is not a
  /// protocol and is left out.
  public var protocols: [UInt8] {
    let offered = interfaceBytes.filter { $0.kind == .td }.map { $0.value & 0x0F }
    var seen: [UInt8] = []
    for number in offered where number != 15 && !seen.contains(number) { seen.append(number) }
    return seen.isEmpty && convention != nil ? [0] : seen
  }

  /// The protocol that TA2 fixes: the card is in specific mode and offers no choice.
  public var specificProtocol: UInt8? { self[.ta, 2].map { $0 & 0x0F } }
}
