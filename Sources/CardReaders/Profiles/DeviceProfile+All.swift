import USBDevices

extension DeviceProfile {
  /// Any maker's reader that follows the USB-IF's usage page for magnetic stripe readers.
  ///
  /// It is recognised by its descriptor, also by udev; see ``udevRules(for:file:)``. The page has no usage
  /// for encryption: such heads are not on it.
  public static let hidPOS = DeviceProfile(
    id: "hid-pos", name: "USB HID point-of-sale stripe reader", kind: .msr, models: [],
    application: HIDUsage(page: magneticStripePage, id: 0x01),
    forms: [
      .usages(
        UsageForm(
          page: magneticStripePage,
          one: UsageForm.Track(length: 0x11, data: 0x21),
          two: UsageForm.Track(length: 0x12, data: 0x22),
          three: UsageForm.Track(length: 0x13, data: 0x23),
          japaneseLength: 0x14,
          descriptor: [
            0x05, 0x8E, 0x09, 0x01, 0xA1, 0x01, 0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08,  //
            0x95, 0x01, 0x09, 0x11, 0x81, 0x02, 0x09, 0x12, 0x81, 0x02, 0x09, 0x13, 0x81, 0x02,
            0x09, 0x21, 0x95, 0x4F, 0x81, 0x02,  // track 1: 79 bytes
            0x09, 0x22, 0x95, 0x28, 0x81, 0x02,  // track 2: 40 bytes
            0x09, 0x23, 0x95, 0x6B, 0x81, 0x02,  // track 3: 107 bytes
            0xC0,
          ]))
    ], source: "USB-IF HID Usage Tables, Magnetic Stripe Reader page (0x8E)")

  private static let magneticStripePage: UInt16 = 0x8E

  /// A reader that types, of any maker.
  public static let keyboardWedge = DeviceProfile(
    id: "keyboard", name: "Keyboard wedge", kind: .wedge, models: [],
    source: "MagTek manual 99875206, ID TECH MiniMag quick start 80066510")

  /// Every profile.
  public static let all: [DeviceProfile] = [
    magTekSureSwipe, magTekMagneSafe, magTekKeyboard, idTech, idTechKeyboard, hidPOS, keyboardWedge,
  ]
}
