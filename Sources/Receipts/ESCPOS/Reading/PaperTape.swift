/// The paper as it comes out of a printer, with the state that the printer is in.
///
/// Places are in dots of the print head. What a command does to the paper is a function of
/// ``ReadCommand``; here is what all of them share.
struct PaperTape {
  /// How characters look.
  var look = Look()
  /// Which characters bytes are.
  var characters = Characters()
  /// Where things are printed.
  var place: Place
  /// Whether the printer, and not the customer display alone, hears what comes (`ESC =`).
  var isSelected = true
  /// Whether a page is put together instead of rows (page mode).
  var isPage = false

  let transcoder: Transcoder
  let width: Int
  var row = PrintedRow()
  var x = 0
  var codePages: [UInt8: [Character]] = [:]
  var kept: [String: Bitmap] = [:]
  var qrCode: [UInt8] = []
  private var rows: [LayoutRow] = []
  /// The picture that still grows: bands and rasters that touch are one on paper.
  private var picture: (bitmap: Bitmap, x: Int)?
  private var blankRows = 0
  /// Whether a symbol has just been printed: the line feed behind it belongs to it.
  var endsSymbol = false

  /// How characters look. The sizes of one-byte and two-byte characters are set apart by `FS !`.
  struct Look {
    var size = CharacterSize()
    var twoByteSize = CharacterSize()
    var isBold = false
    /// Font B: 9 dots a column instead of 12.
    var isNarrow = false
    var spacing = 0
    var twoByteSpacing = 0
  }

  /// Which characters bytes are.
  struct Characters {
    var isTwoByte = true
    /// `n` of `ESC t n`.
    var page: UInt8 = 0
    /// `n` of `ESC R n`.
    var nation = 0
  }

  /// Where things are printed.
  struct Place {
    var leftMargin = 0
    var width: Int
    var alignment = TextAlignment.leading
    var tabs = Array(stride(from: 8 * Dots.column, to: 33 * 8 * Dots.column, by: 8 * Dots.column))
    var lineSpacing = Dots.row
    /// Horizontal motion units (`GS P`); 0 is one dot each.
    var unitsPerInch = 0
  }

  init(width: Int, transcoder: Transcoder) {
    self.width = width
    self.transcoder = transcoder
    place = Place(width: width)
  }

  /// Takes what the bytes begin with: a character or a command.
  ///
  /// - Returns: how many bytes that were.
  mutating func take(_ bytes: ArraySlice<UInt8>) -> Int {
    guard let first = bytes.first else { return 0 }
    let isBehindSymbol = endsSymbol
    endsSymbol = false
    if let prefix = ReadCommand.Prefix(rawValue: first) {
      guard isSelected || prefix == .esc && bytes.byte(1) == UInt8(ascii: "=") else { return 1 }
      guard let command = ReadCommand.named(bytes) else { return 2 }
      let rest = bytes.dropFirst(command.name.count)
      let length = min(max(0, command.length.count(rest)), rest.count)
      command.effect?(&self, rest.prefix(length))
      return command.name.count + length
    }
    guard isSelected else { return 1 }
    switch first {
    case 0x09: tab()
    case 0x0A: if !isBehindSymbol { endRow() }
    case 0x0C: endPage()
    case 0x18: if isPage { row = PrintedRow() }
    case 0x20..<0x7F: put(NationalSet.character(first, nation: characters.nation), cells: 1)
    case 0x80...: return putHigh(bytes)
    default: break
    }
    return 1
  }

  /// The rows that are finished and were not taken yet.
  mutating func takeRows() -> [LayoutRow] {
    guard !rows.isEmpty else { return [] }
    defer { rows.removeAll(keepingCapacity: true) }
    return rows
  }

  /// The end of the bytes.
  mutating func finish() {
    finishRow()
    flushPicture()
  }

  /// `ESC @`: as after switching on; what was not printed yet is forgotten.
  mutating func initialize() {
    (look, characters, place) = (Look(), Characters(), Place(width: width))
    (row, x, isPage, isSelected, qrCode) = (PrintedRow(), 0, false, true, [])
    kept["GS *"] = nil
  }

  // MARK: Rows

  /// A line feed, or another way of moving on by so many dots.
  mutating func endRow(feeding dots: Int? = nil) {
    let offset = place.leftMargin + slack(row.end)
    let band = row.band(limit: Bitmap.limit.width)
    if let band {
      put(
        band.bitmap, at: offset + band.x, rowHeight: row.hasText ? nil : dots ?? place.lineSpacing)
    }
    if row.hasText || band == nil { emit(.text(row.textRow(at: offset))) }
    (row, x) = (PrintedRow(), 0)
  }

  /// Ends a row that has something on it.
  mutating func finishRow() {
    if !row.isEmpty { endRow() }
  }

  /// Something that stands on rows of its own.
  mutating func add(_ other: LayoutRow) {
    finishRow()
    emit(other)
  }

  private mutating func emit(_ row: LayoutRow) {
    flushPicture()
    if case .text(let text) = row, text.segments.isEmpty { blankRows += 1 } else { blankRows = 0 }
    rows.append(row)
  }

  /// What alignment puts in front of something so wide.
  private func slack(_ width: Int) -> Int {
    let left = max(0, place.width - width)
    switch place.alignment {
    case .leading: return 0
    case .center: return left / 2
    case .trailing: return left
    }
  }

  // MARK: Feeding

  /// The longest stretch of blank paper that is shown as long as it was.
  static let longestFeed = 40

  /// `ESC d`: the row, and so many lines in all.
  mutating func feed(lines: Int) {
    var lines = lines
    if !row.isEmpty {
      endRow()
      lines -= 1
    }
    for _ in 0..<max(0, min(lines, Self.longestFeed - blankRows)) { emit(.text(TextRow())) }
  }

  /// `ESC J`: the row, and so many dots.
  mutating func feed(dots: Int) {
    if row.isEmpty || row.hasText {
      feed(lines: max(row.isEmpty ? 0 : 1, dots / Dots.row))
    } else {
      endRow(feeding: dots)
    }
  }

  mutating func cut() { add(.cut) }

  // MARK: Pages

  /// Another height on the page: what stood there is a row. Heights themselves are not kept.
  mutating func movePage() {
    if isPage { finishRow() }
  }

  mutating func endPage() {
    finishRow()
    isPage = false
  }

  // MARK: Pictures

  /// A picture on rows of its own, where alignment puts it.
  mutating func put(_ bitmap: Bitmap) {
    finishRow()
    let bitmap = bitmap.cropped(to: place.width)
    put(bitmap, at: place.leftMargin + slack(bitmap.width), rowHeight: nil)
  }

  /// A band of dots on the row.
  mutating func put(band bitmap: Bitmap) {
    let bitmap = bitmap.cropped(to: place.width - x)
    row.put(bitmap, at: x)
    x += bitmap.width
  }

  /// - Parameter rowHeight: from the top of this picture to that of what comes next; `nil` when it
  ///   follows at once.
  private mutating func put(_ bitmap: Bitmap, at x: Int, rowHeight: Int?) {
    guard bitmap.width > 0, bitmap.height > 0 else { return }
    var bitmap = bitmap
    if let rowHeight, rowHeight > bitmap.height {
      bitmap.append(Bitmap(width: bitmap.width, height: rowHeight - bitmap.height))
    }
    if let last = picture, last.x == x, last.bitmap.width == bitmap.width,
      last.bitmap.height + bitmap.height <= Bitmap.limit.height
    {
      picture?.bitmap.append(bitmap)
    } else {
      flushPicture()
      picture = (bitmap, x)
    }
  }

  private mutating func flushPicture() {
    guard let last = picture else { return }
    picture = nil
    blankRows = 0
    rows.append(.picture(last.bitmap, x: last.x))
  }
}
