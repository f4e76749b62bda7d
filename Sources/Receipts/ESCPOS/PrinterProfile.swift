/// What a receipt printer can do, as data: encoders and drivers ask it instead of knowing models.
///
/// A printer that none of the built-in ones describes is a JSON or YAML file.
public struct PrinterProfile: Sendable, Hashable {
  /// The profile's name, such as `chinese-80mm`.
  public var name: String
  /// Half-width characters a row: 48 at 80 mm, 32 at 58 mm.
  public var columns: Int
  /// Printable dots a row: 576 at 80 mm, 384 at 58 mm (203 dpi, 12 dots a column).
  public var dots: Int
  /// Dots from one row to the next.
  public var lineSpacing: Int
  /// The character set that the printer holds in its memory.
  public var encoding: PrinterEncoding
  /// Whether there is a cutter, and which cut it makes.
  public var cutter: Cutter
  /// Rows to feed before a cut (or at the end without a cutter), so that the last row leaves the head.
  public var feedBeforeCut: Int
  /// How the printer tells its status.
  public var status: StatusSupport
  /// The command that prints pictures.
  public var pictures: PictureCommand
  /// Whether the printer draws QR codes itself (`GS ( k`); if not they go out as pictures.
  public var drawsQRCodes: Bool
  /// Where the cash drawer is connected.
  public var drawer: Drawer

  /// Makes a profile; the defaults are those of a Chinese 80 mm printer.
  public init(
    name: String, columns: Int = 48, dots: Int = 576, lineSpacing: Int = 30,
    encoding: PrinterEncoding = .gb18030, cutter: Cutter = .partial, feedBeforeCut: Int = 3,
    status: StatusSupport = .realTimeAndOrdered, pictures: PictureCommand = .raster,
    drawsQRCodes: Bool = true, drawer: Drawer = .pin2
  ) {
    self.name = name
    self.columns = columns
    self.dots = dots
    self.lineSpacing = lineSpacing
    self.encoding = encoding
    self.cutter = cutter
    self.feedBeforeCut = feedBeforeCut
    self.status = status
    self.pictures = pictures
    self.drawsQRCodes = drawsQRCodes
    self.drawer = drawer
  }

  /// The cut at the end of a slip. Raw values are those of a profile's file.
  public enum Cutter: String, Sendable, Hashable, CaseIterable {
    /// Torn off by hand.
    case none
    /// One point stays uncut (`GS V 66 n`).
    case partial
    /// Cut through (`GS V 65 n`).
    case full
  }

  /// How a printer tells its status. Raw values are those of a profile's file.
  public enum StatusSupport: String, Sendable, Hashable, CaseIterable {
    /// It tells nothing.
    case none
    /// `DLE EOT n`, answered at once, out of order.
    case realTime
    /// `DLE EOT n`, and `GS r 1`, answered in order after everything before it.
    case realTimeAndOrdered
  }

  /// Where the cash drawer is connected: at a pin of the printer's drawer connector, or nowhere (the till opens
  /// its own). Raw values are those of a profile's file.
  public enum Drawer: String, Sendable, Hashable, CaseIterable {
    /// No drawer, or not one that the printer opens.
    case none
    /// Pin 2 (`ESC p 0`), as nearly all drawers are wired. A printer without a drawer ignores the pulse.
    case pin2
    /// Pin 5 (`ESC p 1`).
    case pin5

    /// The pin of `ESC p`; `nil` without a drawer.
    var pin: ESCPOSCommand.DrawerPin? {
      switch self {
      case .none: nil
      case .pin2: .two
      case .pin5: .five
      }
    }
  }

  /// The command that prints pictures. Raw values are those of a profile's file.
  public enum PictureCommand: String, Sendable, Hashable, CaseIterable {
    /// `GS v 0`, whole rasters.
    case raster
    /// `ESC * 33`, bands of 24 dots, for older printers.
    case bands
  }
}

/// A character set in a printer's memory, by its IANA name. The raw value is that name.
public struct PrinterEncoding: RawRepresentable, Sendable, Hashable {
  /// The IANA name, such as `GB18030`.
  public let rawValue: String

  /// Takes any name; one that the system cannot convert to fails when a slip is encoded.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Simplified Chinese, national standard GB 18030; its one- and two-byte part, as printers hold it.
  public static let gb18030 = PrinterEncoding(rawValue: "GB18030")
  /// Simplified Chinese, older printers.
  public static let gbk = PrinterEncoding(rawValue: "GBK")
  /// Simplified Chinese, the oldest printers: 6,763 characters.
  public static let gb2312 = PrinterEncoding(rawValue: "GB2312")
  /// No Chinese at all: whatever is not ASCII goes out as a picture.
  public static let ascii = PrinterEncoding(rawValue: "US-ASCII")
  /// Traditional Chinese.
  public static let big5 = PrinterEncoding(rawValue: "BIG5")
}
