public import Wording

extension USBError {
  /// What happened, to which device.
  public var message: Sentence {
    let said = Self.wordings[reason]?.message ?? unnamed
    guard let device else { return said }
    return Sentence(
      zhHans: "USB 设备 \(device)：\(said.simplifiedChinese)",
      zhHant: "USB 裝置 \(device)：\(said.traditionalChinese)",
      en: "USB device \(device): \(said.english)")
  }

  /// What the person in front of it can do.
  public var hint: Sentence? { Self.wordings[reason]?.hint }

  private var unnamed: Sentence {
    Sentence(
      zhHans: "USB 系统报告错误 \(code)。", zhHant: "USB 系統回報錯誤 \(code)。",
      en: "The USB system reports the error \(code).")
  }

  private struct Said {
    let message: Sentence
    let hint: Sentence?

    init(_ message: (String, String, String), _ hint: (String, String, String)? = nil) {
      self.message = Sentence(zhHans: message.0, zhHant: message.1, en: message.2)
      self.hint = hint.map { Sentence(zhHans: $0.0, zhHant: $0.1, en: $0.2) }
    }
  }

  private static let replug = (
    "请拔下设备再插上；已完成的刷卡和销售没有丢失。",
    "請拔下裝置再插上；已完成的刷卡和銷售沒有遺失。",
    "Unplug the device and plug it in again; finished swipes and sales are not lost."
  )

  private static let wordings: [Reason: Said] = [
    .access: Said(
      ("当前用户没有权限打开。", "目前的使用者沒有權限開啟。", "this user may not open it."),
      (
        "请把 udev/70-cardlane.rules 复制到 /etc/udev/rules.d/，"
          + "再执行 udevadm control --reload 和 udevadm trigger。",
        "請把 udev/70-cardlane.rules 複製到 /etc/udev/rules.d/，"
          + "再執行 udevadm control --reload 和 udevadm trigger。",
        "Copy udev/70-cardlane.rules to /etc/udev/rules.d/, then run udevadm control --reload and "
          + "udevadm trigger."
      )),
    .noDevice: Said(
      ("已被拔下。", "已被拔下。", "it was unplugged."),
      (
        "请插好数据线；插回后会自动继续。刷到一半的卡请重刷。",
        "請插好傳輸線；插回後會自動繼續。刷到一半的卡請重刷。",
        "Plug it in again; it goes on by itself. Swipe again a card that was half way."
      )),
    .busy: Said(
      (
        "另一个程序正在使用。", "另一個程式正在使用。", "another program is using it."
      ),
      (
        "请关闭另一个收银程序或工具，然后重试。", "請關閉另一個收銀程式或工具，然後重試。",
        "Close the other till or tool, then try again."
      )),
    .io: Said(("数据传输失败。", "資料傳輸失敗。", "a transfer failed."), replug),
    .pipe: Said(
      ("设备拒绝了请求。", "裝置拒絕了要求。", "it refused a request."), replug),
    .overflow: Said(
      (
        "设备发送的数据超出其报告描述符所述的长度。", "裝置傳送的資料超出其報告描述元所述的長度。",
        "it sent more than its report descriptor says."
      ), replug),
    .timeout: Said(
      (
        "没有在限定时间内应答。", "沒有在限定時間內應答。", "it did not answer in time."
      ), replug),
    .notFound: Said(
      (
        "没有所需的接口或端点。", "沒有所需的介面或端點。",
        "it has no such interface or endpoint."
      ),
      (
        "请检查读卡器是否设为 HID 模式。", "請檢查讀卡機是否設為 HID 模式。",
        "Check that the reader is set to HID mode."
      )),
    .invalidParameter: Said(
      ("请求无效。", "要求無效。", "the request makes no sense for it.")),
    .interrupted: Said(("操作被中断。", "操作被中斷。", "the call was interrupted.")),
    .noMemory: Said(
      ("内存不足。", "記憶體不足。", "there is not enough memory."),
      (
        "请关闭其他程序。", "請關閉其他程式。", "Close other programs."
      )),
    .notSupported: Said(
      (
        "本系统不支持 USB 设备访问。", "本系統不支援 USB 裝置存取。",
        "this system gives no access to USB devices."
      )),
    .cancelled: Said(("操作已取消。", "操作已取消。", "the operation was cancelled.")),
    .closed: Said(("设备已由本程序关闭。", "裝置已由本程式關閉。", "this program has closed it.")),
  ]
}
