/// The descriptor behind an interface that says how long its report descriptor is (HID 1.11, 6.2.1).
enum HIDClassDescriptor {
  private static let kind: UInt8 = 0x21
  private static let reportKind: UInt8 = 0x22

  /// Finds the length among the descriptors behind an interface; `nil` if none states it.
  static func reportLength(in extra: [UInt8]) -> Int? {
    var position = 0
    while position + 2 <= extra.count {
      let length = Int(extra[position])
      guard length >= 2, position + length <= extra.count else { return nil }
      if extra[position + 1] == kind {
        // bLength, type, bcdHID (2), country, number of descriptors, then type and length of each.
        var entry = position + 6
        while entry + 3 <= position + length {
          if extra[entry] == reportKind {
            return Int(extra[entry + 1]) | Int(extra[entry + 2]) << 8
          }
          entry += 3
        }
      }
      position += length
    }
    return nil
  }
}
