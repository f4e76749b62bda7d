/// The code pages of `ESC t n`, by the numbers of Epson's command reference.
enum CodePage {
  /// The characters of 80 to FF; what a page does not have, and pages that the system does not know,
  /// are U+FFFD.
  static func characters(_ number: UInt8) -> [Character] {
    let unknown: [Character] = Array(repeating: "\u{FFFD}", count: 128)
    if number == katakana { return halfWidthKatakana }
    guard let name = names[number] else { return unknown }
    guard let transcoder = try? Transcoder(PrinterEncoding(rawValue: name)) else { return unknown }
    return (UInt8(0x80)...0xFF).map { byte in
      guard let character = transcoder.character(of: [byte]) else { return "\u{FFFD}" }
      let shown = SafeText.clean(String(character))
      // A control character is no character of one column.
      return shown.count == 1 ? shown.first ?? "\u{FFFD}" : "\u{FFFD}"
    }
  }

  /// Page 1, JIS X 0201 above 7F: half-width Katakana from A1 to DF.
  private static let katakana: UInt8 = 1
  private static let halfWidthKatakana: [Character] = (UInt32(0x80)...0xFF).map { byte in
    guard (0xA1...0xDF).contains(byte), let scalar = Unicode.Scalar(byte - 0xA1 + 0xFF61) else {
      return "\u{FFFD}"
    }
    return Character(scalar)
  }

  /// The pages' names in iconv.
  private static let names: [UInt8: String] = [
    0: "CP437", 2: "CP850", 3: "CP860", 4: "CP863", 5: "CP865", 11: "CP851",
    13: "CP857", 14: "CP737", 15: "ISO-8859-7", 16: "CP1252", 17: "CP866", 18: "CP852",
    19: "CP858", 21: "TIS-620", 26: "TIS-620", 33: "CP775", 34: "CP855", 35: "CP861",
    36: "CP862", 37: "CP864", 38: "CP869", 39: "ISO-8859-2", 40: "ISO-8859-15", 44: "CP1125",
    45: "CP1250", 46: "CP1251", 47: "CP1253", 48: "CP1254", 49: "CP1255", 50: "CP1256",
    51: "CP1257", 52: "CP1258", 53: "RK1048",
  ]
}

/// The international character sets of `ESC R n`: twelve places of ASCII that countries use otherwise.
enum NationalSet {
  static func character(_ byte: UInt8, nation: Int) -> Character {
    let plain = Character(Unicode.Scalar(byte))
    guard nation > 0, nation < sets.count, let place = places.firstIndex(of: plain) else {
      return plain
    }
    return sets[nation][place]
  }

  private static let places = Array("#$@[\\]^`{|}~")

  /// In the order of Epson's command reference: USA, France, Germany, UK, Denmark I, Sweden, Italy,
  /// Spain I, Japan, Norway, Denmark II, Spain II, Latin America, Korea, Slovenia and Croatia, China.
  private static let sets: [[Character]] = [
    "#$@[\\]^`{|}~", "#$à°ç§^`éùè¨", "#$§ÄÖÜ^`äöüß", "£$@[\\]^`{|}~", "#$@ÆØÅ^`æøå~",
    "#¤ÉÄÖÅÜéäöåü", "#$@°\\é^ùàòèì", "₧$@¡Ñ¿^`¨ñ}~", "#$@[¥]^`{|}~", "#¤ÉÆØÅÜéæøåü",
    "#$ÉÆØÅÜéæøåü", "#$á¡Ñ¿é`íñóú", "#$á¡Ñ¿éüíñóú", "#$@[₩]^`{|}~", "#$ŽŠĐĆČžšđćč",
    "#¥@[\\]^`{|}~",
  ].map(Array.init)
}
