/// One item of a report descriptor (Device Class Definition for HID 1.11, 6.2.2).
struct HIDItem {
  /// The type bits of the prefix, and for long items a fourth.
  enum Kind: Sendable {
    case main, global, local, reserved, long
  }

  let kind: Kind
  let tag: UInt8
  /// The data as an unsigned number; 0 without data.
  let value: UInt32
  /// Bytes of data: 0, 1, 2 or 4.
  let size: Int
  /// Where the item begins.
  let offset: Int

  /// The data as a signed number.
  var signedValue: Int64 {
    switch size {
    case 1: Int64(Int8(truncatingIfNeeded: value))
    case 2: Int64(Int16(truncatingIfNeeded: value))
    default: Int64(Int32(truncatingIfNeeded: value))
    }
  }

  /// Reads the item at `position` and moves behind it; `nil` at the end.
  static func next(
    _ bytes: Span<UInt8>, _ position: inout Int
  ) throws(HIDDescriptorError) -> HIDItem? {
    guard position < bytes.count else { return nil }
    let offset = position
    let prefix = bytes[offset]
    if prefix == 0xFE {
      guard offset + 2 < bytes.count else { throw .truncated(offset: offset) }
      position = offset + 3 + Int(bytes[offset + 1])
      guard position <= bytes.count else { throw .truncated(offset: offset) }
      return HIDItem(kind: .long, tag: bytes[offset + 2], value: 0, size: 0, offset: offset)
    }
    let size = [0, 1, 2, 4][Int(prefix & 3)]
    guard offset + 1 + size <= bytes.count else { throw .truncated(offset: offset) }
    var value: UInt32 = 0
    for index in 0..<size { value |= UInt32(bytes[offset + 1 + index]) << UInt32(8 * index) }
    position = offset + 1 + size
    let kinds: [Kind] = [.main, .global, .local, .reserved]
    return HIDItem(
      kind: kinds[Int(prefix >> 2 & 3)], tag: prefix >> 4, value: value, size: size, offset: offset)
  }
}
