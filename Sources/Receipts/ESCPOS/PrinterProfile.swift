import Foundation

/// What a receipt printer can do, as data: encoders and drivers ask it instead of knowing models.
///
/// Profiles are `Codable`; a printer that none of the built-in ones describes is a JSON file.
public struct PrinterProfile: Sendable, Hashable, Codable {
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

  /// Makes a profile; the defaults are those of a Chinese 80 mm printer.
  public init(
    name: String, columns: Int = 48, dots: Int = 576, lineSpacing: Int = 30,
    encoding: PrinterEncoding = .gb18030, cutter: Cutter = .partial, feedBeforeCut: Int = 3,
    status: StatusSupport = .realTimeAndOrdered, pictures: PictureCommand = .raster,
    drawsQRCodes: Bool = true
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
  }

  /// The cut at the end of a slip. Raw values are those of the JSON form.
  public enum Cutter: String, Sendable, Hashable, CaseIterable, Codable {
    /// Torn off by hand.
    case none
    /// One point stays uncut (`GS V 66 n`).
    case partial
    /// Cut through (`GS V 65 n`).
    case full
  }

  /// How a printer tells its status. Raw values are those of the JSON form.
  public enum StatusSupport: String, Sendable, Hashable, CaseIterable, Codable {
    /// It tells nothing.
    case none
    /// `DLE EOT n`, answered at once, out of order.
    case realTime
    /// `DLE EOT n`, and `GS r 1`, answered in order after everything before it.
    case realTimeAndOrdered
  }

  /// The command that prints pictures. Raw values are those of the JSON form.
  public enum PictureCommand: String, Sendable, Hashable, CaseIterable, Codable {
    /// `GS v 0`, whole rasters.
    case raster
    /// `ESC * 33`, bands of 24 dots, for older printers.
    case bands
  }

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

  /// The built-in profiles.
  public static let all = [chinese80, chinese58, traditional80, traditional58]

  /// The built-in profile of that name.
  public static func named(_ name: String) -> PrinterProfile? {
    all.first { $0.name == name }
  }

  /// Reads a profile from JSON.
  ///
  /// - Throws: ``RenderingError`` with the field when a key is missing, unknown or out of bounds.
  public static func read(json: some Sequence<UInt8>) throws(RenderingError) -> PrinterProfile {
    let profile: PrinterProfile
    do {
      profile = try JSONDecoder().decode(PrinterProfile.self, from: Data(json))
    } catch let error as DecodingError {
      throw .badDocument(what: "printer profile", error)
    } catch {
      throw .badDocument(what: "printer profile", detail: String(describing: error))
    }
    guard Layout.columnLimits.contains(profile.columns) else {
      throw .badDocument(what: "printer profile", detail: "columns: 16 to 255")
    }
    guard (profile.columns...Bitmap.limit.width).contains(profile.dots) else {
      throw .badDocument(
        what: "printer profile", detail: "dots: at least the columns, at most 4096")
    }
    guard (16...255).contains(profile.lineSpacing) else {
      throw .badDocument(what: "printer profile", detail: "lineSpacing: 16 to 255")
    }
    guard (0...20).contains(profile.feedBeforeCut) else {
      throw .badDocument(what: "printer profile", detail: "feedBeforeCut: 0 to 20")
    }
    return profile
  }
}

/// A character set in a printer's memory, by its IANA name. The raw value is that name.
public struct PrinterEncoding: RawRepresentable, Sendable, Hashable, Codable {
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
  /// Traditional Chinese.
  public static let big5 = PrinterEncoding(rawValue: "BIG5")
}
