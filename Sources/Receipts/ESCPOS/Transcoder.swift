import CPangoCairo

/// Turns graphemes into bytes of a printer's character set and back, by the system's iconv.
///
/// Not shared between threads.
@safe final class Transcoder {
  private let toPrinter: GIConv
  private let fromPrinter: GIConv
  private var known: [Character: [UInt8]?] = [:]
  private var read: [UInt64: Character?] = [:]

  /// Opens the conversion both ways.
  init(_ encoding: PrinterEncoding) throws(RenderingError) {
    let name = encoding.rawValue
    // Only names of character sets: no iconv suffixes such as //TRANSLIT, which would print `?`.
    guard !name.isEmpty, name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x2F }) else {
      throw .encodingUnavailable(encoding)
    }
    let failed = unsafe GIConv(bitPattern: -1)
    guard let out = unsafe g_iconv_open(name, "UTF-8"), unsafe out != failed else {
      throw .encodingUnavailable(encoding)
    }
    guard let back = unsafe g_iconv_open("UTF-8", name), unsafe back != failed else {
      unsafe g_iconv_close(out)
      throw .encodingUnavailable(encoding)
    }
    unsafe toPrinter = out
    unsafe fromPrinter = back
  }

  deinit {
    unsafe g_iconv_close(toPrinter)
    unsafe g_iconv_close(fromPrinter)
  }

  /// The bytes of one grapheme, or `nil` when the printer's set lacks it.
  ///
  /// A printer draws one byte in one column and two bytes in two; a character whose columns and bytes
  /// differ would push the row out of shape and counts as lacking. So do GB 18030's four-byte codes,
  /// which receipt printers do not hold.
  func bytes(of character: Character) -> [UInt8]? {
    if let ascii = character.asciiValue { return (0x20..<0x7F).contains(ascii) ? [ascii] : nil }
    if let found = known[character] { return found }
    let bytes = unsafe Self.convert(Array(String(character).utf8), toPrinter)
    let fits =
      bytes.map { $0.count == 2 && $0[0] >= 0x81 && CellWidth.of(character) == 2 } ?? false
    let result = fits ? bytes : nil
    known[character] = .some(result)
    return result
  }

  /// The bytes of a text, or `nil` when the printer's set lacks any of its graphemes.
  func bytes(of text: String) -> [UInt8]? {
    var result: [UInt8] = []
    for character in text {
      guard let bytes = bytes(of: character) else { return nil }
      result += bytes
    }
    return result
  }

  /// The character of one, two or four bytes, or `nil` when they are none.
  func character(of bytes: some Collection<UInt8>) -> Character? {
    guard bytes.count <= 4 else { return nil }
    let key = bytes.reduce(UInt64(bytes.count)) { $0 << 8 | UInt64($1) }
    if let found = read[key] { return found }
    let text = unsafe Self.convert(Array(bytes), fromPrinter)
    let decoded = text.map { String(decoding: $0, as: UTF8.self) }
    let character = decoded.flatMap { $0.count == 1 ? $0.first : nil }
    read[key] = .some(character)
    return character
  }

  /// A text in the printer's set; what is broken in it is U+FFFD.
  func text(of bytes: [UInt8]) -> String {
    var text = ""
    var rest = bytes[...]
    while let first = rest.first {
      let length = first < 0x80 ? 1 : rest.byte(1) < 0x40 ? 4 : 2
      let character =
        first < 0x80 ? Character(Unicode.Scalar(first)) : self.character(of: rest.prefix(length))
      text.append(character ?? "\u{FFFD}")
      rest = rest.dropFirst(character == nil ? 1 : length)
    }
    return text
  }

  private static func convert(_ input: [UInt8], _ converter: GIConv) -> [UInt8]? {
    var input = input.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: 64)
    var written = 0
    let isWhole = unsafe input.withUnsafeMutableBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        var from = source.baseAddress
        var to = target.baseAddress
        var left = gsize(source.count)
        var room = gsize(target.count)
        // Back to the first state, in case an earlier character was broken.
        unsafe g_iconv(converter, nil, nil, nil, nil)
        let replaced = unsafe g_iconv(converter, &from, &left, &to, &room)
        written = target.count - Int(room)
        return replaced == 0 && left == 0
      }
    }
    return isWhole ? output.prefix(written).map { UInt8(bitPattern: $0) } : nil
  }
}
