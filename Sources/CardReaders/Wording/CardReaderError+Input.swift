import Wording

extension CardReaderError {
  /// What a reader's bytes came through has failed.
  static func inputFailed(reader: String, _ error: any Error) -> CardReaderError {
    if let error = error as? any ExplainedError { return CardReaderError(error) }
    // Only the kind: what else a stranger's error says might be what was swiped.
    let kind = String(describing: type(of: error))
    return CardReaderError(
      code: "readerInputFailed",
      message: Sentence(
        zhHans: "读卡器「\(reader)」的输入中断：\(kind)。此前的刷卡没有丢失。",
        zhHant: "讀卡機「\(reader)」的輸入中斷：\(kind)。先前的刷卡沒有遺失。",
        en: "The input of reader \"\(reader)\" broke off: \(kind). Earlier swipes are not lost."),
      hint: reconnect)
  }

  /// Reading from a file descriptor failed.
  static func readFailed(errno: Int32) -> CardReaderError {
    CardReaderError(
      code: "readerInputFailed",
      message: Sentence(
        zhHans: "读取读卡器的输入失败（errno \(errno)）。此前的刷卡没有丢失。",
        zhHant: "讀取讀卡機的輸入失敗（errno \(errno)）。先前的刷卡沒有遺失。",
        en: "Reading the reader's input failed (errno \(errno)). Earlier swipes are not lost."),
      hint: reconnect)
  }

  /// Something was swiped before the reader was claimed: it may be another customer's card.
  static func inputDropped(reader: String) -> CardReaderError {
    CardReaderError(
      code: "readerInputDropped",
      message: Sentence(
        zhHans: "读卡器「\(reader)」启用之前已有刷卡，已作废：它可能属于上一位顾客。",
        zhHant: "讀卡機「\(reader)」啟用之前已有刷卡，已作廢：它可能屬於上一位顧客。",
        en: "Reader \"\(reader)\" held a swipe from before it was claimed. It was dropped: it may "
          + "be another customer's."),
      hint: Sentence(zhHans: "请再刷一次。", zhHant: "請再刷一次。", en: "Swipe again."),
      nature: .refusal)
  }

  private static let reconnect = Sentence(
    zhHans: "请检查连接，然后重新启动监视。", zhHant: "請檢查連線，然後重新啟動監看。",
    en: "Check the connection, then start watching again.")
}
