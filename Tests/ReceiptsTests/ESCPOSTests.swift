import Receipts
import Testing
import Wording

@Suite("ESC/POS")
struct ESCPOSTests {
  private func bytes(
    _ lines: [ReceiptLine], profile: PrinterProfile = .chinese80,
    language: Language = .simplifiedChinese
  ) throws -> [UInt8] {
    try ESCPOS.encode(
      Layout(
        Receipt(number: "1", language: language, lines: lines), columns: profile.columns),
      profile: profile)
  }

  private func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
    bytes.indices.contains { bytes[$0...].starts(with: part) }
  }

  @Test("A job begins with reset, two-byte mode, first code page, ASCII, line spacing")
  func prologue() throws {
    #expect(
      try bytes([]) == [
        0x1B, 0x40, 0x1C, 0x26, 0x1B, 0x74, 0x00, 0x1B, 0x52, 0x00, 0x1B, 0x33, 30,
      ])
  }

  @Test("Chinese goes out as one run of GB 18030: 会员折扣 8.8折 is BBE1D4B1D5DBBFDB20382E38D5DB")
  func gb18030() throws {
    let run: [UInt8] = [
      0xBB, 0xE1, 0xD4, 0xB1, 0xD5, 0xDB, 0xBF, 0xDB, 0x20, 0x38, 0x2E, 0x38, 0xD5, 0xDB, 0x0A,
    ]
    #expect(contains(try bytes([.text("会员折扣 8.8折")]), run))
  }

  @Test("Traditional Chinese goes out as Big5: 會員 is B77C ADFB, ￥ is A244")
  func big5() throws {
    let job = try bytes(
      [.text("會員¥5")], profile: .traditional80, language: .traditionalChinese)
    #expect(contains(job, [0xB7, 0x7C, 0xAD, 0xFB, 0xA2, 0x44, 0x35, 0x0A]))
  }

  @Test("The yuan sign goes out as A3A4 in GB 18030")
  func yuanSign() throws {
    #expect(contains(try bytes([.text("¥5")]), [0xA3, 0xA4, 0x35, 0x0A]))
  }

  @Test(
    "A character that the printer's set lacks makes its row a picture, never a question mark",
    arguments: ["㐂乐", "𠮷先生", "生日🎂", "Ångström ǹ", "e\u{301}", "한국", "☕"])
  func missing(_ name: String) throws {
    let job = try bytes([.text(name)])
    #expect(contains(job, [0x1D, 0x76, 0x30, 0x00, 72, 0, 30, 0]))
    #expect(!job.prefix(20).contains(UInt8(ascii: "?")))
    #expect(try ESCPOSReader.text(job) == "[picture 576x30]\n")
    // There is ink in the picture.
    #expect(job.dropFirst(13 + 8).contains { $0 != 0 })
  }

  @Test("A simplified character on a Big5 printer is a picture, its traditional form is text")
  func foreignCharacter() throws {
    #expect(contains(try bytes([.text("会员")], profile: .traditional80), [0x1D, 0x76, 0x30]))
    #expect(!contains(try bytes([.text("會員")], profile: .traditional80), [0x1D, 0x76, 0x30]))
  }

  @Test("A printer without GS v 0 gets bands of 24 dots")
  func bands() throws {
    let profile = PrinterProfile(name: "old", pictures: .bands, drawsQRCodes: false)
    let job = try bytes([.text("㐂")], profile: profile)
    #expect(contains(job, [0x1B, 0x33, 24, 0x1B, 0x2A, 33, 0x40, 0x02]))
    #expect(!contains(job, [0x1D, 0x76, 0x30]))
    #expect(try ESCPOSReader.text(job) == "[picture 576x24]\n")
  }

  @Test("Feed and cut: GS V 66 n partial, GS V 65 n full, feeds alone without a cutter")
  func cut() throws {
    #expect(try bytes([.cut]).suffix(4) == [0x1D, 0x56, 66, 90])
    #expect(
      try bytes([.cut], profile: PrinterProfile(name: "x", cutter: .full)).suffix(4)
        == [0x1D, 0x56, 65, 90])
    #expect(try bytes([.cut], profile: .chinese58).suffix(4) == [30, 0x0A, 0x0A, 0x0A])
  }

  @Test("A QR code goes out by GS ( k; a printer without it gets a picture")
  func qrCode() throws {
    let job = try bytes([.qrCode("https://例.cn")])
    #expect(contains(job, [0x1D, 0x28, 0x6B, 17, 0, 49, 80, 48] + Array("https://例.cn".utf8)))
    #expect(contains(job, [0x1D, 0x28, 0x6B, 3, 0, 49, 81, 48]))
    #expect(try ESCPOSReader.text(job) == "[QR https://例.cn]\n")
    let profile = PrinterProfile(name: "x", drawsQRCodes: false)
    #expect(contains(try bytes([.qrCode("x")], profile: profile), [0x1D, 0x76, 0x30]))
  }

  @Test("A text too long for a QR code is refused, on every printer", arguments: [true, false])
  func longQRCode(_ draws: Bool) {
    let profile = PrinterProfile(name: "x", drawsQRCodes: draws)
    #expect {
      try bytes([.qrCode(String(repeating: "x", count: 2332))], profile: profile)
    } throws: { ($0 as? RenderingError)?.kind == .qrCodeTooLong }
  }

  @Test("The drawer opens by ESC p with its pin and its pulse")
  func drawer() {
    #expect(ESCPOSCommand.openDrawer() == [0x1B, 0x70, 0, 50, 100])
    #expect(ESCPOSCommand.openDrawer(pin: .five, milliseconds: 2000) == [0x1B, 0x70, 1, 255, 255])
    #expect(ESCPOSCommand.openDrawer(milliseconds: -1) == [0x1B, 0x70, 0, 1, 2])
  }

  @Test(
    "A character set that the system does not know is an error in three languages",
    arguments: ["KLINGON", "", "GB18030//TRANSLIT", "GB\u{0}"])
  func unknownEncoding(_ name: String) {
    let profile = PrinterProfile(name: "x", encoding: PrinterEncoding(rawValue: name))
    #expect {
      try bytes([.text("x")], profile: profile)
    } throws: { error in
      guard let error = error as? RenderingError else { return false }
      return error.code == "encodingUnavailable"
        && Language.allCases.allSatisfy { !error.message[$0].isEmpty }
    }
  }

  @Test("Size and weight are taken back after their row")
  func styles() throws {
    let job = try bytes([.text("应付", TextStyle(size: .double, bold: true)), .text("x")])
    #expect(
      job.suffix(25)
        == [
          0x1B, 0x33, 60, 0x1B, 0x45, 1, 0x1D, 0x21, 0x11, 0xD3, 0xA6, 0xB8, 0xB6, 0x1D, 0x21, 0,
          0x0A,
          0x1B, 0x33, 30, 0x1B, 0x45, 0, UInt8(ascii: "x"), 0x0A,
        ])
  }
}

@Suite("Printer status")
struct PrinterStatusTests {
  @Test("DLE EOT answers set what they tell")
  func answers() {
    var status = PrinterStatus()
    status.apply(0x1A, to: .printer)
    status.apply(0x16, to: .offlineCause)
    status.apply(0x1A, to: .errorCause)
    status.apply(0x1E, to: .paper)
    #expect(!status.isOnline && status.isCoverOpen && status.hasCutterError)
    #expect(status.paper == .nearEnd)
    status.apply(0x72, to: .paper)
    #expect(status.paper == .out)
    #expect(!status.isReady)
  }

  @Test("A byte without the fixed bits is no answer and changes nothing")
  func fixedBits() {
    for byte in UInt8.min...UInt8.max {
      for question in PrinterStatus.Question.allCases {
        var status = PrinterStatus()
        let isAnswer = status.apply(byte, to: question)
        #expect(isAnswer == (byte & 0x93 == 0x12))
        if !isAnswer { #expect(status == PrinterStatus()) }
      }
    }
  }

  @Test("Automatic status is four bytes with their fixed bits")
  func automatic() throws {
    #expect(PrinterStatus(automatic: [0x10, 0, 0, 0]) == PrinterStatus())
    let trouble = try #require(PrinterStatus(automatic: [0x38, 0x08, 0x0C, 0x0F]))
    #expect(!trouble.isOnline && trouble.isCoverOpen && trouble.hasCutterError)
    #expect(trouble.paper == .out)
    #expect(PrinterStatus(automatic: [0x10, 0, 0x03, 0])?.paper == .nearEnd)
    for broken: [UInt8] in [
      [], [0x10, 0, 0], [0x12, 0, 0, 0], [0x10, 0x80, 0, 0], [0x10, 0, 0, 0x10],
    ] {
      #expect(PrinterStatus(automatic: broken) == nil)
    }
  }

  @Test("The ordered answer tells the paper alone")
  func ordered() {
    #expect(PrinterStatus.orderedPaper(0x00) == .enough)
    #expect(PrinterStatus.orderedPaper(0x03) == .nearEnd)
    #expect(PrinterStatus.orderedPaper(0x0F) == .out)
    #expect(PrinterStatus.orderedPaper(0x12) == nil)
    #expect(PrinterStatus.orderedPaper(0x80) == nil)
  }
}
