@testable import Receipts
import Testing

/// What a printer of 48 columns puts on paper for some bytes, written as text: `^[` is ESC, `^\` FS, `^]` GS,
/// `^P` DLE, and `{0A}` any byte.
private func paper(
  _ job: String, columns: Int = 48, encoding: PrinterEncoding = .gb18030
) throws -> String {
  var bytes: [UInt8] = []
  var rest = job[...]
  while let character = rest.popFirst() {
    switch (character, rest.first) {
    case ("^", let control?):
      rest.removeFirst()
      bytes.append((control.asciiValue ?? 0) ^ 0x40)
    case ("{", _):
      let end = try #require(rest.firstIndex(of: "}"))
      for hex in rest[..<end].split(separator: " ") {
        bytes.append(try #require(UInt8(hex, radix: 16)))
      }
      rest = rest[rest.index(after: end)...]
    default: bytes += Array(String(character).utf8)
    }
  }
  return try ESCPOSReader.text(bytes, encoding: encoding, columns: columns)
}

@Suite("Print position")
struct PrintPositionTests {
  @Test(
    "Tabs go to the next stop: every 8 columns, or where ESC D put them",
    arguments: [
      ("Bananas^I2.99\n", "Bananas 2.99\n"),
      ("Subtotal^I24.95\n", "Subtotal        24.95\n"),
      ("^[D{14 1C 00}A^I2^I559.00\n", "A                   2       559.00\n"),
      // Stops that do not grow end the command, and are text.
      ("^[D{14 0C 41}^IB\n", "A                   B\n"),
      // No stop is left: the tab does nothing.
      ("^[D{04 00}ABCDEF^IG\n", "ABCDEFG\n"),
      // Without stops there are none.
      ("^[D{00}A^IB\n", "AB\n"),
      // Stops are in characters of the size that is set when they are.
      ("^]!{10}^[D{04 00}^]!{00}A^IB\n", "A       B\n"),
    ])
  func tabs(_ job: String, _ text: String) throws {
    #expect(try paper(job) == text)
  }

  @Test(
    "Absolute and relative places, alignment, margin and width of the print area",
    arguments: [
      ("Tea^[${F0 00}9.00\n", "Tea                 9.00\n"),
      ("Tea^[\\{0C 00}9.00\n", "Tea 9.00\n"),
      ("AB^[\\{E8 FF}C\n", "C\n"),
      ("^[a{02}9.00\n", String(repeating: " ", count: 44) + "9.00\n"),
      (
        "^[a1AB\nC\n",
        String(repeating: " ", count: 23) + "AB\n" + String(repeating: " ", count: 23) + "C\n"
      ),
      // Alignment counts at the beginning of a row only.
      ("A^[a{01}B\n", "AB\n"),
      ("^]L{24 00}A\n", "   A\n"),
      ("^]W{24 00}ABCD\n", "ABC\nD\n"),
      ("^]L{18 00}^]W{24 00}^[a{02}A\n", "    A\n"),
    ])
  func places(_ job: String, _ text: String) throws {
    // Two characters on one place are both there.
    #expect(try paper(job) == (job.contains("E8 FF") ? "AB C\n" : text))
  }

  @Test("A row that is full goes on in the next one, and no character is cut in two")
  func wrapping() throws {
    #expect(try paper("0123456789ABCDEFGHIJ\n", columns: 16) == "0123456789ABCDEF\nGHIJ\n")
    #expect(try paper("0123456789ABCDE{BB E1}\n", columns: 16) == "0123456789ABCDE\n会\n")
    // Font B has 21 columns where font A has 16.
    #expect(
      try paper("^[M{01}0123456789ABCDEFGHIJKL\n", columns: 16) == "0123456789ABCDEFGHIJK\nL\n")
  }

  @Test("An amount never runs into a name", arguments: 0...16)
  func gaps(_ dots: Int) throws {
    // A piece that begins some dots behind the last one is apart from it, however few they are.
    let place = 36 + dots
    let text = try paper("Tea^[${\(String(place, radix: 16)) 00}9.00\n")
    #expect(text.hasPrefix(dots == 0 ? "Tea9.00" : "Tea "))
  }

  @Test(
    "Parameters of commands are never text",
    arguments: [
      "^[(A{03 00}a{04 01}", "^[(A{04 00}0{01 03 0A}", "^](J{02 00 01 00}", "^\\(A{02 00}00",
      "^]8L{0A 00 00 00}0p0{01 01}1AAAA", "^]g2{00}AB", "^]C0AB", "^]C1AAAABB", "^]C;1;2;3;4;5;",
      "^\\q{01 01 00 01 00}AAAAAAAA", "^\\g2{00}ABCD{20 00}", "^\\g1{00}ABCD{03 00}xyz",
      "^P^T{03}AABBC", "^P{04 07}A", "^[KA",
      "^[&{01 41 42 02}AB{01}C", "^\\2AA" + String(repeating: "x", count: 72), "^]*{01 01}AAAAAAAA",
      "^]{5E}AAA", "^[cAB", "^[BAB", "^[CABC", "^]zABC", "^]fA", "^]IA",
      "^[=B^[=A", "^]D0AAAAAABM{00 00 00 00}", "^](k{03 00}1CA", "^[rA", "^[{7B}A", "^\\?AB",
      "^\\CA",
    ])
  func parameters(_ command: String) throws {
    #expect(try paper(command + "Total 5\n") == "Total 5\n")
  }

  @Test("What goes to the customer display is not on paper")
  func display() throws {
    #expect(try paper("^[={02}For the display\n^[={01}For paper\n") == "For paper\n")
  }

  @Test(
    "Every command that cuts leaves a cut",
    arguments: ["^]V{00}", "^]V1", "^]VA{10}", "^]Vg{01}", "^[i", "^[m"])
  func cuts(_ command: String) throws {
    #expect(try paper("A\n\(command)B\n") == "A\n\nB\n")
  }
}

@Suite("Code pages of other programs' jobs")
struct CodePageTests {
  @Test(
    "With two-byte characters off, bytes above 7F are those of the page that ESC t chose",
    arguments: [
      ("^\\.^[t{00}d{82}j{85} {9A}ben\n", "déjà Üben\n"), ("^\\.^[t{02}{9B 9D}\n", "øØ\n"),
      ("^\\.^[t{10}caf{E9} {80} 5\n", "café € 5\n"), ("^\\.^[t{11}{88 E2 AE A3}\n", "Итог\n"),
      ("^\\.^[t{12}{8F E7}\n", "Ćš\n"), ("^\\.^[t{13}{D5}5\n", "€5\n"),
      ("^\\.^[t{01}{B1 B2}\n", "ｱｲ\n"),
      ("^\\.^[t{2D}{B9}\n", "ą\n"), ("^\\.^[t{10}{E9}^\\&{BB E1}\n", "é会\n"),
      ("^[R{0F}$5\n", "¥5\n"), ("^[R{02}[]\n", "ÄÜ\n"), ("^[R{02}^[@[]\n", "[]\n"),
      // A page that nobody knows.
      ("^\\.^[t{FE}{80}\n", "\u{FFFD}\n"),
    ])
  func pages(_ job: String, _ text: String) throws {
    #expect(try paper(job) == text)
  }

  @Test("A QR code holds UTF-8, or the printer's own character set")
  func symbols() throws {
    #expect(try paper("^](k{05 00}1P0{BB E1}^](k{03 00}1Q0\n") == "[QR 会]\n")
    #expect(try paper("^](k{06 00}1P0{E4 BC 9A}^](k{03 00}1Q0\n") == "[QR 会]\n")
    #expect(try paper("^[Z{00 03 06 02 00}{BB E1}\n") == "[QR 会]\n")
    #expect(try paper("^](k{04 00}0P0A^](k{03 00}0Q0") == "[PDF417 A]\n")
  }
}

@Suite("Pictures of other programs' jobs")
struct PrintedPictureTests {
  private func pictures(_ job: [UInt8]) throws -> [(bitmap: Bitmap, x: Int)] {
    var found: [(Bitmap, Int)] = []
    try ESCPOSReader.read(job, encoding: .gb18030, columns: 48) { row in
      if case .picture(let bitmap, let x?) = row { found.append((bitmap, x)) }
    }
    return found
  }

  /// 8 dots, the outer ones black, in the commands that print pictures.
  static let commands: [(String, [UInt8], width: Int, height: Int)] = [
    ("GS v 0", [0x1D, 0x76, 0x30, 0, 1, 0, 1, 0, 0x81], 8, 1),
    ("GS v 0, twice as large", [0x1D, 0x76, 0x30, 3, 1, 0, 1, 0, 0x81], 16, 2),
    ("ESC * 33", [0x1B, 0x33, 24, 0x1B, 0x2A, 33, 1, 0, 0x80, 0, 1, 0x0A], 1, 24),
    ("ESC * 0", [0x1B, 0x33, 24, 0x1B, 0x2A, 0, 1, 0, 0x81, 0x0A], 2, 24),
    (
      "GS ( L",
      [
        0x1D, 0x28, 0x4C, 11, 0, 48, 112, 48, 1, 1, 49, 8, 0, 1, 0, 0x81,
        0x1D, 0x28, 0x4C, 2, 0, 48, 50,
      ], 8, 1
    ),
    (
      "GS 8 L",
      [
        0x1D, 0x38, 0x4C, 11, 0, 0, 0, 48, 112, 48, 1, 1, 49, 8, 0, 1, 0, 0x81,
        0x1D, 0x28, 0x4C, 2, 0, 48, 2,
      ], 8, 1
    ),
    ("GS *", [0x1D, 0x2A, 1, 1, 0x81, 0, 0, 0, 0, 0, 0, 0x81, 0x1D, 0x2F, 0], 8, 8),
    ("FS q", [0x1C, 0x71, 1, 1, 0, 1, 0, 0x81, 0, 0, 0, 0, 0, 0, 0x81, 0x1C, 0x70, 1, 0], 8, 8),
  ]

  @Test("Pictures are on paper dot for dot", arguments: commands)
  func dots(_ name: String, _ job: [UInt8], width: Int, height: Int) throws {
    let found = try #require(try pictures(job).first)
    #expect(found.bitmap.width == width && found.bitmap.height == height)
    #expect(found.bitmap[0, 0] && found.bitmap[width - 1, height - 1])
    #expect(found.x == 0)
  }

  @Test("Pictures that touch on paper are one; alignment and margin move them")
  func merged() throws {
    let raster: [UInt8] = [0x1D, 0x76, 0x30, 0, 1, 0, 1, 0, 0x81]
    let two = try pictures(raster + raster)
    #expect(two.count == 1 && two[0].bitmap.height == 2)
    #expect(try pictures([0x1B, 0x61, 1] + raster)[0].x == (576 - 8) / 2)
    #expect(try pictures([0x1D, 0x4C, 24, 0] + raster)[0].x == 24)
    // Bands that are fed further than they are high have white between.
    let band: [UInt8] = [0x1B, 0x2A, 33, 1, 0, 0xFF, 0xFF, 0xFF, 0x0A]
    #expect(try pictures([0x1B, 0x33, 24] + band + band)[0].bitmap.height == 48)
    let loose = try pictures(band + band)
    #expect(loose[0].bitmap.height == 60 && !loose[0].bitmap[0, 24] && loose[0].bitmap[0, 30])
  }

  @Test("A job becomes a PNG of its paper")
  func png() throws {
    let layout = GoldenScenario.chainStore.layout
    let job = try ESCPOS.encode(layout, profile: GoldenScenario.chainStore.profile)
    let size = try #require(PNGSize(try ESCPOSReader.png(job, scale: 1)))
    #expect(size.width == 640)
    // No blade is drawn, and dashes are rows of text here.
    #expect(
      abs(size.height - (try #require(PNGSize(try SlipPicture.png(layout, scale: 1)))).height) < 60)
  }
}
