import BusinessCalendar
import Loyalty

extension Slip {
  /// Store, copy, receipt number, lane, date, time, cashier.
  static func heading(_ header: SlipHeader, title: String?, _ words: SlipWords) -> [ReceiptLine] {
    var lines: [ReceiptLine] = [
      .text(header.storeName, TextStyle(size: .double, bold: true, alignment: .center))
    ]
    lines += header.subtitle.map { .text($0, TextStyle(alignment: .center)) }
    if let title {
      lines.append(.text(title, TextStyle(size: .tall, bold: true, alignment: .center)))
    }
    lines.append(.copyMark)
    lines.append(.feed(1))
    lines.append(
      .pair(
        left: words.say("单号", "單號", "No.") + " " + header.receiptNumber,
        right: words.say("款台", "櫃檯", "Lane") + " " + header.lane))
    let moment = [header.date.description, header.time].compactMap(\.self)
    let cashier = header.cashier.map { words.say("收银员", "收銀員", "Cashier") + " " + $0 }
    lines.append(.pair(left: moment.joined(separator: " "), right: cashier ?? ""))
    lines.append(.rule())
    return lines
  }

  /// The signature block, the store's footer, the end.
  static func closing(
    signature: String?, header: SlipHeader, _ words: SlipWords
  ) -> [ReceiptLine] {
    var lines: [ReceiptLine] = []
    if let signature {
      lines.append(.rule())
      lines.append(
        .signature(
          SignatureBlock(
            label: words.say("会员签名", "會員簽名", "Member's signature"), statement: signature)))
    }
    lines.append(.rule())
    lines += header.footer.map { .text($0, TextStyle(alignment: .center)) }
    lines.append(
      .text(
        words.say("谢谢惠顾，欢迎再次光临", "謝謝惠顧，歡迎再次光臨", "Thank you, please come again"),
        TextStyle(alignment: .center)))
    lines.append(.cut)
    return lines
  }
}
