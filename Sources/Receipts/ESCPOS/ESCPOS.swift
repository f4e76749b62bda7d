/// A layout as bytes for a receipt printer that speaks ESC/POS.
public enum ESCPOS {
  /// Encodes a layout for a printer.
  ///
  /// The bytes begin with a reset, so that nothing of an earlier job is left over, and end with feed and
  /// cut. Rows with a character that the printer's set lacks go out as a picture of the row, in the same
  /// columns, never with `?`. The layout should have the profile's columns.
  ///
  /// - Throws: ``RenderingError`` when the system does not know the character set or cannot draw.
  public static func encode(
    _ layout: Layout, profile: PrinterProfile
  ) throws(RenderingError) -> [UInt8] {
    let encoder = try ESCPOSEncoder(layout: layout, profile: profile)
    return try encoder.encode()
  }
}

/// Encodes the rows of one layout.
struct ESCPOSEncoder {
  let layout: Layout
  let profile: PrinterProfile
  let transcoder: Transcoder

  init(layout: Layout, profile: PrinterProfile) throws(RenderingError) {
    self.layout = layout
    self.profile = profile
    transcoder = try Transcoder(profile.encoding)
  }

  func encode() throws(RenderingError) -> [UInt8] {
    typealias Command = ESCPOSCommand
    var bytes =
      Command.initialize + Command.selectKanji + Command.resetCodePage
      + Command.resetInternationalSet + Command.lineSpacing(profile.lineSpacing)
    // First, so that the drawer is open while the slip is printed.
    if layout.opensDrawer, let pin = profile.drawer.pin { bytes += Command.openDrawer(pin: pin) }
    for row in layout.rows {
      switch row {
      case .text(let row): bytes += try encode(row)
      case .rule(let mark): bytes += rule(mark)
      case .qrCode(let text): bytes += try qrCode(text)
      case .picture, .drawing: bytes += try picture(of: row)
      case .cut: bytes += end()
      }
    }
    return bytes
  }

  private func rule(_ mark: RuleMark) -> [UInt8] {
    let stroke = mark == .double ? UInt8(ascii: "=") : UInt8(ascii: "-")
    return Array(repeating: stroke, count: layout.columns) + [ESCPOSCommand.lineFeed]
  }

  /// One row of text; size and weight are set for the row and taken back after it.
  private func encode(_ row: TextRow) throws(RenderingError) -> [UInt8] {
    typealias Command = ESCPOSCommand
    guard let content = pieces(of: row) else { return try picture(of: .text(row)) }
    guard row.size != .normal || row.isBold else { return content + [Command.lineFeed] }
    var before: [UInt8] = []
    var after: [UInt8] = []
    if row.size != .normal {
      before += Command.lineSpacing(profile.lineSpacing * row.size.rowsPerCell)
      after += Command.lineSpacing(profile.lineSpacing)
    }
    if row.isBold {
      before += Command.bold(true)
      after += Command.bold(false)
    }
    return before + content + [Command.lineFeed] + after
  }

  /// The pieces of a row with spaces of normal width between them, or `nil` when the printer's set lacks
  /// a character.
  private func pieces(of row: TextRow) -> [UInt8]? {
    var bytes: [UInt8] = []
    var column = 0
    for segment in row.segments {
      bytes += Array(repeating: 0x20, count: max(0, segment.column - column))
      if row.size != .normal { bytes += ESCPOSCommand.size(row.size) }
      switch segment.content {
      case .text(let text):
        guard let encoded = transcoder.bytes(of: text) else { return nil }
        bytes += encoded
      case .blank:
        bytes += Array(
          repeating: UInt8(ascii: "_"), count: segment.width / row.size.columnsPerCell)
      }
      if row.size != .normal { bytes += ESCPOSCommand.size(.normal) }
      column = segment.column + segment.width
    }
    return bytes
  }

  private func qrCode(_ text: String) throws(RenderingError) -> [UInt8] {
    guard profile.drawsQRCodes else { return try picture(of: .qrCode(text)) }
    let content = Array(text.utf8)
    guard content.count <= QRCode.capacity else { throw .qrCodeTooLong(content.count) }
    return ESCPOSCommand.centre(true) + ESCPOSCommand.qrCode(content)
      + [ESCPOSCommand.lineFeed] + ESCPOSCommand.centre(false)
  }

  /// A row drawn as dots, in the printer's picture command.
  private func picture(of row: LayoutRow) throws(RenderingError) -> [UInt8] {
    let canvas = SlipPainter.Canvas(
      printed: max(profile.dots, layout.columns * Dots.column), language: layout.language,
      // Bands are 24 dots high; a row should fill them.
      rowHeight: profile.pictures == .bands ? Dots.character : profile.lineSpacing)
    let drawn = try SlipPainter.bitmap(of: row, canvas)
    switch profile.pictures {
    case .raster:
      // Printers hold a part of a tall picture at a time.
      return stride(from: 0, to: drawn.height, by: 1024).flatMap { top in
        ESCPOSCommand.raster(drawn.rows(top..<top + 1024))
      }
    case .bands:
      return ESCPOSCommand.bands(drawn) + ESCPOSCommand.lineSpacing(profile.lineSpacing)
    }
  }

  private func end() -> [UInt8] {
    let feed = profile.feedBeforeCut * profile.lineSpacing
    if let cut = ESCPOSCommand.cut(profile.cutter, feed: feed) { return cut }
    return Array(repeating: ESCPOSCommand.lineFeed, count: profile.feedBeforeCut)
  }
}
