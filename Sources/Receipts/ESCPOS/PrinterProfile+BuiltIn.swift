extension PrinterProfile {
  /// A Chinese printer with 80 mm paper, GB18030 and a cutter.
  public static let chinese80 = PrinterProfile(name: "chinese-80mm")
  /// A Chinese printer with 58 mm paper, GB18030, without a cutter.
  public static let chinese58 = PrinterProfile(
    name: "chinese-58mm", columns: 32, dots: 384, cutter: .none, status: .realTime)
  /// A printer for traditional Chinese with 80 mm paper, Big5 and a cutter.
  public static let traditional80 = PrinterProfile(name: "traditional-80mm", encoding: .big5)
  /// A printer for traditional Chinese with 58 mm paper, Big5, without a cutter.
  public static let traditional58 = PrinterProfile(
    name: "traditional-58mm", columns: 32, dots: 384, encoding: .big5, cutter: .none,
    status: .realTime)

  /// Any printer that speaks ESC/POS on 80 mm paper: no Chinese in its memory, no word of its status, QR
  /// codes as pictures.
  public static let generic80 = PrinterProfile(
    name: "generic-80mm", encoding: .ascii, status: .none, drawsQRCodes: false)
  /// Any printer that speaks ESC/POS on 58 mm paper.
  public static let generic58 = PrinterProfile(
    name: "generic-58mm", columns: 32, dots: 384, encoding: .ascii, cutter: .none, status: .none,
    drawsQRCodes: false)

  /// Epson TM with 203 dpi and Chinese (TM-T82, TM-T20, TM-m30): Epson's ESC/POS command reference.
  public static let epson80 = PrinterProfile(name: "epson-tm-80mm")
  /// Epson TM-T88 with 180 dpi and Chinese: 512 dots are 42 columns; Epson's ESC/POS command reference.
  public static let epsonT88 = PrinterProfile(name: "epson-tm-t88", columns: 42, dots: 512)
  /// Xprinter XP-80 and its sisters: their programmer manual lists `DLE EOT 1` to `4`, `GS v 0` and
  /// `GS ( k`. That `GS r` waits for the paper is not said there, so it is not relied on.
  public static let xprinter80 = PrinterProfile(name: "xprinter-80mm", status: .realTime)
  /// Xprinter XP-58 and its sisters: 384 dots, torn off by hand.
  public static let xprinter58 = PrinterProfile(
    name: "xprinter-58mm", columns: 32, dots: 384, cutter: .none, status: .realTime)
  /// Gprinter GP-80 and its sisters, by their ESC/POS programming manual.
  public static let gprinter80 = PrinterProfile(name: "gprinter-80mm", status: .realTime)
  /// Gprinter GP-58 and its sisters.
  public static let gprinter58 = PrinterProfile(
    name: "gprinter-58mm", columns: 32, dots: 384, cutter: .none, status: .realTime)
  /// Star in ESC/POS mode (mC-Print3, TSP100IV) with Chinese: Star's ESC/POS mode command specifications.
  public static let star80 = PrinterProfile(name: "star-escpos-80mm")

  /// The built-in profiles.
  public static let all = [
    chinese80, chinese58, traditional80, traditional58, generic80, generic58, epson80, epsonT88,
    xprinter80, xprinter58, gprinter80, gprinter58, star80,
  ]

  /// The built-in profile of that name.
  public static func named(_ name: String) -> PrinterProfile? {
    all.first { $0.name == name }
  }
}
