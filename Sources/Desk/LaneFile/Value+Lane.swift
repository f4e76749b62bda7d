import Documents
import Foundation
import Wording

extension Value {
  /// What was read, with its place; `nil` where the reading left a mistake.
  func placed<Content>(_ read: (Value) -> Content?) -> Placed<Content>? {
    read(self).map { Placed($0, line: place.line, column: place.column) }
  }

  /// Text that names a place on the machine: up to 4,095 bytes, no control characters.
  func pathText() -> String? {
    guard let text = scalar([.quoted, .plain]) else {
      wrongType(Sentence(zhHans: "路径或地址", zhHant: "路徑或位址", en: "a path or an address"))
      return nil
    }
    let isVisible = text.unicodeScalars.allSatisfy {
      $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
    }
    guard isVisible, (1...4095).contains(text.utf8.count), text.first != " ", text.last != " "
    else {
      refuse(
        "invalidText",
        Sentence(
          zhHans: "路径须为 1 至 4095 个字节，不含控制字符，首尾没有空格。",
          zhHant: "路徑須為 1 至 4095 個位元組，不含控制字元，首尾沒有空格。",
          en: "A path has 1 to 4095 bytes, no control characters, and no blank at its ends."))
      return nil
    }
    return text
  }

  /// A time zone that the machine knows.
  func timeZone() -> TimeZone? {
    guard let text = text() else { return nil }
    if let zone = TimeZone(identifier: text) { return zone }
    let guess = Spelling.closest(to: text, among: TimeZone.knownTimeZoneIdentifiers)
    refuse(
      "unknownTimeZone",
      Sentence(
        zhHans: "没有“\(text)”这个时区。", zhHant: "沒有「\(text)」這個時區。",
        en: "There is no time zone \"\(text)\"."),
      suggestion: guess.map {
        Sentence(
          zhHans: "是否要写“\($0)”？", zhHant: "是否要寫「\($0)」？", en: "Did you mean \"\($0)\"?")
      }
        ?? Sentence(
          zhHans: "请写成 Asia/Shanghai。", zhHant: "請寫成 Asia/Shanghai。",
          en: "Write it like Asia/Shanghai."))
    return nil
  }
}
