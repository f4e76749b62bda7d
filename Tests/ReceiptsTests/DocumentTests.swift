import Documents
import Receipts
import Testing
import Wording

@Suite("Documents")
struct DocumentTests {
  @Test("A receipt that is stored and read again is the same", arguments: GoldenScenario.all)
  func roundTrip(_ scenario: GoldenScenario) throws {
    let json = try ReceiptDocument.encode(scenario.receipt)
    #expect(try ReceiptDocument.decode(json) == scenario.receipt)
    #expect(try ReceiptDocument.encode(try ReceiptDocument.decode(json)) == json)
  }

  @Test("A receipt that could not be read again is refused when it is written")
  func tooLong() throws {
    let lines = Array(repeating: ReceiptLine.text(String(repeating: "x", count: 1000)), count: 4100)
    let receipt = Receipt(number: "1", language: .english, lines: lines)
    #expect {
      try ReceiptDocument.encode(receipt)
    } throws: { ($0 as? RenderingError)?.kind == .slipTooLong }
    let shorter = Receipt(number: "1", language: .english, lines: Array(lines.prefix(3800)))
    #expect(try ReceiptDocument.decode(ReceiptDocument.encode(shorter)) == shorter)
    #expect {
      try ReceiptDocument.encode(shorter, leaving: ReceiptDocument.roomForChanges)
    } throws: { ($0 as? RenderingError)?.kind == .slipTooLong }
  }

  @Test("A picture is stored with its size and its dots")
  func picture() throws {
    var bitmap = Bitmap(width: 9, height: 2)
    bitmap[8, 1] = true
    let receipt = Receipt(
      number: "1", language: .english, lines: [.picture(bitmap), .feed(2), .rule(.double)])
    #expect(try ReceiptDocument.decode(try ReceiptDocument.encode(receipt)) == receipt)
  }

  @Test(
    "A document that is no receipt is refused with the field",
    arguments: [
      ("{", ""), ("[]", ""), (#"{"number":"1"}"#, "language"),
      (#"{"number":"1","language":"xx","copy":"merchant","reprint":0,"lines":[]}"#, "language"),
      (
        #"{"number":"1","language":"en","copy":"merchant","reprint":0,"lines":[{"type":"dance"}]}"#,
        "type"
      ),
      (
        #"{"number":"1","language":"en","copy":"merchant","reprint":0,"lines":[{"type":"picture","bitmap":{"width":9,"height":1,"rows":"00"}}]}"#,
        "rows"
      ),
      (
        #"{"number":"1","language":"en","copy":"merchant","reprint":0,"lines":[{"type":"signature","block":{"label":"x","statement":"y","state":"captured","drawing":{"width":0,"height":1,"strokes":[]}}}]}"#,
        "drawing"
      ),
    ])
  func refused(_ json: String, _ field: String) {
    #expect {
      try ReceiptDocument.decode(json.utf8)
    } throws: { error in
      guard let error = error as? RenderingError else { return false }
      return error.kind == .badDocument && error.nature == .input
        && (field.isEmpty || error.message[.english].contains(field))
    }
  }

  @Test(
    "A printer profile is read from JSON or YAML; what makes no sense is refused with its field")
  func profiles() throws {
    let json = #"""
      {"name":"kitchen","columns":42,"dots":512,"lineSpacing":34,"encoding":"GBK","cutter":"full",
       "feedBeforeCut":2,"status":"realTime","pictures":"bands","drawsQRCodes":false,"drawer":"pin5"}
      """#
    let yaml = """
      name: kitchen   # the one by the stove
      columns: 42
      dots: 512
      lineSpacing: 34
      encoding: GBK
      cutter: full
      feedBeforeCut: 2
      status: realTime
      pictures: bands
      drawsQRCodes: false
      drawer: pin5

      """
    let profile = try PrinterProfile.read(json.utf8)
    #expect(profile.columns == 42 && profile.encoding == .gbk)
    #expect(try PrinterProfile.read(yaml.utf8) == profile)
    for (from, to, field) in [
      ("42", "4", "columns"), ("512", "12", "dots"), ("34", "3", "lineSpacing"),
      ("Cut: 2", "Cut: 99", "feedBeforeCut"), ("full", "chop", "cutter"),
      ("pin5", "pin6", "drawer"), ("pictures", "picture", "picture"),
      ("status", "# status", "status"), ("GBK", "KLINGON", "encoding"),
    ] {
      let broken = yaml.replacing(from, with: to)
      #expect {
        try PrinterProfile.read(broken.utf8, file: "kitchen.yaml")
      } throws: { ($0 as? DocumentError)?.mistakes.contains { $0.path.contains(field) } == true }
    }
    for profile in PrinterProfile.all { #expect(PrinterProfile.named(profile.name) == profile) }
  }
}
