extension PaperTape {
  /// The dots of a half-width character in the font that is chosen.
  var cellWidth: Int { look.isNarrow ? Dots.narrowColumn : Dots.column }

  /// Prints a character; one that has no room left begins a row.
  ///
  /// - Parameters:
  ///   - cells: how many half-width characters wide it is.
  ///   - isTwoByte: whether it came as two bytes, which have a size of their own.
  mutating func put(_ character: Character, cells: Int, isTwoByte: Bool = false) {
    let size = isTwoByte ? look.twoByteSize : look.size
    let spacing = isTwoByte ? look.twoByteSpacing : look.spacing
    let isNarrow = look.isNarrow && !isTwoByte
    let cell = isNarrow ? Dots.narrowColumn : Dots.column
    let width = (cells * cell + spacing) * size.wide
    if x + width > place.width, x > 0 { endRow() }
    row.put(
      character, at: x, width: width, cells: cells, size: size.textSize, isBold: look.isBold,
      isNarrow: isNarrow)
    x += width
  }

  /// Prints text that a printer adds by itself.
  mutating func put(text: String) {
    for character in SafeText.clean(text) { put(character, cells: CellWidth.of(character)) }
  }

  /// A byte above 7F: the first of a character of two or four, or one of the code page.
  ///
  /// - Returns: how many bytes it took; a broken one shows as U+FFFD.
  mutating func putHigh(_ bytes: ArraySlice<UInt8>) -> Int {
    guard characters.isTwoByte else {
      put(codePage(characters.page)[bytes.byte(0) - 0x80], cells: 1)
      return 1
    }
    // GB 18030's four-byte codes have a digit as their second byte.
    let length = bytes.byte(1) < 0x40 ? 4 : 2
    guard bytes.byte(1) >= 0x30, let character = transcoder.character(of: bytes.prefix(length))
    else {
      put("\u{FFFD}", cells: 1)
      return 1
    }
    // Codes of control characters and of the private use area are shown as such.
    for shown in SafeText.clean(String(character)) {
      put(shown, cells: CellWidth.of(shown), isTwoByte: true)
    }
    return min(length, bytes.count)
  }

  private mutating func codePage(_ number: UInt8) -> [Character] {
    if let known = codePages[number] { return known }
    let page = CodePage.characters(number)
    codePages[number] = page
    return page
  }
}

/// How many times as wide and as high as normal characters are.
struct CharacterSize: Equatable {
  var wide = 1
  var high = 1

  /// The nearest of the sizes that slips have.
  var textSize: TextSize { wide > 1 ? .double : high > 1 ? .tall : .normal }
}
