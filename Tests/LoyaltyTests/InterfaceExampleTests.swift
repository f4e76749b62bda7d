import BusinessCalendar
import Loyalty
import Testing
import Wording

@Suite("The documented example of a sale and its quote")
struct InterfaceExampleTests {
  static let sale = """
    {"id":"L1-20261122-0007","store":"S01","lane":"L1","date":"2026-11-22","time":"10:15:00+08:00","cashier":"07",
     "lines":[{"id":"1","sku":"6901","name":"羊毛衫","quantity":1,"unitPrice":"559.00","kind":"regular","counter":"C3","category":"…","brand":"…","model":"…"}],
     "counterPromotions":[{"counter":"C3","rate":"0.80"}],
     "member":{"id":"M1","familyName":"王","title":"女士","level":"gold","joined":"2026-01-05","registered":"2026-01-09","birthday":"1990-11-22","points":[{"earned":"2026-03-01","expires":"2026-12-31","remaining":120}],"accumulatedPoints":120,"lastPurchase":"2026-10-30"},
     "confirm":{"identityCard":true},
     "waiveDiscount":false}
    """

  @Test("The sale is priced to the cent and written with the documented keys")
  func example() throws {
    let quote = try Programs.departmentStore.quote(Sale.read(json: Self.sale))
    let json = quote.json(language: .simplifiedChinese, program: Programs.departmentStore)
    let expected = """
      {"saleId":"L1-20261122-0007","program":{"id":"department-store","version":"2026-01"},\
      "lines":[{"id":"1","gross":"559.00","counterDiscount":"111.80","memberDiscount":"53.66",\
      "moneyOff":"0.00","net":"393.54","rules":["B3","B2"]}],\
      "gross":"559.00","discount":"165.46","due":"393.54",\
      "points":{"basis":"393.54","earned":39,"bonus":0,"pending":0,"redeemed":0,\
      "balanceAfter":159,"rules":["B5"],"steps":[{"rule":"B5","basis":"393.54","points":39}]},\
      "level":{"before":"gold","after":"gold"},\
      "prompts":[{"code":"birthdayGift","rule":"B10","text":"生日快乐！凭小票领取生日礼。"}],\
      "signatureRequired":true,\
      "explanation":[{"line":"1","rule":"B3","before":"559.00","rate":"0.80","after":"447.20"},\
      {"line":"1","rule":"B2","before":"447.20","rate":"0.88","after":"393.54"}],"receiptLines":[
      """
    #expect(json.hasPrefix(expected))
  }

  @Test("The same input gives the same bytes")
  func deterministic() throws {
    let sale = try Sale.read(json: Self.sale)
    let first = try Programs.departmentStore.quote(sale).json(language: .english)
    let again = try Programs.load("department-store").quote(Sale.read(json: Self.sale))
    #expect(again.json(language: .english) == first)
  }

  @Test("A sale survives being written and read")
  func roundTrip() throws {
    let sale = try Sale.read(json: Self.sale)
    #expect(try Sale.read(json: sale.json) == sale)
  }

  @Test(
    "The sample sales are accepted by their programs",
    arguments: ["chain-store", "department-store", "retail-loyalty"])
  func samples(name: String) throws {
    let sale = try Sale.read(json: Programs.text("examples/\(name)-sale.json"))
    let quote = try Programs.load(name).quote(sale)
    #expect(quote.due == quote.gross - quote.discount)
    #expect(quote.signatureRequired)
    #expect(try Sale.read(json: sale.json) == sale)
  }
}
