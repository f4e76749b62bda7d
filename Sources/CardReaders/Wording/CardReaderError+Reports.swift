public import USBDevices
import Wording

extension CardReaderError {
  /// A model that types has no reports to decode.
  static func hasNoReports(_ profile: DeviceProfile) -> CardReaderError {
    CardReaderError(
      code: "readerHasNoReports",
      message: Sentence(
        zhHans: "「\(profile.name)」以键盘方式输入，不发送 HID 报告。",
        zhHant: "「\(profile.name)」以鍵盤方式輸入，不傳送 HID 報告。",
        en: "\"\(profile.name)\" types like a keyboard and sends no HID reports."),
      hint: Sentence(
        zhHans: "请按键盘文本读取它的刷卡。", zhHant: "請按鍵盤文字讀取它的刷卡。",
        en: "Read its swipes as keyboard-wedge text."),
      nature: .input)
  }

  /// A descriptor that names no track of the model.
  static func descriptorLacksTracks(_ profile: DeviceProfile) -> CardReaderError {
    CardReaderError(
      code: "readerDescriptor",
      message: Sentence(
        zhHans: "该设备的报告描述符没有「\(profile.name)」的磁道字段。",
        zhHant: "此裝置的報告描述元沒有「\(profile.name)」的磁軌欄位。",
        en: "The device's report descriptor names no track as \"\(profile.name)\" does."),
      hint: checkModel)
  }

  /// A descriptor that cannot be read at all.
  public static func descriptorUnusable(
    _ profile: DeviceProfile, _ error: HIDDescriptorError
  ) -> CardReaderError {
    CardReaderError(
      code: "readerDescriptor",
      message: Sentence(
        zhHans: "「\(profile.name)」的报告描述符有误（\(error.code)）。",
        zhHant: "「\(profile.name)」的報告描述元有誤（\(error.code)）。",
        en: "The report descriptor of \"\(profile.name)\" is malformed (\(error.code))."),
      hint: checkModel)
  }

  private static let checkModel = Sentence(
    zhHans: "请拔下读卡器再插上；如果仍然如此，它不是这个型号。",
    zhHant: "請拔下讀卡機再插上；如果仍然如此，它不是這個型號。",
    en: "Unplug the reader and plug it in again; if that does not help, it is another model.")
}
