import BusinessCalendar
import Documents
import Loyalty
import TestSupport
import Testing
import Wording

@Suite("Reading a sale from JSON")
struct SaleReadingTests {
  static let good = """
    {"id":"S1","store":"S01","lane":"L1","date":"2026-11-20",
     "lines":[{"id":"1","name":"茶","quantity":2,"unitPrice":"5.00","kind":"regular"}],
     "member":{"id":"M1","level":"vip","points":[{"earned":"2026-01-01","expires":"2026-12-31","remaining":5}]}}
    """

  @Test("A small sale is read, with defaults for what may be left out")
  func minimal() throws {
    let sale = try Sale.read(json: Self.good)
    #expect(sale.lines[0].quantity == Quantity(2))
    #expect(sale.lines[0].unitPrice == yuan("5.00"))
    #expect(sale.member?.accumulatedPoints == 0)
    #expect(!sale.waivesDiscount && !sale.confirmations.identityCard)
  }

  @Test(
    "Each mistake is named by its code and its field's path",
    arguments: [
      ("\"store\":", "\"stroe\":", "unknownKey", "stroe"),
      ("\"store\":\"S01\",", "", "missingField", "store"),
      ("\"store\":", "\"store\":\"S02\",\"store\":", "duplicateKey", "store"),
      ("\"id\":\"1\",", "\"id\":\"1\",\"id\":\"1\",", "duplicateKey", "lines[0].id"),
      (",\"kind\":\"regular\"", "", "missingField", "lines[0].kind"),
      ("\"regular\"", "\"sale\"", "unknownValue", "lines[0].kind"),
      ("\"quantity\":2", "\"quantity\":-2", "invalidQuantity", "lines[0].quantity"),
      ("\"quantity\":2", "\"quantity\":0", "invalidQuantity", "lines[0].quantity"),
      ("\"quantity\":2", "\"quantity\":\"1.2345\"", "invalidQuantity", "lines[0].quantity"),
      ("\"quantity\":2", "\"quantity\":1e3", "invalidQuantity", "lines[0].quantity"),
      ("\"quantity\":2", "\"quantity\":9999999999", "invalidQuantity", "lines[0].quantity"),
      ("\"quantity\":2", "\"quantity\":null", "missingField", "lines[0].quantity"),
      ("\"5.00\"", "\"5.001\"", "invalidAmount", "lines[0].unitPrice"),
      ("\"5.00\"", "5.00", "wrongType", "lines[0].unitPrice"),
      ("\"5.00\"", "\"-5.00\"", "outOfRange", "lines[0].unitPrice"),
      ("\"5.00\"", "\"1,000.00\"", "invalidAmount", "lines[0].unitPrice"),
      ("\"5.00\"", "\"\"", "invalidAmount", "lines[0].unitPrice"),
      ("\"5.00\"", "\"5.\"", "invalidAmount", "lines[0].unitPrice"),
      ("\"5.00\"", "\"9999999999.00\"", "outOfRange", "lines[0].unitPrice"),
      ("2026-11-20", "2026-02-29", "invalidDate", "date"),
      ("2026-11-20", "20.11.2026", "invalidDate", "date"),
      ("\"remaining\":5", "\"remaining\":-5", "outOfRange", "member.points[0].remaining"),
      ("\"remaining\":5", "\"remaining\":\"5\"", "wrongType", "member.points[0].remaining"),
      ("\"remaining\":5", "\"remaining\":5.5", "outOfRange", "member.points[0].remaining"),
      ("\"level\":\"vip\",", "", "missingField", "member.level"),
      ("\"lane\":\"L1\"", "\"lane\":\"L1\",\"time\":\"10:15\"", "invalidTime", "time"),
      ("\"lane\":\"L1\"", "\"lane\":\"L1\",\"time\":\"25:15:00Z\"", "invalidTime", "time"),
      ("\"lane\":\"L1\"", "\"lane\":\"L1\",\"confirm\":{\"id\":true}", "unknownKey", "confirm.id"),
      ("\"lane\":\"L1\"", "\"lane\":\"L1\",\"waiveDiscount\":\"no\"", "wrongType", "waiveDiscount"),
      ("\"lane\":\"L1\"", "\"lane\":\"\"", "invalidText", "lane"),
      ("\"id\":\"S1\"", "\"id\":\" \"", "invalidText", "id"),
      ("\"id\":\"S1\"", "\"id\":\"a\\nb\"", "invalidText", "id"),
      ("\"id\":\"S1\"", "\"id\":1", "wrongType", "id"),
      ("\"lines\":[", "\"card\":{\"trust\":\"sure\"},\"lines\":[", "unknownValue", "card.trust"),
      ("\"lines\":[", "\"card\":{\"late\":true},\"lines\":[", "unknownKey", "card.late"),
      (
        "\"lines\":[", "\"specialTenders\":[{\"kind\":\"voucher\",\"amount\":\"-1\"}],\"lines\":[",
        "outOfRange", "specialTenders[0].amount"
      ),
      (
        "\"lines\":[", "\"specialTenders\":[{\"kind\":\"gift card\",\"amount\":\"1\"}],\"lines\":[",
        "invalidText", "specialTenders[0].kind"
      ),
      (
        "\"lines\":[", "\"counterPromotions\":[{\"counter\":\"C\",\"rate\":0.8}],\"lines\":[",
        "wrongType", "counterPromotions[0].rate"
      ),
      ("\"lines\":[", "\"redeemPoints\":1.5,\"lines\":[", "outOfRange", "redeemPoints"),
      ("\"lines\":[", "\"redeemPoints\":-1,\"lines\":[", "outOfRange", "redeemPoints"),
      ("\"5.00\"", "\"5.00\",\"unitCost\":\"-1\"", "outOfRange", "lines[0].unitCost"),
      ("\"lane\":\"L1\"", "\"lane\":\"L\\u0007\"", "invalidText", "lane"),
      ("\"lines\":[", "\"lines\":{}, \"x\":[", "wrongType", "lines"),
    ])
  func mistakes(old: String, new: String, code: String, path: String) {
    #expect(Self.good.contains(old))
    let error = #expect(throws: SaleError.self) {
      try Sale.read(json: Self.good.replacing(old, with: new))
    }
    #expect(error?.nature == .input)
    #expect(error?.code == "invalidSale")
    #expect(
      error?.mistakes.contains { $0.code == code && $0.path == path } == true,
      "\(error?.message.english ?? "")")
  }

  @Test("All mistakes come in one error, in the order of the text, with line and column")
  func allAtOnce() {
    let bad = """
      {"id":"S1","store":"S01","lane":"L1","date":"2026-13-01",
       "lines":[{"id":"1","name":"茶","quantity":-1,"unitPrice":"5.001","kind":"x"}],
       "extra":1}
      """
    let error = #expect(throws: SaleError.self) { try Sale.read(json: bad) }
    #expect(
      error?.mistakes.map(\.path) == [
        "date", "lines[0].quantity", "lines[0].unitPrice", "lines[0].kind", "extra",
      ])
    #expect(error?.mistakes.map(\.line) == [1, 2, 2, 2, 3])
    #expect(error?.mistakes[1].column == 43)
  }

  @Test("A mistyped key is answered with the right one")
  func suggestion() {
    let error = #expect(throws: SaleError.self) {
      try Sale.read(json: Self.good.replacing("unitPrice", with: "unit_price"))
    }
    let told = error?.mistakes.first { $0.code == "unknownKey" }
    #expect(told?.suggestion?[.english] == "Did you mean \"unitPrice\"?")
    #expect(told?.suggestion?[.simplifiedChinese] == "是否要写“unitPrice”？")
  }

  @Test("Of two fields that are as near, the one that is missing was meant")
  func missingFieldGuessed() {
    let text = #"{"id":"1","store":"S","lane":"L","date":"2026-11-20","line":[]}"#
    let error = #expect(throws: SaleError.self) { try Sale.read(json: text) }
    let guess = error?.mistakes.first { $0.path == "line" }?.suggestion?.english
    #expect(guess?.contains("\"lines\"") == true)
  }

  @Test("A line id may be used once only")
  func duplicateLine() {
    let line = #"{"id":"1","name":"茶","quantity":1,"unitPrice":"1","kind":"regular"}"#
    let text = #"{"id":"S","store":"S","lane":"L","date":"2026-11-20","lines":["#
    let error = #expect(throws: SaleError.self) {
      try Sale.read(json: text + line + "," + line + "]}")
    }
    #expect(error?.mistakes.map(\.path) == ["lines[1].id"])
  }

  @Test("A sale without lines is refused")
  func noLines() {
    let error = #expect(throws: SaleError.self) {
      try Sale.read(
        json: #"{"id":"S","store":"S","lane":"L","date":"2026-11-20","lines":[]}"#)
    }
    #expect(error?.mistakes.map(\.code) == ["numberOfLines"])
  }

  @Test("S4: a business date that contradicts the sale is refused")
  func businessDate() throws {
    #expect(try Sale.read(json: Self.good, businessDate: day("2026-11-20")).id == "S1")
    let error = #expect(throws: SaleError.self) {
      try Sale.read(json: Self.good, businessDate: day("2026-11-21"))
    }
    #expect(error?.mistakes.map(\.code) == ["contradictingDate"])
    #expect(error?.nature == .input)
  }

  @Test(
    "S3: amounts with fewer decimals are equal, and quantities may have three",
    arguments: [
      ("\"5.00\"", "\"5\""), ("\"5.00\"", "\"5.0\""), ("\"quantity\":2", "\"quantity\":\"2.000\""),
      ("\"quantity\":2", "\"quantity\":2.0"),
    ])
  func equalAmounts(old: String, new: String) throws {
    #expect(
      try Sale.read(json: Self.good.replacing(old, with: new)) == Sale.read(json: Self.good))
  }

  @Test(
    "Text that is not JSON gets an answer with a place, never a crash",
    arguments: [
      "", " ", "{", "}", "[", "nul", "{\"id\"}", "{\"id\":1,}", "[1,]", "\"", "\"\\u12\"",
      "\"\\x\"",
      "\"\\ud800\"", "01", "-", "1.", "1e", "{\"a\":1}x", "\"\u{7}\"", "{'a':1}",
    ])
  func notJSON(text: String) {
    let error = #expect(throws: SaleError.self) { try Sale.read(json: text) }
    #expect(error?.mistakes.first?.code == "invalidJSON")
    #expect(error?.mistakes.first?.line == 1)
  }

  @Test("Nesting without end and bytes that are not UTF-8 are refused")
  func hostile() {
    let deep = String(repeating: "[", count: 200_000)
    #expect(throws: SaleError.self) { try Sale.read(json: deep) }
    let error = #expect(throws: SaleError.self) { try Sale.read(json: [0x7B, 0xFF, 0x7D]) }
    #expect(error?.mistakes.first?.code == "invalidText")
  }

  @Test("Any cut or changed byte of a sale is read or refused, never a crash")
  func mutations() {
    let bytes = Array(InterfaceExampleTests.sale.utf8)
    var generator = SplitMix64(seed: 7)
    var accepted = 0
    for _ in 0..<3_000 {
      var copy = bytes
      for _ in 0...Int.random(in: 0..<3, using: &generator) {
        copy[Int.random(in: 0..<copy.count, using: &generator)] =
          UInt8.random(in: 0...255, using: &generator)
      }
      copy.removeLast(Int.random(in: 0..<20, using: &generator) == 0 ? 30 : 0)
      if let sale = try? Sale.read(json: copy) {
        accepted += 1
        _ = try? Programs.departmentStore.quote(sale)
      }
    }
    #expect(accepted < 3_000)
  }

  @Test("Characters beyond the basic plane are read from escapes")
  func surrogates() throws {
    let sale = try Sale.read(json: Self.good.replacing("茶", with: "\\ud842\\udfb7\\u8336"))
    #expect(sale.lines[0].name == "𠮷茶")
  }
}
