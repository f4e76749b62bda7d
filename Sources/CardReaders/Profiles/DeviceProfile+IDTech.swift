extension DeviceProfile {
  private static let idTechVendor: UInt16 = 0x0ACD

  /// ID TECH MiniMag and SecureMag, USB HID, in every form that they can be set to: secure output,
  /// ID TECH mode, and "other mode", which is the SureSwipe report.
  public static let idTech = DeviceProfile(
    id: "idtech", name: "ID TECH MiniMag / SecureMag", kind: .msr,
    models: [USBModel(vendor: idTechVendor, product: 0x2010)],
    forms: [
      .secureBlock(SecureBlockForm(start: 0x02, end: 0x03)),
      .block(
        BlockForm(
          status: 0, lengths: 3, encodeType: 6, blockLength: 7, block: 9, capacity: 500,
          rawEncoding: CardEncoding(rawValue: 4))),
      .usages(sureSwipeForm),
    ], source: "ID TECH SecureMag user manual; MiniMag quick start 80066510")

  /// ID TECH readers that type.
  public static let idTechKeyboard = DeviceProfile(
    id: "idtech-keyboard", name: "ID TECH keyboard emulation", kind: .wedge,
    models: [USBModel(vendor: idTechVendor, product: 0x2030)],
    source: "ID TECH MiniMag quick start 80066510")
}
