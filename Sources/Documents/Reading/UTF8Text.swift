import Wording

/// Bytes to text, with the place of the first byte that is none.
package enum UTF8Text {
  /// The text without its byte order mark; `nil` when the bytes are not UTF-8, with the reason in `log`.
  package static func decode(_ bytes: [UInt8], into log: MistakeLog) -> String? {
    if var text = String(validating: bytes, as: UTF8.self) {
      if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
      return text
    }
    let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    log.add(
      "invalidText", path: "", place: firstBadPlace(bytes),
      isUTF16
        ? .init(
          zhHans: "文件是 UTF-16，不是 UTF-8。", zhHant: "檔案是 UTF-16，不是 UTF-8。",
          en: "The file is UTF-16, not UTF-8.")
        : .init(
          zhHans: "此处不是有效的 UTF-8 文本。", zhHant: "此處不是有效的 UTF-8 文字。",
          en: "This is not valid UTF-8."),
      suggestion: .init(
        zhHans: "请在编辑器中另存为 UTF-8。", zhHant: "請在編輯器中另存為 UTF-8。",
        en: "Save the file as UTF-8 in the editor."))
    return nil
  }

  private static func firstBadPlace(_ bytes: [UInt8]) -> Place {
    var place = Place(line: 1, column: 1)
    var index = 0
    while index < bytes.count {
      let length: Int
      switch bytes[index] {
      case ..<0x80: length = 1
      case 0xC2..<0xE0: length = 2
      case 0xE0..<0xF0: length = 3
      case 0xF0..<0xF5: length = 4
      default: return place
      }
      let end = index + length
      guard end <= bytes.count,
        length == 1 || String(validating: bytes[index..<end], as: UTF8.self) != nil
      else { return place }
      if bytes[index] == 0x0A {
        place = Place(line: place.line + 1, column: 1)
      } else {
        place.column += 1
      }
      index = end
    }
    return place
  }
}
