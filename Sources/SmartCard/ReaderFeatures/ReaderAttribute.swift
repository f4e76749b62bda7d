/// An attribute of a reader: class in the upper, tag in the lower sixteen bits.
public struct ReaderAttribute: RawRepresentable, Sendable, Hashable {
  /// The C value.
  public let rawValue: UInt32

  /// Makes an attribute from its C value.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The vendor's name. The corresponding C constant is `SCARD_ATTR_VENDOR_NAME`.
  public static let vendorName = Self(rawValue: 0x0001_0100)
  /// The reader's model. The corresponding C constant is `SCARD_ATTR_VENDOR_IFD_TYPE`.
  public static let vendorType = Self(rawValue: 0x0001_0101)
  /// The firmware's version. The corresponding C constant is `SCARD_ATTR_VENDOR_IFD_VERSION`.
  public static let vendorVersion = Self(rawValue: 0x0001_0102)
  /// The serial number. The corresponding C constant is `SCARD_ATTR_VENDOR_IFD_SERIAL_NO`.
  public static let serialNumber = Self(rawValue: 0x0001_0103)
  /// The card's answer-to-reset. The corresponding C constant is `SCARD_ATTR_ATR_STRING`.
  public static let answerToReset = Self(rawValue: 0x0009_0303)
}
