/// Which key of an American keyboard types a character (HID Usage Tables, page 0x07).
public enum USKeyboard {
  /// A key, with shift or without.
  public struct Stroke: Sendable, Hashable {
    /// The key's usage.
    public var usage: UInt8
    /// Whether shift is held.
    public var isShifted: Bool

    /// The boot report that presses it: modifiers, a reserved byte, six keys.
    public var report: [UInt8] {
      [isShifted ? Self.leftShift : 0, 0, usage, 0, 0, 0, 0, 0]
    }

    private static let leftShift: UInt8 = 0x02
  }

  /// The boot report with no key pressed.
  public static let released = [UInt8](repeating: 0, count: 8)

  /// The stroke for a character; `nil` for those that the keyboard has not.
  public static func stroke(_ character: UInt8) -> Stroke? {
    switch character {
    case 0x61...0x7A: Stroke(usage: 0x04 + (character - 0x61), isShifted: false)
    case 0x41...0x5A: Stroke(usage: 0x04 + (character - 0x41), isShifted: true)
    case 0x31...0x39: Stroke(usage: 0x1E + (character - 0x31), isShifted: false)
    case 0x30: Stroke(usage: 0x27, isShifted: false)
    case 0x0D: Stroke(usage: 0x28, isShifted: false)
    case 0x09: Stroke(usage: 0x2B, isShifted: false)
    default: others[character]
    }
  }

  /// The reports that type a text: each key is pressed and let go.
  public static func reports(typing text: some Sequence<UInt8>) -> [[UInt8]] {
    text.compactMap(stroke).flatMap { [$0.report, released] }
  }

  private static let others: [UInt8: Stroke] = {
    /// Neighbouring usages, with the characters that they type alone or with shift.
    let rows: [(first: UInt8, characters: String, isShifted: Bool)] = [
      (0x2C, " -=[]\\", false), (0x33, ";'`,./", false),
      (0x1E, "!@#$%^&*()", true), (0x2D, "_+{}|", true), (0x33, ":\"~<>?", true),
    ]
    var strokes: [UInt8: Stroke] = [:]
    for row in rows {
      for (index, character) in row.characters.utf8.enumerated() {
        strokes[character] = Stroke(usage: row.first + UInt8(index), isShifted: row.isShifted)
      }
    }
    return strokes
  }()
}
