extension ReceiptLine: Codable {
  private enum Key: String, CodingKey {
    case type, text, left, right, cells, style, mark, bitmap, block, count, copy
  }

  private enum Kind: String, Codable {
    case text, pair, columns, rule, qrCode, picture, signature, copyMark, feed, drawer, cut
  }

  /// Reads a line by its `type`; a style that is left out is the plain one, and a line with a `copy` is
  /// on that copy only.
  public init(from decoder: any Decoder) throws {
    let line = try decoder.container(keyedBy: Key.self)
    let plain = try Self.plain(line)
    let copy = try line.decodeIfPresent(Receipt.Copy.self, forKey: .copy)
    self = copy.map { .only($0, plain) } ?? plain
  }

  private static func plain(_ line: KeyedDecodingContainer<Key>) throws -> ReceiptLine {
    func style() throws -> TextStyle {
      try line.decodeIfPresent(TextStyle.self, forKey: .style) ?? TextStyle()
    }
    switch try line.decode(Kind.self, forKey: .type) {
    case .text: return .text(try line.decode(String.self, forKey: .text), try style())
    case .pair:
      return .pair(
        left: try line.decode(String.self, forKey: .left),
        right: try line.decode(String.self, forKey: .right), try style())
    case .columns: return .columns(try line.decode([ReceiptCell].self, forKey: .cells), try style())
    case .rule: return .rule(try line.decode(RuleMark.self, forKey: .mark))
    case .qrCode: return .qrCode(try line.decode(String.self, forKey: .text))
    case .picture: return .picture(try line.decode(Bitmap.self, forKey: .bitmap))
    case .signature: return .signature(try line.decode(SignatureBlock.self, forKey: .block))
    case .copyMark: return .copyMark
    case .feed: return .feed(try line.decode(Int.self, forKey: .count))
    case .drawer: return .drawer
    case .cut: return .cut
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var line = encoder.container(keyedBy: Key.self)
    func encode(_ style: TextStyle) throws {
      if style != TextStyle() { try line.encode(style, forKey: .style) }
    }
    switch self {
    case .text(let text, let style):
      try line.encode(Kind.text, forKey: .type)
      try line.encode(text, forKey: .text)
      try encode(style)
    case .pair(let left, let right, let style):
      try line.encode(Kind.pair, forKey: .type)
      try line.encode(left, forKey: .left)
      try line.encode(right, forKey: .right)
      try encode(style)
    case .columns(let cells, let style):
      try line.encode(Kind.columns, forKey: .type)
      try line.encode(cells, forKey: .cells)
      try encode(style)
    case .rule(let mark):
      try line.encode(Kind.rule, forKey: .type)
      try line.encode(mark, forKey: .mark)
    case .qrCode(let text):
      try line.encode(Kind.qrCode, forKey: .type)
      try line.encode(text, forKey: .text)
    case .picture(let bitmap):
      try line.encode(Kind.picture, forKey: .type)
      try line.encode(bitmap, forKey: .bitmap)
    case .signature(let block):
      try line.encode(Kind.signature, forKey: .type)
      try line.encode(block, forKey: .block)
    case .copyMark: try line.encode(Kind.copyMark, forKey: .type)
    case .feed(let count):
      try line.encode(Kind.feed, forKey: .type)
      try line.encode(count, forKey: .count)
    case .drawer: try line.encode(Kind.drawer, forKey: .type)
    case .cut: try line.encode(Kind.cut, forKey: .type)
    case .only(let copy, let other):
      try other.encode(to: encoder)
      try line.encode(copy, forKey: .copy)
    }
  }
}

extension ReceiptCell.Width: Codable {
  /// A number of columns, or the word `rest`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let columns = try? container.decode(Int.self) {
      self = .columns(columns)
    } else if try container.decode(String.self) == "rest" {
      self = .rest
    } else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a number of columns, or \"rest\"")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .columns(let columns): try container.encode(columns)
    case .rest: try container.encode("rest")
    }
  }
}

extension Bitmap: Codable {
  private enum Key: String, CodingKey { case width, height, rows }

  /// Width, height, and the rows in hex.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let digits = Array(try container.decode(String.self, forKey: .rows).utf8)
    var bytes: [UInt8] = []
    for index in Swift.stride(from: 0, to: digits.count - 1, by: 2) {
      let pair = String(decoding: digits[index...index + 1], as: UTF8.self)
      guard let byte = UInt8(pair, radix: 16) else { break }
      bytes.append(byte)
    }
    guard digits.count == bytes.count * 2,
      let bitmap = Bitmap(
        width: try container.decode(Int.self, forKey: .width),
        height: try container.decode(Int.self, forKey: .height), bytes: bytes)
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .rows, in: container,
        debugDescription: "rows of a picture in hex, as many as its size")
    }
    self = bitmap
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(width, forKey: .width)
    try container.encode(height, forKey: .height)
    let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    try container.encode(digits, forKey: .rows)
  }
}
