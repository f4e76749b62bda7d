public import Documents
import Wording

extension PrinterProfile {
  /// Reads a profile of a shop's own, as JSON or YAML.
  ///
  /// `name`, `columns`, `dots`, `encoding` and `status` have to be there; what else is left out is as in
  /// ``chinese80``.
  ///
  /// - Parameters:
  ///   - bytes: the document.
  ///   - file: its name, for messages.
  /// - Throws: `DocumentError` with every key that is missing, unknown or out of bounds, by line and column.
  public static func read(
    _ bytes: some Sequence<UInt8>, file: String? = nil
  ) throws(DocumentError) -> PrinterProfile {
    try Document.read(Array(bytes), as: .either, file: file) { document in
      guard let fields = document.fields() else { return nil }
      func number(_ key: String, _ range: ClosedRange<Int64>) -> Int? {
        fields.optional(key)?.whole(range).map(Int.init)
      }
      let name = fields.require("name")?.text()
      let columns = fields.require("columns")?.whole(
        Int64(Layout.columnLimits.lowerBound)...Int64(Layout.columnLimits.upperBound))
      // A column is at least a dot, and a picture has a limit.
      let dots = fields.require("dots")?.whole((columns ?? 1)...Int64(Bitmap.limit.width))
      let encoding = fields.require("encoding").flatMap(encoding)
      let status = fields.require("status")?.choice(StatusSupport.self)
      var profile = PrinterProfile(name: name ?? "")
      profile.lineSpacing = number("lineSpacing", 16...255) ?? profile.lineSpacing
      profile.feedBeforeCut = number("feedBeforeCut", 0...20) ?? profile.feedBeforeCut
      profile.cutter = fields.optional("cutter")?.choice(Cutter.self) ?? profile.cutter
      profile.pictures =
        fields.optional("pictures")?.choice(PictureCommand.self) ?? profile.pictures
      profile.drawsQRCodes = fields.optional("drawsQRCodes")?.flag() ?? profile.drawsQRCodes
      profile.drawer = fields.optional("drawer")?.choice(Drawer.self) ?? profile.drawer
      fields.finish()
      guard name != nil, let columns, let dots, let encoding, let status else { return nil }
      profile.columns = Int(columns)
      profile.dots = Int(dots)
      profile.encoding = encoding
      profile.status = status
      return profile
    }
  }

  /// A character set that the system can convert to.
  private static func encoding(_ value: Value) -> PrinterEncoding? {
    guard let name = value.text() else { return nil }
    let encoding = PrinterEncoding(rawValue: name)
    do throws(RenderingError) {
      _ = try Transcoder(encoding)
      return encoding
    } catch {
      value.refuse("unknownValue", error.message, suggestion: error.hint)
      return nil
    }
  }
}
