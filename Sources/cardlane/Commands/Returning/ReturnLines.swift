import Loyalty

/// The lines that come back, as JSON: `line` names the sale's line, `id` means the same.
enum ReturnLines {
  /// Reads a request. Throws ``ReturnError`` with every mistake and its field.
  static func read(_ bytes: [UInt8]) throws -> ReturnRequest {
    try ReturnRequest.read(json: renamed(bytes))
  }

  /// The same document with the key `line` called `id`, every byte after it where it was, so that
  /// mistakes are found where they stand.
  private static func renamed(_ bytes: [UInt8]) -> [UInt8] {
    let (old, new) = (Array("\"line\"".utf8), Array("\"id\"  ".utf8))
    var result = bytes
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "\"") else {
        index += 1
        continue
      }
      let end = endOfString(bytes, from: index)
      if bytes[index..<end].elementsEqual(old), isKey(bytes, endingAt: end) {
        result.replaceSubrange(index..<end, with: new)
      }
      index = end
    }
    return result
  }

  /// The index after the quote that closes the string that begins at `start`.
  private static func endOfString(_ bytes: [UInt8], from start: Int) -> Int {
    var index = start + 1
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "\""): return index + 1
      default: index += 1
      }
    }
    return bytes.count
  }

  private static func isKey(_ bytes: [UInt8], endingAt end: Int) -> Bool {
    let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
    return bytes[end...].first { !blanks.contains($0) } == UInt8(ascii: ":")
  }
}
