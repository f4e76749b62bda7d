/// Writes compact JSON with keys in the order in which they are given: the same content always gives
/// the same bytes.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []
  private var needsComma = false

  package init() {}

  /// What was written.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func key(_ key: String) {
    separate()
    string(key)
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func raw(_ text: some StringProtocol) { bytes.append(contentsOf: text.utf8) }

  private mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x0A: raw("\\n")
      case 0x0D: raw("\\r")
      case 0x09: raw("\\t")
      case 0..<0x20, 0x7F:
        let digits = Array("0123456789abcdef".utf8)
        raw("\\u00")
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func nest(_ open: UInt8, _ close: UInt8, _ fill: (inout JSONWriter) -> Void) {
    bytes.append(open)
    needsComma = false
    fill(&self)
    bytes.append(close)
    needsComma = true
  }

  /// A whole document, or an item of a list.
  package mutating func object(_ fill: (inout JSONWriter) -> Void) {
    separate()
    nest(UInt8(ascii: "{"), UInt8(ascii: "}"), fill)
  }

  package mutating func object(_ name: String, _ fill: (inout JSONWriter) -> Void) {
    key(name)
    nest(UInt8(ascii: "{"), UInt8(ascii: "}"), fill)
  }

  package mutating func list<Item>(
    _ name: String, _ items: some Sequence<Item>, _ write: (inout JSONWriter, Item) -> Void
  ) {
    key(name)
    nest(UInt8(ascii: "["), UInt8(ascii: "]")) { writer in
      for item in items { write(&writer, item) }
    }
  }

  package mutating func item(_ text: String) {
    separate()
    string(text)
  }

  package mutating func text(_ name: String, _ value: String?) {
    key(name)
    if let value { string(value) } else { raw("null") }
  }

  package mutating func number(_ name: String, _ value: Int64?) {
    key(name)
    raw(value.map(String.init) ?? "null")
  }

  package mutating func flag(_ name: String, _ value: Bool) {
    key(name)
    raw(value ? "true" : "false")
  }
}
