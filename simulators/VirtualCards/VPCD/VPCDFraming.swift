/// Cuts the byte stream of vpcd into messages: two bytes of length, most significant first, then as
/// many bytes.
///
/// One read may bring half a message or several; `00 01 02 00 01 04` is a reset and a request for the
/// answer-to-reset.
public struct VPCDFraming: Sendable, Hashable {
  private var pending: [UInt8] = []
  private var start = 0

  /// Makes a framing that has read nothing yet.
  public init() {}

  /// Adds bytes as they came in.
  public mutating func append(_ bytes: some Collection<UInt8>) {
    if start == pending.count {
      pending.removeAll(keepingCapacity: true)
      start = 0
    }
    pending.append(contentsOf: bytes)
  }

  /// The next whole message, or `nil` until more bytes come in. Messages without content, which say
  /// nothing, are skipped.
  public mutating func next() -> VPCDMessage? {
    while pending.count - start >= 2 {
      let length = Int(pending[start]) << 8 | Int(pending[start + 1])
      guard pending.count - start >= 2 + length else { return nil }
      let content = pending[(start + 2)..<(start + 2 + length)]
      start += 2 + length
      if let first = content.first {
        return length == 1 ? VPCDMessage(control: first) : .command(Array(content))
      }
    }
    return nil
  }

  /// A message as it goes over the wire; `nil` if it has more than 65,535 bytes.
  public static func frame(_ content: [UInt8]) -> [UInt8]? {
    guard content.count <= 0xFFFF else { return nil }
    return [UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
  }
}

extension VPCDMessage {
  /// Reads a control byte.
  public init(control byte: UInt8) {
    self =
      switch byte {
      case 0: .powerOff
      case 1: .powerOn
      case 2: .reset
      case 4: .atr
      default: .unknownControl(byte)
      }
  }
}
