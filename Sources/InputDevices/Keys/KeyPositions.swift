/// What a US keyboard has on its keys, by the kernel's key codes.
///
/// Codes are positions: what layout the machine is set to does not matter, and a reader that types is
/// made for this one.
enum KeyPositions {
  static let enter: UInt16 = 28
  static let keypadEnter: UInt16 = 96
  static let capsLock: UInt16 = 58
  static let shifts: [UInt16] = [42, 54]
  static let controls: [UInt16] = [29, 97]
  static let alternates: [UInt16] = [56, 100]

  /// The character of a key without and with Shift; `nil` for a key without character.
  static func characters(_ code: UInt16) -> (plain: UInt8, shifted: UInt8)? {
    for (first, plain, shifted) in rows
    where code >= first && Int(code - first) < plain.count {
      let index = Int(code - first)
      return (plain[index], shifted[index])
    }
    return nil
  }

  /// The digit of a key of the number pad.
  static func keypadDigit(_ code: UInt16) -> UInt8? {
    keypad.firstIndex(of: code).map { UInt8($0) }
  }

  private static let keypad: [UInt16] = [82, 79, 80, 81, 75, 76, 77, 71, 72, 73]

  private static let rows: [(first: UInt16, plain: [UInt8], shifted: [UInt8])] = [
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (15, "\t", "\t"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", "ASDFGHJKL:\"~"),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (55, "*", "*"), (57, " ", " "),
    (71, "789-456+1230.", "789-456+1230."),
    (86, "\\", "|"), (98, "/", "/"), (117, "=", "="), (121, ",", ","),
  ].map { (UInt16($0.0), Array($0.1.utf8), Array($0.2.utf8)) }
}
