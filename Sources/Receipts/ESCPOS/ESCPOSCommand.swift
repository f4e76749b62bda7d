/// The commands of ESC/POS that slips use, by their names in Epson's command reference.
public enum ESCPOSCommand {
  static let escape: UInt8 = 0x1B
  static let fileSeparator: UInt8 = 0x1C
  static let groupSeparator: UInt8 = 0x1D
  static let dataLinkEscape: UInt8 = 0x10
  static let endOfTransmission: UInt8 = 0x04
  static let lineFeed: UInt8 = 0x0A

  /// `ESC @`: everything as after switching on.
  static let initialize: [UInt8] = [escape, 0x40]
  /// `FS &`: two-byte characters (Kanji mode).
  static let selectKanji: [UInt8] = [fileSeparator, 0x26]
  /// `ESC t 0`: the first code page, so that no earlier job's page is left over.
  static let resetCodePage: [UInt8] = [escape, 0x74, 0]
  /// `ESC R 0`: ASCII as it is; other sets print `$`, `#` or `\` otherwise.
  static let resetInternationalSet: [UInt8] = [escape, 0x52, 0]
  /// `ESC 3 n`: dots from one row to the next.
  static func lineSpacing(_ dots: Int) -> [UInt8] { [escape, 0x33, UInt8(clamping: dots)] }
  /// `ESC E n`: bold.
  static func bold(_ isOn: Bool) -> [UInt8] { [escape, 0x45, isOn ? 1 : 0] }
  /// `ESC a n`: 0 left, 1 centre.
  static func centre(_ isOn: Bool) -> [UInt8] { [escape, 0x61, isOn ? 1 : 0] }
  /// `GS ! n`: character size; width in the high half, height in the low half, each less one.
  static func size(_ size: TextSize) -> [UInt8] {
    let code = UInt8(size.columnsPerCell - 1) << 4 | UInt8(size.rowsPerCell - 1)
    return [groupSeparator, 0x21, code]
  }

  /// `GS V 65|66 n`: feeds to the blade and `n` dots more, then cuts; `nil` without a cutter.
  static func cut(_ cutter: PrinterProfile.Cutter, feed: Int) -> [UInt8]? {
    switch cutter {
    case .none: nil
    case .full: [groupSeparator, 0x56, 65, UInt8(clamping: feed)]
    case .partial: [groupSeparator, 0x56, 66, UInt8(clamping: feed)]
    }
  }

  /// `GS v 0`: a picture as one raster.
  static func raster(_ bitmap: Bitmap) -> [UInt8] {
    [groupSeparator, 0x76, 0x30, 0] + word(bitmap.stride) + word(bitmap.height) + bitmap.bytes
  }

  /// `ESC * 33` for each 24 rows of a picture, with the line spacing set to 24 dots.
  static func bands(_ bitmap: Bitmap) -> [UInt8] {
    var bytes = lineSpacing(24)
    for top in stride(from: 0, to: bitmap.height, by: 24) {
      bytes += [escape, 0x2A, 33] + word(bitmap.width)
      for x in 0..<bitmap.width {
        for part in 0..<3 {
          var byte: UInt8 = 0
          for bit in 0..<8 where bitmap[x, top + part * 8 + bit] { byte |= 0x80 >> UInt8(bit) }
          bytes.append(byte)
        }
      }
      bytes.append(lineFeed)
    }
    return bytes
  }

  /// `GS ( k`, functions 165, 167, 169, 180 and 181: a QR code of model 2, level M, 6 dots a module.
  static func qrCode(_ text: [UInt8]) -> [UInt8] {
    func call(_ parameters: [UInt8]) -> [UInt8] {
      [groupSeparator, 0x28, 0x6B] + word(parameters.count) + parameters
    }
    return call([49, 65, 50, 0]) + call([49, 67, 6]) + call([49, 69, 49])
      + call([49, 80, 48] + text) + call([49, 81, 48])
  }

  /// `ESC p m t1 t2`: a pulse that opens the drawer.
  ///
  /// - Parameters:
  ///   - pin: 2 or 5, the pin of the drawer connector.
  ///   - milliseconds: how long the pulse is, 2 to 510; the pause after it is twice as long.
  public static func openDrawer(pin: DrawerPin = .two, milliseconds: Int = 100) -> [UInt8] {
    let on = min(max(1, milliseconds / 2), 255)
    return [escape, 0x70, pin.rawValue, UInt8(on), UInt8(min(on * 2, 255))]
  }

  /// The pins of the drawer connector. The raw value is `m` of `ESC p`.
  public enum DrawerPin: UInt8, Sendable, Hashable, CaseIterable {
    /// Pin 2.
    case two = 0
    /// Pin 5.
    case five = 1
  }

  /// `DLE EOT n`: asks for the status, answered at once by one byte.
  public static func askStatus(_ question: PrinterStatus.Question) -> [UInt8] {
    [dataLinkEscape, endOfTransmission, question.rawValue]
  }

  /// `GS r 1`: asks for the paper sensors, answered by one byte once everything before it is done.
  public static let askPaperInOrder: [UInt8] = [groupSeparator, 0x72, 1]

  /// `GS a n`: automatic status on (drawer, on-line, error and paper changes) or off.
  public static func automaticStatus(_ isOn: Bool) -> [UInt8] {
    [groupSeparator, 0x61, isOn ? 0x0F : 0]
  }

  /// A number in two bytes, the low one first.
  static func word(_ value: Int) -> [UInt8] {
    let value = UInt16(clamping: value)
    return [UInt8(value & 0xFF), UInt8(value >> 8)]
  }
}
