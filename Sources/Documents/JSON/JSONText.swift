import Wording

/// A strict reader of JSON (RFC 8259) that keeps numbers as text and refuses duplicate keys.
///
/// Foundation's reader turns numbers into doubles and silently drops duplicate keys; both would let
/// a wrong amount pass. Depth is limited to 64, so no input can exhaust the stack.
package struct JSONText {
  package static let deepest = 64

  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  /// The column of an earlier position on this line; places are counted on from it.
  private var counted = (position: 0, column: 1)
  private let log: MistakeLog

  /// Reads a document; `nil` when it is not JSON, with the reason in `log`.
  package static func read(_ bytes: [UInt8], into log: MistakeLog) -> DocumentNode? {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      // It says where.
      _ = UTF8Text.decode(bytes, into: log)
      return nil
    }
    var reader = JSONText(bytes: bytes, log: log)
    // A byte order mark may be passed over (RFC 8259, section 8.1).
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      reader.position = 3
      reader.counted = (3, 1)
    }
    do throws(Broken) {
      let node = try reader.value(path: "", depth: 0)
      reader.skipSpace()
      guard reader.position == bytes.count else { throw reader.broken("end of the document") }
      return node
    } catch {
      let place = error.place
      log.add(
        "invalidJSON", path: error.path, place: place,
        .init(
          zhHans: "不是有效的 JSON：此处应为 \(error.expected)。",
          zhHant: "不是有效的 JSON：此處應為 \(error.expected)。",
          en: "This is not valid JSON: expected \(error.expected)."))
      return nil
    }
  }

  private init(bytes: [UInt8], log: MistakeLog) {
    self.bytes = bytes
    self.log = log
  }

  private struct Broken: Error {
    var expected: String
    var place: Place
    var path: String
  }

  private mutating func broken(_ expected: String, path: String = "") -> Broken {
    Broken(expected: expected, place: place(), path: path)
  }

  private mutating func place() -> Place {
    // Columns count scalars: continuation bytes of UTF-8 do not.
    let end = max(counted.position, min(position, bytes.count))
    for index in counted.position..<end where bytes[index] & 0xC0 != 0x80 { counted.column += 1 }
    counted.position = end
    return Place(line: line, column: counted.column)
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next {
      switch byte {
      case 0x20, 0x09, 0x0D: position += 1
      case 0x0A:
        position += 1
        line += 1
        counted = (position, 1)
      default: return
      }
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func value(path: String, depth: Int) throws(Broken) -> DocumentNode {
    skipSpace()
    guard depth <= Self.deepest else { throw broken("less nesting than \(Self.deepest)") }
    let start = place()
    switch next {
    case UInt8(ascii: "{"): return try object(path: path, depth: depth, start: start)
    case UInt8(ascii: "["): return try array(path: path, depth: depth, start: start)
    case UInt8(ascii: "\""):
      return DocumentNode(content: .scalar(try string(), .quoted), place: start)
    case UInt8(ascii: "t"):
      try word("true")
      return DocumentNode(content: .scalar("true", .flag), place: start)
    case UInt8(ascii: "f"):
      try word("false")
      return DocumentNode(content: .scalar("false", .flag), place: start)
    case UInt8(ascii: "n"):
      try word("null")
      return DocumentNode(content: .null, place: start)
    case UInt8(ascii: "-"), .some(0x30...0x39):
      return DocumentNode(content: .scalar(try number(), .number), place: start)
    default: throw broken("a value", path: path)
    }
  }

  private mutating func object(
    path: String, depth: Int, start: Place
  ) throws(Broken) -> DocumentNode {
    position += 1
    var members: [DocumentNode.Member] = []
    var seen: Set<String> = []
    skipSpace()
    if take(UInt8(ascii: "}")) {
      return DocumentNode(content: .mapping([]), place: start)
    }
    repeat {
      skipSpace()
      let keyPlace = place()
      guard next == UInt8(ascii: "\"") else { throw broken("a key in quotes", path: path) }
      let key = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw broken(":", path: path) }
      let keyPath = path.isEmpty ? key : path + "." + key
      let member = try value(path: keyPath, depth: depth + 1)
      if seen.insert(key).inserted {
        members.append(.init(key: key, place: keyPlace, value: member))
      } else {
        log.add(.duplicateKey(key, path: keyPath, place: keyPlace))
      }
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw broken(", or }", path: path) }
    return DocumentNode(content: .mapping(members), place: start)
  }

  private mutating func array(
    path: String, depth: Int, start: Place
  ) throws(Broken) -> DocumentNode {
    position += 1
    var items: [DocumentNode] = []
    skipSpace()
    if take(UInt8(ascii: "]")) {
      return DocumentNode(content: .sequence([]), place: start)
    }
    repeat {
      items.append(try value(path: path + "[\(items.count)]", depth: depth + 1))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw broken(", or ]", path: path) }
    return DocumentNode(content: .sequence(items), place: start)
  }

  private mutating func word(_ word: StaticString) throws(Broken) {
    for byte in word.description.utf8 where !take(byte) { throw broken(word.description) }
  }

  private mutating func number() throws(Broken) -> String {
    let start = position
    _ = take(UInt8(ascii: "-"))
    let leading = next
    let whole = digits()
    guard whole > 0, leading != UInt8(ascii: "0") || whole == 1 else { throw broken("a number") }
    if take(UInt8(ascii: ".")), digits() == 0 { throw broken("a digit") }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard digits() > 0 else { throw broken("a digit") }
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
    return position - start
  }

  private mutating func string() throws(Broken) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20:
        position -= 1
        throw broken("no control character in a string")
      default: text.append(byte)
      }
    }
    throw broken("\"")
  }

  private mutating func escape(into text: inout [UInt8]) throws(Broken) {
    guard let byte = next else { throw broken("an escape") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      var code = try fourHex()
      if (0xD800..<0xDC00).contains(code) {
        guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
          throw broken("the second half of a surrogate pair")
        }
        let low = try fourHex()
        guard (0xDC00..<0xE000).contains(low) else {
          throw broken("the second half of a surrogate pair")
        }
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw broken("a Unicode character") }
      text.append(contentsOf: Array(String(Character(scalar)).utf8))
    default: throw broken("an escape that exists")
    }
  }

  private mutating func fourHex() throws(Broken) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw broken("four hexadecimal digits")
      }
      position += 1
      code = code << 4 | UInt32(digit)
    }
    return code
  }
}
