import TestSupport
import USBDevices

/// Report descriptors as published.
enum Descriptor {
  /// MagTek SureSwipe (manual 99875191): 61 bytes.
  static let sureSwipe = hex(
    """
    0600FF0901A101150026FF00750809200921092209280929092A0938950781020930956E8202010931956E820201
    0932956E82020109209518B20201C0
    """)

  /// The least descriptor on the USB-IF's page for magnetic stripe readers.
  static let hidPOS = hex(
    """
    058E0901A101150026FF00750895010911810209128102091381020921954F8102092295288102
    0923956B8102C0
    """)

  /// A boot keyboard (Device Class Definition for HID 1.11, appendix E.6).
  static let keyboard = hex(
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
