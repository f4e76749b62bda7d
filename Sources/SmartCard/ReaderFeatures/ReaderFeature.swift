/// A function of a reader that PC/SC part 10 lets one reach by a control code.
public struct ReaderFeature: RawRepresentable, Sendable, Hashable {
  /// The feature's tag.
  public let rawValue: UInt8

  /// Makes a feature from its tag.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Begin a PIN verification. The corresponding C constant is `FEATURE_VERIFY_PIN_START`.
  public static let verifyPINStart = Self(rawValue: 0x01)
  /// End a PIN verification. The corresponding C constant is `FEATURE_VERIFY_PIN_FINISH`.
  public static let verifyPINFinish = Self(rawValue: 0x02)
  /// Begin a PIN change. The corresponding C constant is `FEATURE_MODIFY_PIN_START`.
  public static let modifyPINStart = Self(rawValue: 0x03)
  /// End a PIN change. The corresponding C constant is `FEATURE_MODIFY_PIN_FINISH`.
  public static let modifyPINFinish = Self(rawValue: 0x04)
  /// The key pressed. The corresponding C constant is `FEATURE_GET_KEY_PRESSED`.
  public static let keyPressed = Self(rawValue: 0x05)
  /// Verify a PIN on the pin pad. The corresponding C constant is `FEATURE_VERIFY_PIN_DIRECT`.
  public static let verifyPINDirect = Self(rawValue: 0x06)
  /// Change a PIN on the pin pad. The corresponding C constant is `FEATURE_MODIFY_PIN_DIRECT`.
  public static let modifyPINDirect = Self(rawValue: 0x07)
  /// Multifunction card terminal. The corresponding C constant is `FEATURE_MCT_READER_DIRECT`.
  public static let terminalDirect = Self(rawValue: 0x08)
  /// Universal card terminal. The corresponding C constant is `FEATURE_MCT_UNIVERSAL`.
  public static let terminalUniversal = Self(rawValue: 0x09)
  /// What the pin pad can do. The corresponding C constant is `FEATURE_IFD_PIN_PROPERTIES`.
  public static let pinProperties = Self(rawValue: 0x0A)
  /// Abort. The corresponding C constant is `FEATURE_ABORT`.
  public static let abort = Self(rawValue: 0x0B)
  /// Write on the display. The corresponding C constant is `FEATURE_WRITE_DISPLAY`.
  public static let writeDisplay = Self(rawValue: 0x0F)
  /// Read a key. The corresponding C constant is `FEATURE_GET_KEY`.
  public static let key = Self(rawValue: 0x10)
  /// What the display can do. The corresponding C constant is `FEATURE_IFD_DISPLAY_PROPERTIES`.
  public static let displayProperties = Self(rawValue: 0x11)
  /// The reader's properties as TLV. The corresponding C constant is `FEATURE_GET_TLV_PROPERTIES`.
  public static let properties = Self(rawValue: 0x12)
  /// The vendor's own commands. The corresponding C constant is `FEATURE_CCID_ESC_COMMAND`.
  public static let escapeCommand = Self(rawValue: 0x13)
  /// PACE. The corresponding C constant is `FEATURE_EXECUTE_PACE`.
  public static let executePACE = Self(rawValue: 0x20)

  /// The control code that asks for the list of features: `CM_IOCTL_GET_FEATURE_REQUEST`.
  public static let featureRequest: UInt32 = 0x4200_0000 + 3400

  /// Reads a driver's list of features: tag, length 4, control code in big-endian order.
  ///
  /// Throws ``SmartCardError/Reason/malformedAnswer`` for anything else.
  public static func parse(_ bytes: [UInt8]) throws(SmartCardError) -> [ReaderFeature: UInt32] {
    guard bytes.count.isMultiple(of: 6) else {
      throw .malformedAnswer("a feature list of \(bytes.count) bytes")
    }
    var features: [ReaderFeature: UInt32] = [:]
    for start in stride(from: 0, to: bytes.count, by: 6) {
      guard bytes[start + 1] == 4 else { throw .malformedAnswer("a feature of another length") }
      let code = bytes[(start + 2)..<(start + 6)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      features[ReaderFeature(rawValue: bytes[start])] = code
    }
    return features
  }
}

/// The reader's properties by their PC/SC part 10 tag, as ``ReaderFeature/properties`` answers them.
public struct ReaderProperties: Sendable, Hashable {
  /// The values by tag.
  public let values: [UInt8: [UInt8]]

  /// Reads the answer: tag, length, value, again and again; throws
  /// ``SmartCardError/Reason/malformedAnswer`` where a value is cut off.
  public init(parsing bytes: [UInt8]) throws(SmartCardError) {
    var values: [UInt8: [UInt8]] = [:]
    var rest = bytes[...]
    while let tag = rest.popFirst() {
      guard let length = rest.popFirst(), rest.count >= Int(length) else {
        throw .malformedAnswer("a reader property is cut off")
      }
      values[tag] = Array(rest.prefix(Int(length)))
      rest = rest.dropFirst(Int(length))
    }
    self.values = values
  }

  /// The longest APDU data that the reader carries (`dwMaxAPDUDataSize`, little-endian): 0 for short
  /// APDUs only, 65,536 for all; `nil` where the reader does not say.
  public var longestData: Int? { number(10) }
  /// The USB vendor (`wIdVendor`).
  public var vendor: Int? { number(11) }
  /// The USB product (`wIdProduct`).
  public var product: Int? { number(12) }

  private func number(_ tag: UInt8) -> Int? {
    guard let value = values[tag], value.count <= 4 else { return nil }
    return value.reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
