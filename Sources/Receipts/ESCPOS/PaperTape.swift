/// The bytes of a job with the state that a printer would be in.
struct PaperTape {
  let bytes: [UInt8]
  let transcoder: Transcoder
  private var position = 0
  private var rows: [LayoutRow] = []
  private var row = PrintedRow()
  private var size = TextSize.normal
  private var isBold = false
  private var isTwoByte = true
  private var qrCode: String?

  init(bytes: [UInt8], transcoder: Transcoder) {
    self.bytes = bytes
    self.transcoder = transcoder
  }

  mutating func read() -> [LayoutRow] {
    while let byte = next() {
      switch byte {
      case 0x0A: endRow()
      case 0x0D, 0x00..<0x10: break
      case 0x10: realTime()
      case 0x1B: escape()
      case 0x1C: kanji()
      case 0x1D: group()
      case 0x20..<0x7F: put(Character(Unicode.Scalar(byte)))
      case 0x80...0xFF: high(byte)
      default: break
      }
    }
    if !row.isEmpty { endRow() }
    return rows
  }

  // MARK: Bytes

  private mutating func next() -> UInt8? {
    guard position < bytes.count else { return nil }
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func skip(_ count: Int) {
    position = min(bytes.count, position + max(0, count))
  }

  private mutating func word() -> Int {
    let low = Int(next() ?? 0)
    return low | Int(next() ?? 0) << 8
  }

  private mutating func take(_ count: Int) -> [UInt8] {
    let end = min(bytes.count, position + max(0, count))
    defer { position = end }
    return Array(bytes[position..<end])
  }

  // MARK: Text

  private mutating func put(_ character: Character) {
    row.put(character, size: size, isBold: isBold)
  }

  /// The first byte of a character of two; a broken one shows as U+FFFD.
  private mutating func high(_ byte: UInt8) {
    guard isTwoByte, position < bytes.count, bytes[position] >= 0x30 else {
      put("\u{FFFD}")
      return
    }
    // GB 18030's four-byte codes have a digit as their second byte.
    let length = bytes[position] < 0x40 ? 3 : 1
    let rest = Array(bytes[position..<min(bytes.count, position + length)])
    guard let character = transcoder.character(of: [byte] + rest) else {
      put("\u{FFFD}")
      return
    }
    skip(rest.count)
    // Codes of control characters and of the private use area are shown as such.
    for shown in SafeText.clean(String(character)) { put(shown) }
  }

  private mutating func endRow() {
    rows.append(.text(row.textRow))
    row = PrintedRow()
  }

  /// A picture or a code stands on rows of its own.
  private mutating func add(_ other: LayoutRow) {
    if !row.isEmpty { endRow() }
    rows.append(other)
  }

  // MARK: Commands

  private mutating func realTime() {
    switch next() {
    case 0x04: skip(1)
    case 0x05: skip(1)
    case 0x14: skip(3)
    default: break
    }
  }

  private mutating func escape() {
    switch next() {
    case 0x40:
      (size, isBold, isTwoByte, qrCode) = (.normal, false, true, nil)
    case 0x45, 0x47: isBold = (next() ?? 0) & 1 == 1
    case 0x21:
      let mode = next() ?? 0
      isBold = mode & 0x08 != 0
      size = mode & 0x20 != 0 ? .double : mode & 0x10 != 0 ? .tall : .normal
    case 0x64: feed(next())
    case 0x4A:
      skip(1)
      if !row.isEmpty { endRow() }
    case 0x2A:
      let mode = next() ?? 0
      let height = mode >= 32 ? 3 : 1
      // A band that the bytes do not hold whole is shown as wide as it is.
      let width = take(word() * height).count / height
      add(.picture(Bitmap(width: width, height: height * 8)))
      // The line feed that prints the band belongs to it.
      if position < bytes.count, bytes[position] == 0x0A { skip(1) }
    case 0x44: while let byte = next(), byte != 0 {}
    case 0x70: skip(3)
    case 0x24, 0x5C, 0x63: skip(2)
    case 0x57: skip(8)
    case 0x26: defineCharacters()
    case 0x20, 0x25, 0x2D, 0x33, 0x3D, 0x3F, 0x4D, 0x52, 0x54, 0x56, 0x61, 0x72, 0x74, 0x75, 0x76,
      0x7B:
      skip(1)
    default: break
    }
  }

  private mutating func feed(_ count: UInt8?) {
    if !row.isEmpty { endRow() }
    for _ in 0..<Int(min(count ?? 0, 40)) { rows.append(.text(TextRow())) }
  }

  /// `ESC & y c1 c2`: each character has its width and `y` bytes a dot column.
  private mutating func defineCharacters() {
    let height = Int(next() ?? 0)
    let first = Int(next() ?? 0)
    let last = Int(next() ?? 0)
    guard first <= last else { return }
    for _ in first...last { skip(height * Int(next() ?? 0)) }
  }

  private mutating func kanji() {
    switch next() {
    case 0x26: isTwoByte = true
    case 0x2E: isTwoByte = false
    case 0x21, 0x2D, 0x43, 0x57: skip(1)
    case 0x53: skip(2)
    case 0x32: skip(2 + 72)
    case 0x70: skip(2)
    case 0x28:
      skip(1)
      skip(word())
    default: break
    }
  }

  private mutating func group() {
    switch next() {
    case 0x21:
      let mode = next() ?? 0
      size = mode & 0x70 != 0 ? .double : mode & 0x07 != 0 ? .tall : .normal
    case 0x56:
      if let mode = next(), mode == 65 || mode == 66 || mode == 97 || mode == 98 { skip(1) }
      add(.cut)
    case 0x76: raster()
    case 0x28: extended()
    case 0x6B: barcode()
    case 0x2A:
      let columns = Int(next() ?? 0)
      skip(columns * 8 * Int(next() ?? 0))
    case 0x4C, 0x57, 0x50, 0x24, 0x5C: skip(2)
    case 0x42, 0x48, 0x61, 0x62, 0x66, 0x68, 0x72, 0x77, 0x2F, 0x49, 0x45: skip(1)
    case 0x38:
      skip(1)
      let length = word() | word() << 16
      skip(length)
    default: break
    }
  }

  private mutating func raster() {
    guard next() == 0x30 else { return }
    skip(1)
    let width = word()
    let height = word()
    let content = take(width * height)
    // A picture that the bytes do not hold whole is shown as large as it is.
    let shown = width > 0 ? content.count / width : 0
    add(.picture(Bitmap(width: min(width, 512) * 8, height: shown)))
  }

  /// `GS ( x pL pH …`; of these only QR codes leave a mark on paper here.
  private mutating func extended() {
    let function = next()
    let content = take(word())
    guard function == 0x6B, content.count >= 2, content[0] == 49 else { return }
    if content[1] == 80 { qrCode = String(decoding: content.dropFirst(3), as: UTF8.self) }
    if content[1] == 81, let text = qrCode {
      add(.qrCode(SafeText.clean(text)))
      // The line feed after the symbol belongs to it.
      if position < bytes.count, bytes[position] == 0x0A { skip(1) }
    }
  }

  /// `GS k m …`: a bar code, ended by zero (m up to 6) or with its length (m from 65).
  private mutating func barcode() {
    let kind = next() ?? 0
    var content: [UInt8] = []
    if kind >= 65 {
      content = take(Int(next() ?? 0))
    } else {
      while let byte = next(), byte != 0 { content.append(byte) }
    }
    row.put(
      contentsOf: SafeText.clean("[bar code \(String(decoding: content, as: UTF8.self))]"))
    endRow()
  }
}
