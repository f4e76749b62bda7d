public import Wording

extension SmartCardError {
  /// What happened, to which reader.
  public var message: Sentence {
    let said = Self.wordings[reason]?.message ?? unnamed
    guard let reader else { return said }
    return Sentence(
      zhHans: "读卡器“\(reader)”：\(said.simplifiedChinese)",
      zhHant: "讀卡機「\(reader)」：\(said.traditionalChinese)",
      en: "Reader \"\(reader)\": \(said.english)")
  }

  /// What the person in front of it can do.
  public var hint: Sentence? { Self.wordings[reason]?.hint }

  private var unnamed: Sentence {
    let about = [status?.description, detail].compactMap(\.self).joined(separator: ", ")
    return Sentence(
      zhHans: "智能卡服务报告错误：\(about)。", zhHant: "智慧卡服務回報錯誤：\(about)。",
      en: "The smart card service reports an error: \(about).")
  }

  private struct Said {
    let message: Sentence
    let hint: Sentence?

    init(_ message: (String, String, String), _ hint: (String, String, String)? = nil) {
      self.message = Sentence(zhHans: message.0, zhHant: message.1, en: message.2)
      self.hint = hint.map { Sentence(zhHans: $0.0, zhHant: $0.1, en: $0.2) }
    }
  }

  private static let wordings: [Reason: Said] = serviceWordings.merging(cardWordings) { a, _ in a }

  private static let serviceWordings: [Reason: Said] = [
    .serviceNotRunning: Said(
      (
        "智能卡服务（pcscd）没有运行或无法连接。", "智慧卡服務（pcscd）沒有執行或無法連線。",
        "The smart card service (pcscd) is not running or cannot be reached."
      ),
      (
        "请安装软件包 pcscd，并执行 systemctl enable --now pcscd.socket。",
        "請安裝套件 pcscd，並執行 systemctl enable --now pcscd.socket。",
        "Install the package pcscd and run: systemctl enable --now pcscd.socket"
      )),
    .serviceLost: Said(
      (
        "智能卡服务（pcscd）中断了。", "智慧卡服務（pcscd）中斷了。",
        "The smart card service (pcscd) went away."
      ),
      (
        "服务恢复后请重新插卡或刷卡；已保存的数据没有丢失。", "服務恢復後請重新插卡或感應；已儲存的資料沒有遺失。",
        "Present the card again once the service is back; nothing that was stored is lost."
      )),
    .accessDenied: Said(
      (
        "智能卡服务拒绝当前用户访问。", "智慧卡服務拒絕目前的使用者存取。",
        "The smart card service refuses this user."
      ),
      (
        "请为该用户添加 polkit 规则（org.debian.pcsc-lite.access_pcsc 和 access_card）。",
        "請為該使用者加入 polkit 規則（org.debian.pcsc-lite.access_pcsc 和 access_card）。",
        "Add a polkit rule for this user (org.debian.pcsc-lite.access_pcsc and access_card)."
      )),
    .versionMismatch: Said(
      (
        "智能卡服务已停止，或与程序库的版本不一致。", "智慧卡服務已停止，或與程式庫的版本不一致。",
        "The smart card service has stopped, or does not fit the library's version."
      ),
      (
        "请让 pcscd 与 libpcsclite1 的版本一致，然后重新启动 pcscd。",
        "請讓 pcscd 與 libpcsclite1 的版本一致，然後重新啟動 pcscd。",
        "Bring pcscd and libpcsclite1 to the same version and restart pcscd."
      )),
    .serviceTooBusy: Said(
      (
        "智能卡服务的连接已满。", "智慧卡服務的連線已滿。",
        "The smart card service cannot take more connections."
      ),
      (
        "请关闭其他使用读卡器的程序。", "請關閉其他使用讀卡機的程式。",
        "Close other programs that use card readers."
      )),
    .noReader: Said(
      ("没有读卡器。", "沒有讀卡機。", "No card reader is connected."),
      (
        "请连接读卡器；若已连接，请安装软件包 libccid。", "請連接讀卡機；若已連接，請安裝套件 libccid。",
        "Connect a reader; if one is connected, install the package libccid."
      )),
    .unknownReader: Said(
      ("没有这个读卡器。", "沒有這台讀卡機。", "No reader has this name."),
      (
        "请执行 cardlane doctor 查看现有的读卡器名称。", "請執行 cardlane doctor 查看現有的讀卡機名稱。",
        "Run cardlane doctor to see the names of the readers."
      )),
    .readerGone: Said(
      ("读卡器已断开。", "讀卡機已斷開。", "The reader was disconnected."),
      ("请重新连接读卡器。", "請重新連接讀卡機。", "Connect the reader again.")),
    .readerInUse: Said(
      ("读卡器正被另一个程序独占。", "讀卡機正被另一個程式獨佔。", "Another program holds the reader for itself."),
      (
        "请关闭那个程序，或等它用完。", "請關閉那個程式，或等它用完。",
        "Close that program, or wait until it has finished."
      )),
    .readerRefused: Said(
      (
        "读卡器拒绝了读写这种卡所需的命令；不能因此认为卡有问题。", "讀卡機拒絕了讀寫這種卡所需的命令；不能因此認為卡有問題。",
        "The reader refuses a command that it needs for this kind of card. It says nothing about the card."
      ),
      (
        "请换一台读卡器，或刷磁条。", "請換一台讀卡機，或刷磁條。",
        "Use another reader, or swipe the card's stripe."
      )),
    .unsupportedFeature: Said(
      ("读卡器不支持这项功能。", "讀卡機不支援這項功能。", "The reader does not offer this function.")),
  ]

  private static let cardWordings: [Reason: Said] = [
    .noCard: Said(
      ("读卡器里没有卡。", "讀卡機裡沒有卡。", "No card is in the reader."),
      ("请插卡或把卡放到感应区。", "請插卡或把卡放到感應區。", "Insert or tap the card.")),
    .cardRemoved: Said(
      ("卡在使用中被取走了。", "卡在使用中被取走了。", "The card was removed while it was in use."),
      ("请重新插卡，等提示后再取出。", "請重新插卡，等提示後再取出。", "Present the card again and leave it until told.")),
    .cardReset: Said(
      ("另一个程序重置了这张卡。", "另一個程式重設了這張卡。", "Another program has reset the card."),
      ("请再试一次。", "請再試一次。", "Try again.")),
    .cardUnresponsive: Said(
      ("卡没有反应。", "卡沒有反應。", "The card does not answer."),
      (
        "请检查卡的方向，擦净触点后重新插入。", "請檢查卡的方向，擦淨接點後重新插入。",
        "Check which way the card goes in, wipe its contacts and insert it again."
      )),
    .cardUnpowered: Said(
      ("卡已断电。", "卡已斷電。", "The card has no power."),
      ("请重新插卡。", "請重新插卡。", "Present the card again.")),
    .protocolMismatch: Said(
      ("读卡器无法与这种卡通信。", "讀卡機無法與這種卡通訊。", "The reader cannot work with this kind of card."),
      ("请换一张卡或换一台读卡器。", "請換一張卡或換一台讀卡機。", "Try another card or another reader.")),
    .timedOut: Said(
      ("卡或读卡器没有按时回应。", "卡或讀卡機沒有按時回應。", "The card or reader did not answer in time."),
      ("请取出卡，再重新插入。", "請取出卡，再重新插入。", "Take the card out and present it again.")),
    .cancelled: Said(("操作已取消。", "操作已取消。", "The operation was cancelled.")),
    .malformedCommand: Said(
      (
        "命令格式不正确，没有发送给卡。", "命令格式不正確，沒有傳送給卡。",
        "The command is malformed and was not sent to the card."
      )),
    .malformedAnswer: Said(
      ("卡的回应不完整或格式不正确。", "卡的回應不完整或格式不正確。", "The card's answer is incomplete or malformed."),
      ("请重新插卡再试。", "請重新插卡再試。", "Present the card again.")),
    .commandRefused: Said(
      ("卡或读卡器拒绝了命令。", "卡或讀卡機拒絕了命令。", "The card or reader refused the command.")),
    .communicationFailed: Said(
      ("与卡的通信失败。", "與卡的通訊失敗。", "The exchange with the card failed."),
      (
        "请擦净卡的触点，重新插入。", "請擦淨卡的接點，重新插入。", "Wipe the card's contacts and present it again."
      )),
    .connectionClosed: Said(
      ("与卡的连接已关闭。", "與卡的連線已關閉。", "The connection to the card is closed."),
      ("请重新插卡。", "請重新插卡。", "Present the card again.")),
  ]
}
