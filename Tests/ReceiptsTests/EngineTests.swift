import BusinessCalendar
import Loyalty
import Receipts
import Testing
import Wording

/// The slips of quotes that the programs themselves made, beside the golden ones made by hand.
@Suite("Slips of the programs")
struct EngineTests {
  @Test(
    "Each program's quote becomes a slip with its amount due, in every language and width",
    arguments: ["chain-store", "department-store", "retail-loyalty"], Language.allCases)
  func slip(_ name: String, _ language: Language) throws {
    let program = program(name)
    let level = try #require(program.levels.first)
    let sale = Sale(
      id: "L1-20261122-0001", store: "S01", lane: "L1", date: day("2026-11-22"),
      time: "10:15:00+08:00", cashier: "07",
      lines: [
        SaleLine(
          id: "1", name: "羊毛衫", quantity: Quantity(1), unitPrice: yuan("559.00"), kind: .regular),
        SaleLine(
          id: "2", name: "衬衫", quantity: Quantity(2), unitPrice: yuan("199.00"), kind: .special),
      ],
      member: MemberSnapshot(
        id: "M1", familyName: "王", title: "女士", level: level.id, joined: day("2026-01-05"),
        registered: day("2026-01-09"), birthday: day("1990-05-22"),
        lots: [
          PointLot(earned: day("2026-03-01"), expires: day("2026-12-31"), remaining: 120)
        ], accumulatedPoints: 120))
    let quote = try RuleEngine(program).quote(sale)
    let receipt = Slip.compose(
      sale: sale, quote: quote,
      card: SlipCard(maskedNumber: "9156 **** **** 5672", year: 2026, proof: .verified),
      header: SlipHeader(storeName: "店", sale: sale), tenders: [Tender(.cash, quote.due)],
      language: language, program: program)
    for columns in [32, 48] {
      let text = PlainText.render(Layout(receipt, columns: columns))
      #expect(text.contains("￥\(quote.due)"))
      #expect(text.contains(program.levelName(level.id)[language]))
      #expect(text.contains("____________"))
      #expect(!text.contains("\n\n\n\n\n"))
    }
    #expect(receipt.signatureState == .required)
  }
}
