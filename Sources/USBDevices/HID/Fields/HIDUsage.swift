/// What a control is for: a usage page and a usage on it (HID Usage Tables).
public struct HIDUsage: Sendable, Hashable {
  /// The page, such as 0x8E for magnetic stripe readers; 0xFF00 and above are the vendor's own.
  public let page: UInt16
  /// The usage on the page.
  public let id: UInt16

  /// Makes a usage.
  public init(page: UInt16, id: UInt16) {
    self.page = page
    self.id = id
  }

  init(extended: UInt32) {
    self.init(page: UInt16(extended >> 16), id: UInt16(extended & 0xFFFF))
  }

  var extended: UInt32 { UInt32(page) << 16 | UInt32(id) }
}
