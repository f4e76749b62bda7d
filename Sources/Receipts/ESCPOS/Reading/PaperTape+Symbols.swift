extension PaperTape {
  /// `GS k`: a bar code, named by its content.
  mutating func put(barcode content: some Sequence<UInt8>) {
    finishRow()
    put(text: "[bar code \(String(decoding: Array(content), as: UTF8.self))]")
    endRow()
  }

  /// `GS ( k cn fn …`: two-dimensional symbols; their content is stored first and printed then.
  mutating func symbol(_ data: ArraySlice<UInt8>) {
    switch (data.byte(0), data.byte(1)) {
    case (_, 80): qrCode = Array(data.behind(3))
    case (49, 81): put(qrCode: qrCode[...])
    case (let kind, 81):
      finishRow()
      let names = [48: "PDF417", 50: "MaxiCode", 51: "GS1 DataBar", 52: "GS1", 53: "Aztec"]
      put(text: "[\(names[kind] ?? "Data Matrix") \(text(of: qrCode))]")
      endRow()
    default: break
    }
  }

  /// A QR code; the line feed behind it belongs to it.
  mutating func put(qrCode content: ArraySlice<UInt8>) {
    let text = SafeText.clean(text(of: Array(content)))
    if text.utf8.count <= QRCode.capacity {
      add(.qrCode(text))
    } else {
      finishRow()
      put(text: "[QR \(text)]")
      endRow()
    }
    endsSymbol = true
  }

  /// Programs write UTF-8 into symbols, or what they print elsewhere.
  private func text(of content: [UInt8]) -> String {
    String(validating: content, as: UTF8.self) ?? transcoder.text(of: content)
  }

  // MARK: Pictures that are kept

  mutating func keep(_ bitmap: Bitmap, as name: String) { kept[name] = bitmap }

  /// Prints a picture that was kept; one that the job did not bring itself is named.
  mutating func putKept(_ name: String, x: Int = 1, y: Int = 1) {
    if let bitmap = kept[name] {
      put(bitmap.stretched(x: x, y: y))
    } else {
      finishRow()
      put(text: "[picture in the printer's memory: \(name)]")
      endRow()
    }
  }

  /// `GS ( L` and `GS 8 L`, from `m` on.
  mutating func graphics(_ data: ArraySlice<UInt8>) {
    let color = data.behind(2)
    switch data.byte(1) {
    // Print what was stored by 112 or 113.
    case 2, 50:
      guard let bitmap = kept.removeValue(forKey: Self.buffer) else { return }
      put(bitmap)
    // a bx by c xL xH yL yH: a raster, or columns.
    case 112:
      store(
        PrintedPicture.raster(color.behind(8), width: color.word(4), height: color.word(6)), color)
    case 113:
      store(
        PrintedPicture.columns(color.behind(8), width: color.word(4), height: color.word(6)), color)
    // a kc1 kc2 b xL xH yL yH c: kept under a key, for 69 and 85.
    case 67, 83:
      keep(
        PrintedPicture.raster(color.behind(9), width: color.word(4), height: color.word(6)),
        as: Self.key(color.behind(1)))
    case 69, 85: putKept(Self.key(color), x: min(color.byte(2), 2), y: min(color.byte(3), 2))
    default: break
    }
  }

  private static let buffer = "GS ( L"

  private mutating func store(_ bitmap: Bitmap, _ data: ArraySlice<UInt8>) {
    keep(
      bitmap.stretched(x: data.byte(1) == 2 ? 2 : 1, y: data.byte(2) == 2 ? 2 : 1), as: Self.buffer)
  }

  private static func key(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.prefix(2), as: UTF8.self)
  }
}
