extension DeviceProfile {
  private static let magTek: UInt16 = 0x0801
  private static let vendorPage: UInt16 = 0xFF00

  /// MagTek SureSwipe, USB HID: 337-byte reports, or 338 with a card status on insert readers.
  public static let magTekSureSwipe = DeviceProfile(
    id: "magtek-sureswipe", name: "MagTek SureSwipe", kind: .msr,
    models: [USBModel(vendor: magTek, product: 0x0002)], forms: magTekForms,
    source: "MagTek manual 99875191")

  /// MagTek MagneSafe V5 (Dynamag): tracks encrypted by the head, masked copies beside them.
  public static let magTekMagneSafe = DeviceProfile(
    id: "magtek-magnesafe", name: "MagTek MagneSafe V5", kind: .msr,
    models: [USBModel(vendor: magTek, product: 0x0011)], forms: magTekForms,
    source: "MagTek manual 99875475")

  /// Both forms for both models: which one a report is in shows in the device's descriptor, and
  /// without that in the report's length.
  private static let magTekForms: [ReportForm] = [.usages(magneSafeForm), .usages(sureSwipeForm)]

  /// Lengths differ between firmware versions, so only the device's own descriptor is sure; the one
  /// given here is built from the manual's table of 887 bytes. The masked copies are never read: a
  /// masked number passes the Luhn check and belongs to nobody. Tracks are encrypted with triple DES
  /// under the PIN key of the swipe.
  private static let magneSafeForm = UsageForm(
    page: vendorPage,
    one: UsageForm.Track(status: 0x20, length: 0x28, data: 0x30, absoluteLength: 0x51),
    two: UsageForm.Track(status: 0x21, length: 0x29, data: 0x31, absoluteLength: 0x52, hash: 0x57),
    three: UsageForm.Track(status: 0x22, length: 0x2A, data: 0x32, absoluteLength: 0x53),
    encodeType: sureSwipeForm.encodeType, encryptionStatus: 0x42, keySerialNumber: 0x46,
    descriptor: magneSafeDescriptor)

  /// MagTek readers that type: SureSwipe and Mini Swipe in keyboard emulation, and MagneSafe V5, which
  /// types its encrypted tracks behind the masked ones.
  public static let magTekKeyboard = DeviceProfile(
    id: "magtek-keyboard", name: "MagTek keyboard emulation", kind: .wedge,
    models: [USBModel(vendor: magTek, product: 0x0001)],
    source: "MagTek manuals 99875206 and 99875475")

  /// The report that SureSwipe brought in, and that other makers took over.
  static let sureSwipeForm = UsageForm(
    page: vendorPage,
    one: UsageForm.Track(status: 0x20, length: 0x28, data: 0x30),
    two: UsageForm.Track(status: 0x21, length: 0x29, data: 0x31),
    three: UsageForm.Track(status: 0x22, length: 0x2A, data: 0x32),
    encodeType: 0x38,
    descriptor: [
      0x06, 0x00, 0xFF, 0x09, 0x01, 0xA1, 0x01, 0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08,  //
      0x09, 0x20, 0x09, 0x21, 0x09, 0x22, 0x09, 0x28, 0x09, 0x29, 0x09, 0x2A, 0x09, 0x38,  //
      0x95, 0x07, 0x81, 0x02,  // decode status, length, encode type
      0x09, 0x30, 0x95, 0x6E, 0x82, 0x02, 0x01,  // track 1: 110 bytes
      0x09, 0x31, 0x95, 0x6E, 0x82, 0x02, 0x01,  // track 2
      0x09, 0x32, 0x95, 0x6E, 0x82, 0x02, 0x01,  // track 3
      0x09, 0x20, 0x95, 0x18, 0xB2, 0x02, 0x01,  // feature: command message
      0xC0,
    ])

  private static let magneSafeDescriptor: [UInt8] = {
    /// Usages and how many bytes each has, in the order of the manual's table.
    let table: [(usages: [UInt8], count: UInt8)] = [
      ([0x20, 0x21, 0x22], 1), ([0x28, 0x29, 0x2A], 1), ([0x38], 1),  // status, length, encode
      ([0x30], 112), ([0x31], 112), ([0x32], 112),  // encrypted tracks
      ([0x39], 1), ([0x23], 4), ([0x2B], 1), ([0x33], 128),  // card status, MagnePrint
      ([0x40], 16), ([0x42], 2), ([0x46], 10),  // serial number, encryption status, KSN
      ([0x47, 0x48, 0x49], 1), ([0x4A], 112), ([0x4B], 112), ([0x4C], 112),  // masked
      ([0x50], 8), ([0x51, 0x52, 0x53, 0x54], 1),  // session, absolute lengths
      ([0x55], 3), ([0x56], 8), ([0x57], 20),  // counter, version, SHA-1 of track 2
    ]
    var bytes: [UInt8] = [0x06, 0x00, 0xFF, 0x09, 0x01, 0xA1, 0x01, 0x15, 0x00, 0x26, 0xFF, 0x00]
    bytes += [0x75, 0x08]
    for (usages, count) in table {
      for usage in usages { bytes += [0x09, usage] }
      bytes += [0x95, usages.count == 1 ? count : UInt8(usages.count), 0x82, 0x02, 0x01]
    }
    return bytes + [0x09, 0x20, 0x95, 0x3C, 0xB2, 0x02, 0x01, 0xC0]
  }()
}
