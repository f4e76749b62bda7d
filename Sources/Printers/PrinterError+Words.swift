import Wording

extension PrinterError {
  static func unreachable(_ printer: String, _ reason: String) -> Self {
    Self(
      kind: .unreachable, printer: printer,
      message: Sentence(
        zhHans: "连接不上打印机 \(printer)（\(reason)），没有发送任何内容。",
        zhHant: "連接不上印表機 \(printer)（\(reason)），沒有送出任何內容。",
        en: "The printer \(printer) cannot be reached (\(reason)); nothing was sent."),
      hint: Sentence(
        zhHans: "请检查打印机电源、网线和地址。", zhHant: "請檢查印表機電源、網路線和位址。",
        en: "Check the printer's power, its cable and its address."), nature: .device)
  }

  static func silent(_ printer: String, _ reason: String) -> Self {
    Self(
      kind: .silent, printer: printer,
      message: Sentence(
        zhHans: "打印机 \(printer) 没有应答（\(reason)），小票可能已打印，也可能没有。",
        zhHant: "印表機 \(printer) 沒有回應（\(reason)），簽單可能已列印，也可能沒有。",
        en:
          "The printer \(printer) did not answer (\(reason)); the slip may or may not be on paper."),
      hint: Sentence(
        zhHans: "请查看打印机出纸，需要时重印；重印件会注明重印。",
        zhHant: "請查看印表機出紙，需要時重印；重印件會註明重印。",
        en: "Look at the paper and reprint if it is missing; a reprint says that it is one."),
      nature: .device)
  }

  static func jobConflict(_ printer: String, _ id: PrintJob.ID) -> Self {
    Self(
      kind: .jobConflict, printer: printer,
      message: Sentence(
        zhHans: "打印任务 \(id) 已用于另一张小票，没有打印。",
        zhHant: "列印工作 \(id) 已用於另一張簽單，沒有列印。",
        en: "The print job \(id) was already used for another slip; nothing was printed."),
      hint: Sentence(
        zhHans: "请使用新的任务号。", zhHant: "請使用新的工作號。", en: "Use a new job id."), nature: .input)
  }

  static func fileNotWritten(_ path: String, _ reason: String) -> Self {
    Self(
      kind: .fileNotWritten, printer: path,
      message: Sentence(
        zhHans: "小票文件 \(path) 写入失败（\(reason)）。", zhHant: "簽單檔案 \(path) 寫入失敗（\(reason)）。",
        en: "The slip file \(path) could not be written (\(reason))."),
      hint: Sentence(
        zhHans: "请检查目录是否存在、权限和剩余空间。", zhHant: "請檢查目錄是否存在、權限和剩餘空間。",
        en: "Check that the folder exists, its permissions, and the free space."), nature: .device)
  }

  static func unproven(_ printer: String) -> Self {
    Self(
      kind: .unproven, printer: printer,
      message: Sentence(
        zhHans: "打印机 \(printer) 已收下小票，但它不报告状态，不能确认已打印。",
        zhHant: "印表機 \(printer) 已收下簽單，但它不回報狀態，不能確認已列印。",
        en:
          "The printer \(printer) took the slip; it tells no status, so that nothing proves that the "
          + "slip is on paper."),
      hint: Sentence(
        zhHans: "请查看打印机出纸，需要时重印；重印件会注明重印。",
        zhHant: "請查看印表機出紙，需要時重印；重印件會註明重印。",
        en: "Look at the paper and reprint if it is missing; a reprint says that it is one."),
      nature: .device)
  }

  static func badAddress(_ address: String, meant: [String] = []) -> Self {
    let forms =
      "usb:, usb:04b8:0e15, tcp://192.0.2.10, serial:/dev/ttyUSB0?baud=19200, "
      + "device:/dev/usb/lp0, folder:slips, cups:Receipts"
    let list = meant.joined(separator: ", ")
    return Self(
      kind: .badAddress, printer: address,
      message: Sentence(
        zhHans: "“\(address)”不是打印机地址，没有打印任何内容。", zhHant: "「\(address)」不是印表機位址，沒有列印任何內容。",
        en: "“\(address)” is not the address of a printer; nothing was printed."),
      hint: meant.isEmpty
        ? Sentence(
          zhHans: "写法：\(forms)。", zhHant: "寫法：\(forms)。", en: "Write one of these: \(forms).")
        : Sentence(
          zhHans: "可能是：\(list)。", zhHant: "可能是：\(list)。", en: "Perhaps this was meant: \(list)."),
      nature: .input)
  }

  static func cups(_ queue: String, _ reason: String) -> Self {
    Self(
      kind: .unreachable, printer: queue,
      message: Sentence(
        zhHans: "CUPS 队列 \(queue) 不能使用（\(reason)），没有发送任何内容。",
        zhHant: "CUPS 佇列 \(queue) 不能使用（\(reason)），沒有送出任何內容。",
        en: "The CUPS queue \(queue) cannot be used (\(reason)); nothing was sent."),
      hint: Sentence(
        zhHans: "请用 lpstat -p 查看队列；没有 lp 命令时安装 cups-client。",
        zhHant: "請用 lpstat -p 查看佇列；沒有 lp 命令時安裝 cups-client。",
        en: "See the queues with lpstat -p; without the command lp, install cups-client."),
      nature: .device)
  }

  static func severalPrinters(_ address: String, _ found: [String]) -> Self {
    let list = found.joined(separator: "; ")
    return Self(
      kind: .ambiguous, printer: address,
      message: Sentence(
        zhHans: "有多台 USB 打印机符合“\(address)”：\(list)。没有发送任何内容。",
        zhHant: "有多台 USB 印表機符合「\(address)」：\(list)。沒有送出任何內容。",
        en: "More than one USB printer fits “\(address)”: \(list). Nothing was sent."),
      hint: Sentence(
        zhHans: "请写明序列号或端口，例如 usb:04b8:0e15:1-4。", zhHant: "請寫明序號或連接埠，例如 usb:04b8:0e15:1-4。",
        en: "Name the serial number or the port, such as usb:04b8:0e15:1-4."), nature: .input)
  }
}
