/// Names of files that are made of what others chose, such as a receipt number.
public enum FileName {
  /// How many bytes the name may have that a text becomes, so that the name of a copy and of its form fit
  /// behind it into the 255 bytes of a file's name.
  static let longest = 200

  /// Whether a text can be the beginning of a file's name.
  public static func fits(_ text: String) -> Bool { of(text).utf8.count <= longest }

  /// A text as the name of one file in a folder, never a way out of it: what separates folders, a leading dot
  /// and control characters are written as `%` and two hexadecimal digits, as is `%` itself, so that different
  /// texts stay different names.
  public static func of(_ text: String) -> String {
    var name: [UInt8] = []
    for (index, byte) in text.utf8.enumerated() {
      let isPlain =
        byte >= 0x20 && byte != 0x7F && byte != UInt8(ascii: "/") && byte != UInt8(ascii: "%")
        && (index > 0 || byte != UInt8(ascii: "."))
      if isPlain {
        name.append(byte)
      } else {
        name.append(UInt8(ascii: "%"))
        for digit in [byte >> 4, byte & 15] {
          name.append(digit < 10 ? 0x30 + digit : 0x41 + digit - 10)
        }
      }
    }
    return String(decoding: name, as: UTF8.self)
  }
}
