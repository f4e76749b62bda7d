/// An event of the kernel's input layer, of the kinds that matter for keys.
struct InputEvent: Sendable, Hashable {
  /// What the event is: a key, the end of a report, or the word that events were lost.
  enum Kind: Sendable, Hashable {
    case key(UInt16, KeyAction)
    /// `SYN_REPORT`.
    case report
    /// `SYN_DROPPED`: the kernel's queue ran over.
    case dropped
    /// Anything else: scan codes, lamps.
    case other
  }

  /// What became of a key.
  enum KeyAction: Sendable, Hashable {
    case up, down, repeated
  }

  let kind: Kind
  /// When the kernel had it, by the clock that the device is set to.
  let time: Duration

  /// Bytes of `struct input_event` on a 64-bit system: two numbers of time, type, code, value.
  static let size = 24

  /// Reads the event at an offset; `nil` if it is not there as a whole.
  init?(_ bytes: Span<UInt8>, at offset: Int) {
    guard offset >= 0, offset + Self.size <= bytes.count else { return nil }
    func number(_ place: Int) -> Int64 {
      (0..<8).reduce(0) { $0 | Int64(bytes[offset + place + $1]) << (8 * Int64($1)) }
    }
    // Microseconds; a time that no clock shows is none.
    let seconds = number(0)
    time =
      (0...Int64(Int32.max)).contains(seconds)
      ? .seconds(seconds) + .microseconds(min(max(number(8), 0), 999_999)) : .zero
    let type = UInt16(bytes[offset + 16]) | UInt16(bytes[offset + 17]) << 8
    let code = UInt16(bytes[offset + 18]) | UInt16(bytes[offset + 19]) << 8
    let isByte = bytes[offset + 21] | bytes[offset + 22] | bytes[offset + 23] == 0
    kind =
      switch (type, isByte ? bytes[offset + 20] : 0xFF) {
      case (1, 0): .key(code, .up)
      case (1, 1): .key(code, .down)
      case (1, 2): .key(code, .repeated)
      case (0, _) where code == 0: .report
      case (0, _) where code == 3: .dropped
      default: .other
      }
  }
}
