import Receipts
import Wording

extension LaneError.Code {
  /// Nothing was sent: the printer is not ready.
  public static let printerNotReady = Self(rawValue: "printerNotReady")
}

extension LaneError {
  /// Why a slip waits for its printer, and what to do.
  static func printerNotReady(_ status: PrinterStatus) -> LaneError {
    let (reason, remedy) = words(status)
    return LaneError(
      .printerNotReady, nature: .device,
      Sentence(
        zhHans: "\(reason.simplifiedChinese)，小票在等待打印，没有发送任何内容。",
        zhHant: "\(reason.traditionalChinese)，簽單在等待列印，沒有送出任何內容。",
        en: "\(reason.english); the slip waits and nothing was sent."),
      hint: Sentence(
        zhHans: "\(remedy.simplifiedChinese)，然后再次提交同一笔业务：只补打小票，不会重复入账。",
        zhHant: "\(remedy.traditionalChinese)，然後再次提交同一筆業務：只補印簽單，不會重複入帳。",
        en:
          "\(remedy.english), then run the same again: it prints what waits and books nothing twice."
      ))
  }

  private static func words(_ status: PrinterStatus) -> (reason: Sentence, remedy: Sentence) {
    if !status.isReached {
      return (
        Sentence(zhHans: "连接不上打印机", zhHant: "連接不上印表機", en: "The printer cannot be reached"),
        Sentence(
          zhHans: "请检查打印机电源、网线和地址", zhHant: "請檢查印表機電源、網路線和位址",
          en: "Check the printer's power, its cable and its address")
      )
    }
    if status.isCoverOpen {
      return (
        Sentence(zhHans: "打印机上盖打开", zhHant: "印表機上蓋打開", en: "The printer's cover is open"),
        Sentence(zhHans: "请合上上盖", zhHant: "請合上上蓋", en: "Close the cover")
      )
    }
    if status.paper == .out {
      return (
        Sentence(zhHans: "打印机缺纸", zhHant: "印表機缺紙", en: "The printer is out of paper"),
        Sentence(zhHans: "请换纸", zhHant: "請換紙", en: "Put a new roll in")
      )
    }
    if status.hasCutterError {
      return (
        Sentence(zhHans: "打印机切刀卡住", zhHant: "印表機切刀卡住", en: "The printer's cutter is jammed"),
        Sentence(zhHans: "请清理切刀", zhHant: "請清理切刀", en: "Clear the cutter")
      )
    }
    if !status.hasUnrecoverableError, !status.hasRecoverableError {
      return (
        Sentence(zhHans: "打印机脱机", zhHant: "印表機離線", en: "The printer is off line"),
        Sentence(
          zhHans: "请按打印机的联机键或走纸键", zhHant: "請按印表機的連線鍵或走紙鍵",
          en: "Press the printer's on-line or feed button")
      )
    }
    return (
      Sentence(
        zhHans: "打印机报告错误", zhHant: "印表機回報錯誤", en: "The printer reports an error"),
      Sentence(
        zhHans: "请关闭打印机再打开", zhHant: "請關閉印表機再打開", en: "Switch the printer off and on")
    )
  }
}
