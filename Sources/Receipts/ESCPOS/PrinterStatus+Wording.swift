public import Wording

extension PrinterStatus {
  /// What keeps the printer from printing; nothing when it is ready.
  public var troubles: [Sentence] {
    guard isReached else {
      return [Sentence(zhHans: "连接不上", zhHant: "連接不上", en: "it cannot be reached")]
    }
    guard !isReady else { return [] }
    var troubles: [Sentence] = []
    if paper == .out { troubles.append(Sentence(zhHans: "缺纸", zhHant: "缺紙", en: "out of paper")) }
    if isCoverOpen {
      troubles.append(Sentence(zhHans: "上盖打开", zhHant: "上蓋打開", en: "its cover is open"))
    }
    if hasCutterError {
      troubles.append(Sentence(zhHans: "切刀卡住", zhHant: "切刀卡住", en: "its cutter is jammed"))
    }
    if troubles.isEmpty, hasUnrecoverableError || hasRecoverableError {
      troubles.append(Sentence(zhHans: "报告故障", zhHant: "回報故障", en: "it reports an error"))
    }
    if troubles.isEmpty {
      troubles.append(Sentence(zhHans: "脱机", zhHant: "離線", en: "it is off line"))
    }
    return troubles
  }

  /// How the printer is, in one line.
  public var sentence: Sentence {
    let troubles = troubles
    guard troubles.isEmpty else {
      return Sentence(
        zhHans: troubles.map(\.simplifiedChinese).joined(separator: "、"),
        zhHant: troubles.map(\.traditionalChinese).joined(separator: "、"),
        en: troubles.map(\.english).joined(separator: ", "))
    }
    return paper == .nearEnd
      ? Sentence(
        zhHans: "可以打印，纸快用完了", zhHant: "可以列印，紙快用完了",
        en: "it is ready; its paper is nearly at its end")
      : Sentence(zhHans: "可以打印", zhHant: "可以列印", en: "it is ready")
  }
}
