/// The input report of an ID TECH reader in ID TECH mode (MiniMag quick start 80066510): 509 bytes.
///
/// Three status bytes, three lengths, the encode type, two bytes of the whole output's length, low byte
/// first, then the output as the reader would type it.
public enum IDTechReport {
  /// Bytes of a report.
  public static let length = 509
  /// The most bytes of output.
  public static let capacity = 500

  /// The bytes of the report for a card.
  public static func bytes(_ card: SwipedCard) -> [UInt8] {
    let output = Array(IDTechText.typed(card).prefix(capacity))
    let status: [UInt8] = card.tracks.map { $0.isUndecodable ? 1 : 0 }
    let lengths = card.tracks.map { UInt8($0.characters.prefix(255).count) }
    return status + lengths + [encodeType(card)] + littleEndian(UInt16(output.count)) + output
      + [UInt8](repeating: 0, count: capacity - output.count)
  }

  /// 1 for AAMVA, whose track 3 begins with `%`, otherwise 0 for ISO.
  static func encodeType(_ card: SwipedCard) -> UInt8 {
    card.tracks[2].characters.first == UInt8(ascii: "%") ? 1 : 0
  }
}

/// What an ID TECH reader types: a carriage return behind each track, `;` before an ISO track 3.
enum IDTechText {
  static func typed(_ card: SwipedCard) -> [UInt8] {
    card.tracks.enumerated().flatMap { index, track -> [UInt8] in
      let sentinel = UInt8(ascii: index == 0 ? "%" : ";")
      switch track {
      case .empty: return []
      case .undecodable: return [sentinel, UInt8(ascii: "E"), UInt8(ascii: "?"), 0x0D]
      case .text(let text):
        let isISO = index == 2 && text.utf8.first == UInt8(ascii: "+")
        return (isISO ? [sentinel] + text.utf8.dropFirst() : Array(text.utf8)) + [0x0D]
      }
    }
  }
}
