import BusinessCalendar
import Documents
import Loyalty
import Testing
import Wording

@Suite("Reading a quote from JSON")
struct QuoteReadingTests {
  @Test("Every quote of random sales survives being written and read")
  func roundTrip() throws {
    for (index, program) in Programs.all.enumerated() {
      var sales = RandomSales(seed: 500 + UInt64(index))
      for number in 0..<150 {
        let quote = try program.quote(sales.sale(program, member: number % 4 != 0))
        let json = quote.json(language: .english, program: program)
        let read = try Quote.read(json: json)
        #expect(read == quote)
      }
    }
  }

  @Test("Every prompt survives being written and read", arguments: ComparisonTests.topics)
  func prompts(topic: Prompt.Topic) throws {
    var quote = try Programs.chainStore.quote(sale([line("1.00")], member: vip()))
    quote.prompts = [Prompt(topic, rule: .b(7))]
    quote.memberLines = [
      .greeting(familyName: "王", title: ""), .notice(quote.prompts[0]),
      .nextLevel(id: "gold", missing: 500, counted: .spentInPeriod, rule: .c(1)),
      .pending(points: 5, registerBy: day("2026-12-01")),
    ]
    #expect(try Quote.read(json: quote.json(language: .simplifiedChinese)) == quote)
  }

  @Test(
    "Amounts that do not add up, and missing or malformed fields, are refused by path",
    arguments: [
      ("\"due\":\"88.00\"", "\"due\":\"87.00\"", "due"),
      ("\"net\":\"88.00\"", "\"net\":\"87.00\"", "lines[0]"),
      ("\"gross\":\"100.00\",\"discount\"", "\"gross\":\"101.00\",\"discount\"", "gross"),
      ("\"saleId\":\"L1-1\",", "", "saleId"),
      ("\"earned\":88", "\"earned\":\"88\"", "points.earned"),
      ("\"rules\":[\"A9\"]", "\"rules\":[\"9\"]", "lines[0].rules[0]"),
    ])
  func refused(old: String, new: String, path: String) throws {
    let quote = try Programs.chainStore.quote(sale([line("100.00")], member: vip()))
    let json = quote.json(language: .english)
    #expect(json.contains(old))
    let error = #expect(throws: QuoteError.self) {
      try Quote.read(json: json.replacing(old, with: new))
    }
    #expect(error?.mistakes.contains { $0.path == path } == true, "\(error?.message.english ?? "")")
  }

  @Test("What a service says beyond the known fields and codes is left aside")
  func unknown() throws {
    let quote = try Programs.chainStore.quote(sale([line("100.00")], member: vip()))
    let json = quote.json(language: .english)
      .replacing(
        "\"prompts\":[", with: "\"more\":1,\"prompts\":[{\"code\":\"sing\",\"rule\":\"A1\"},"
      )
      .replacing("\"receiptLines\":[", with: "\"receiptLines\":[{\"kind\":\"song\"},")
    #expect(try Quote.read(json: json) == quote)
  }
}
