import USBDevices

/// A generator whose numbers depend on its seed alone (SplitMix64, Steele, Lea and Flood 2014).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }

  mutating func bytes(upTo count: Int) -> [UInt8] {
    let count = Int.random(in: 0...count, using: &self)
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
  }
}

/// Bytes from hexadecimal digits; spaces are left out.
func bytes(_ hexadecimal: String) -> [UInt8] {
  let digits = hexadecimal.filter { $0 != " " && $0 != "\n" }.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count - 1, by: 2).map {
    UInt8(digits[$0] * 16 + digits[$0 + 1])
  }
}

/// Report descriptors as published.
enum Descriptor {
  /// MagTek SureSwipe (manual 99875191): 61 bytes.
  static let sureSwipe = bytes(
    """
    0600FF0901A101150026FF00750809200921092209280929092A0938950781020930956E8202010931956E820201
    0932956E82020109209518B20201C0
    """)

  /// The least descriptor on the USB-IF's page for magnetic stripe readers.
  static let hidPOS = bytes(
    """
    058E0901A101150026FF00750895010911810209128102091381020921954F8102092295288102
    0923956B8102C0
    """)

  /// A boot keyboard (Device Class Definition for HID 1.11, appendix E.6).
  static let keyboard = bytes(
    """
    05010906A101050719E029E71500250175019508810295017508810195057501050819012905910295017503
    91019506750815002565050719002965 8100C0
    """)

  static let all = [sureSwipe, hidPOS, keyboard]
}

// Expectations cannot hold a span, so these take what owns one.

func value(_ field: ReportField, _ index: Int = 0, in report: [UInt8]) -> Int64? {
  field.value(index, in: report.span)
}

func byteRange(_ field: ReportField, in report: [UInt8]) -> Range<Int>? {
  field.byteRange(in: report.span)
}
