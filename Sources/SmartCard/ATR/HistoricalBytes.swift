/// The historical bytes of an ATR, read as ISO/IEC 7816-4 (8.1.1) and PC/SC part 3 structure them.
public struct HistoricalBytes: Sendable, Hashable {
  /// The category indicator, the first byte; `nil` if there are no historical bytes.
  public let category: UInt8?
  /// The compact-TLV objects: tag 1 to 15 and value. Empty for proprietary historical bytes.
  public let objects: [CompactTLV]
  /// Whether the bytes keep the structure that the category announces.
  public let isWellFormed: Bool

  /// One compact-TLV object: a nibble of tag, a nibble of length, up to 15 bytes.
  public struct CompactTLV: Sendable, Hashable {
    /// The tag, 0 to 15: 3 card service data, 7 capabilities, 8 status, 15 application identifier.
    public let tag: UInt8
    /// The value.
    public let value: [UInt8]
  }

  /// Reads historical bytes. Never fails; see ``isWellFormed``.
  public init(_ bytes: [UInt8]) {
    category = bytes.first
    guard let category, category == 0x80 || category == 0x00 else {
      objects = []
      isWellFormed = true
      return
    }
    // Category 00: the last three bytes are a status indicator without a tag.
    var rest = category == 0x00 ? bytes.dropFirst().dropLast(3) : bytes.dropFirst()
    var objects: [CompactTLV] = []
    var whole = category == 0x80 || bytes.count >= 4
    // PC/SC part 3 puts one BER object (4F) where compact-TLV says "tag 4, 15 bytes".
    while let head = rest.popFirst() {
      let length = head == 0x4F ? Int(rest.popFirst() ?? 0) : Int(head & 0x0F)
      guard rest.count >= length else {
        whole = false
        break
      }
      objects.append(.init(tag: head == 0x4F ? 15 : head >> 4, value: Array(rest.prefix(length))))
      rest = rest.dropFirst(length)
    }
    self.objects = objects
    isWellFormed = whole
  }

  /// The value of the first object with a tag.
  public subscript(tag: UInt8) -> [UInt8]? { objects.first { $0.tag == tag }?.value }

  /// Object 7, the card capabilities, where it is there.
  public var capabilities: CardCapabilities? {
    guard let value = self[7], value.count >= 3 else { return nil }
    return CardCapabilities(
      hasCommandChaining: value[2] & 0x80 != 0, hasExtendedLength: value[2] & 0x40 != 0,
      logicalChannels: Int(value[2] & 0x07) + 1)
  }
}

/// What a card says that it can do, in its historical bytes (ISO/IEC 7816-4, 8.1.1.2.7).
public struct CardCapabilities: Sendable, Hashable {
  /// Command chaining with CLA bit 5.
  public let hasCommandChaining: Bool
  /// Extended Lc and Le.
  public let hasExtendedLength: Bool
  /// The number of logical channels, 1 to 8 (8 means eight or more).
  public let logicalChannels: Int

  /// Makes capabilities, for cards whose document says more than their historical bytes.
  public init(hasCommandChaining: Bool, hasExtendedLength: Bool, logicalChannels: Int = 1) {
    self.hasCommandChaining = hasCommandChaining
    self.hasExtendedLength = hasExtendedLength
    self.logicalChannels = logicalChannels
  }
}

/// What a reader says about a contactless card in the ATR that it makes up for it (PC/SC part 3,
/// 3.1.3.2.3.2): `80 4F 0C A0 00 00 03 06 SS NN NN 00 00 00 00`.
public struct StorageCardName: Sendable, Hashable {
  /// The standard, such as 3 for ISO/IEC 14443-3 type A.
  public let standard: UInt8
  /// The card's number in the PC/SC list, such as 1 for MIFARE Classic 1K.
  public let number: UInt16

  init?(_ historical: HistoricalBytes) {
    guard let value = historical[15], value.starts(with: [0xA0, 0x00, 0x00, 0x03, 0x06]),
      value.count >= 8
    else { return nil }
    standard = value[5]
    number = UInt16(value[6]) << 8 | UInt16(value[7])
  }

  /// The card's name, or `nil` for a number that is not known here.
  public var name: String? { Self.names[number] }

  private static let names: [UInt16: String] = [
    0x0001: "MIFARE Classic 1K", 0x0002: "MIFARE Classic 4K", 0x0003: "MIFARE Ultralight",
    0x0004: "SLE 55R", 0x0006: "SR176", 0x0007: "SRI X4K", 0x0014: "ICODE SLI",
    0x0026: "MIFARE Mini", 0x002F: "Jewel", 0x0030: "Topaz", 0x0036: "MIFARE Plus SL1 2K",
    0x0037: "MIFARE Plus SL1 4K", 0x0038: "MIFARE Plus SL2 2K", 0x0039: "MIFARE Plus SL2 4K",
    0x003A: "MIFARE Ultralight C", 0x003B: "FeliCa", 0x003C: "MIFARE Plus SL3",
    0x003D: "MIFARE Ultralight EV1", 0xF004: "Topaz/Jewel", 0xF011: "FeliCa 212K",
    0xF012: "FeliCa 424K", 0xFF40: "MIFARE DESFire EV3",
  ]
}
