public import Wording

/// A page that shows an integrator what a printer makes of everything that slips use.
public enum TestPage {
  /// Composes the page for a printer.
  ///
  /// - Parameters:
  ///   - profile: what the printer is said to be able to do; the page says it.
  ///   - printer: the printer's address, as a person would name it.
  ///   - status: how the printer is; `nil` when it tells nothing.
  ///   - number: the page's number.
  ///   - language: the language of the labels.
  public static func compose(
    profile: PrinterProfile, printer: String, status: PrinterStatus?, number: String,
    language: Language
  ) -> Receipt {
    let words = SlipWords(language: language, program: nil)
    let centre = TextStyle(alignment: .center)
    var lines: [ReceiptLine] = [
      .text(
        words.say("打印机测试页", "印表機測試頁", "PRINTER TEST"),
        TextStyle(size: .double, bold: true, alignment: .center)),
      .text(printer, centre), .feed(1),
      .pair(left: words.say("配置", "設定", "Profile"), right: profile.name),
      .pair(
        left: words.say("列 / 点", "欄 / 點", "Columns / dots"),
        right: "\(profile.columns) / \(profile.dots)"),
      .pair(left: words.say("字符集", "字元集", "Character set"), right: profile.encoding.rawValue),
      .pair(
        left: words.say("状态", "狀態", "Status"),
        right: status?.sentence[language] ?? words.say("不报告", "不回報", "it tells none")),
      .rule(),
      .text(words.say("标尺：每行正好满", "標尺：每行正好滿", "Ruler: each row is just full")),
      .text(ruler(profile.columns, by: 10)), .text(ruler(profile.columns, by: 1)),
      .text(String(repeating: "国", count: profile.columns / 2)),
      .pair(left: words.say("左", "左", "left"), right: words.say("右", "右", "right")),
      .columns([
        ReceiptCell(words.say("品名", "品名", "Name")),
        ReceiptCell("2", width: .columns(4), alignment: .trailing),
        ReceiptCell("1118.00", width: .columns(10), alignment: .trailing),
      ]),
      .rule(.double),
      .text("ABCabc 0123456789 !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
      .text("会员折扣 生日 积分余额 ¥12.50"), .text("會員折扣 生日 積分餘額"),
      .text(words.say("生僻字（图片）：", "罕用字（圖片）：", "Rare (as pictures): ") + "㐂 𠮷 龘 🎂"),
    ]
    for (size, bold) in [(TextSize.normal, true), (.tall, false), (.double, false)] {
      lines.append(.text("国Ag ¥88", TextStyle(size: size, bold: bold)))
    }
    lines += [
      .rule(), .text(words.say("二维码：", "二維碼：", "QR code:")), .qrCode(number),
      .text(number, centre),
      .text(words.say("下面应当切纸", "下面應當切紙", "The paper is cut below"), centre), .cut,
    ]
    return Receipt(number: number, language: language, lines: lines)
  }

  /// Digits across the paper: ones, or the tens above them.
  private static func ruler(_ columns: Int, by unit: Int) -> String {
    String(
      (1...columns).map { column -> Character in
        guard unit > 1 else { return digit(column % 10) }
        return column % unit == 0 ? digit(column / unit % 10) : "."
      })
  }

  private static func digit(_ number: Int) -> Character { Character(String(number)) }
}
