import Foundation
import Testing

/// What the lane tells the rules by itself: how far the card proves itself, how the sale is paid, when the
/// card came.
@Suite("The lane tells the rules of the card and of the payment")
struct TrustAndTenderTests {
  private func retail(_ passage: String = "", _ other: String = "") async throws -> Life {
    let life = try Life("retail-loyalty")
    return passage.isEmpty ? life : try life.changed(passage, to: other)
  }

  private func with(_ more: String, _ sale: String) -> String {
    sale.replacing("}]}", with: "}]," + more + "}")
  }

  @Test("A stripe spends no points where the program asks for more, whatever the till claims of it")
  func redeem() async throws {
    let life = try await retail()
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    let card = try await life.swipe(Numbers.first)
    let first = try await life.buy(life.sale("S1", "2026-01-06", "1000.00"), card).expect(0)
    #expect(first["quote", "points", "earned"] as? Int == 1000)
    let wish = with(
      #""redeemPoints":200,"card":{"trust":"high"}"#, life.sale("S2", "2026-01-07", "100.00"))
    let refused = try await life.buy(wish, card).expect(1)
    #expect(refused.errorCode == "trustTooLow")
    #expect(refused.error.contains("chip"))
    #expect(try await life.balance("M1", "2026-01-07") == 1000)
    #expect(try await life.ask("receipt", "render", "--sale", "S2").status != 0)
  }

  @Test("A program that wants more than a stripe to earn takes no stripe at all")
  func earn() async throws {
    let life = try await retail("earn: low", "earn: medium")
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    let card = try await life.swipe(Numbers.first)
    #expect(
      try await life.buy(life.sale("S1", "2026-01-06", "10.00"), card).expect(1).errorCode
        == "trustTooLow")
  }

  @Test("trust.prepaid: a stripe loads money onto the card, but does not pay from it")
  func prepaid() async throws {
    let life = try await retail()
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    let card = try await life.swipe(Numbers.first)
    try await life.buy(life.sale("T1", "2026-01-06", "100.00", kind: "prepaid"), card).expect(0)
    let sale = life.sale("S1", "2026-01-06", "60.00")
    #expect(
      try await life.buy(sale, card, "--tender", "prepaid=60.00").expect(1).errorCode
        == "trustTooLow")
    #expect(
      try await life.ask("points", "prepaid", "--member", "M1")["balance"] as? String == "100.00")
    try await life.buy(sale, card, "--tender", "cash=60.00").expect(0)
    let words = try await life.run(["program", "show", life.program, "--lang", "en"]).expect(0)
      .output
    #expect(words.contains("To pay from the card's balance, a chip or a tap is needed."))
  }

  @Test(
    "What is paid with a voucher, or with anything that is not money, earns nothing, and counts once",
    arguments: [
      ("", ["voucher=60.00", "cash=40.00"], 40), ("", ["voucher=60.00", "alipay=40.00"], 40),
      ("", ["bankCard=60.00", "weChatPay=40.00"], 100),
      (
        #""specialTenders":[{"kind":"voucher","amount":"60.00"}]"#,
        ["voucher=60.00", "cash=40.00"], 40
      ),
      (#""specialTenders":[{"kind":"voucher","amount":"60.00"}]"#, [], 40),
    ])
  func tenders(_ said: String, _ tenders: [String], _ points: Int) async throws {
    let life = try await retail()
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    let card = try await life.swipe(Numbers.first)
    let goods = life.sale("S1", "2026-01-06", "100.00")
    let sale = said.isEmpty ? goods : with(said, goods)
    let options = tenders.flatMap { ["--tender", $0] }
    let answer = try await life.run(
      [
        "checkout", "--program", life.program, "--store", "shop.db", "--sale", "-", "--keys",
        "keys.json", "--swipe", card, "--json",
      ] + options, input: sale
    ).expect(0)
    #expect(answer["quote", "points", "earned"] as? Int == points)
    #expect(try await life.balance("M1", "2026-01-06") == points)
  }

  @Test("A33: a card that the till says came after payment brings no discount and no points")
  func afterPayment() async throws {
    let life = try Life()
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    let card = try await life.swipe(Numbers.first)
    let late = with(#""card":{"afterPayment":true}"#, life.sale("S1", "2026-01-06", "100.00"))
    let answer = try await life.buy(late, card).expect(0)
    #expect(answer["quote", "due"] as? String == "100.00")
    let prompts = answer["quote", "prompts"] as? [[String: Any]] ?? []
    #expect(prompts.map { $0["code"] as? String } == ["cardAfterPayment"])
    #expect(prompts.map { $0["rule"] as? String } == ["A33"])
    #expect(answer["quote", "signatureRequired"] as? Bool == false)
    #expect(try await life.balance("M1", "2026-01-06") == 0)
    let again = try await life.buy(late, card).expect(0)
    #expect(again["repeated"] as? Bool == true)
    let slip = (answer["slips"] as? [[String: Any]])?.first?["text"] as? String
    #expect(slip?.contains("5672") == false)
  }

  @Test("C8: a return takes the referrer's credit back when the rest would not have brought it")
  func referralTakenBack() async throws {
    let life = try await retail()
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    try await life.enrol("M2", Numbers.second, joined: "2026-01-06", "--referrer", "M1").expect(0)
    let card = try await life.swipe(Numbers.second)
    try await life.buy(life.sale("S1", "2026-01-06", "60.00", quantity: 3), card).expect(0)
    #expect(try await life.balance("M1", "2026-01-06") == 500)
    try await life.giveBack("S1", "1", "R1", "2026-01-07").expect(0)
    #expect(try await life.balance("M1", "2026-01-07") == 500)
    try await life.giveBack("S1", "1", "R2", "2026-01-08").expect(0)
    #expect(try await life.balance("M1", "2026-01-08") == 0)
    try await life.giveBack("S1", "1", "R2", "2026-01-08").expect(0)
    #expect(try await life.balance("M1", "2026-01-08") == 0)
    // Nobody is credited twice for the same member.
    try await life.buy(life.sale("S2", "2026-01-09", "500.00"), card).expect(0)
    #expect(try await life.balance("M1", "2026-01-09") == 0)
  }

  @Test("C8: what a voucher paid does not keep the credit, as it did not bring it")
  func referralAndVoucher() async throws {
    let life = try await retail()
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    try await life.enrol("M2", Numbers.second, joined: "2026-01-06", "--referrer", "M1").expect(0)
    let card = try await life.swipe(Numbers.second)
    try await life.buy(
      life.sale("S1", "2026-01-06", "100.00", quantity: 2), card, "--tender", "voucher=100.00",
      "--tender", "cash=100.00"
    ).expect(0)
    #expect(try await life.balance("M1", "2026-01-06") == 500)
    // 100.00 of goods are kept, but only 50.00 of it was paid with money.
    try await life.giveBack("S1", "1", "R1", "2026-01-07").expect(0)
    #expect(try await life.balance("M1", "2026-01-07") == 0)
  }

  @Test("gifts.atTill: the sale that calls for a gift has handed it out, once")
  func giftsAtTill() async throws {
    let life = try Life("department-store")
      .changed("birthday: B10  ", to: "atTill: [birthday, draw]\n  birthday: B10  ")
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05", "--birthday", "1990-02-02")
      .expect(0)
    let card = try await life.swipe(Numbers.first)
    // 88.00 is paid: 8 points, and a balance that ends in 8.
    for repeated in [false, true] {
      let sold = try await life.buy(life.sale("S1", "2026-02-02", "100.00"), card).expect(0)
      #expect(sold["handedOut"] as? [String] == ["B10", "B9"])
      #expect(sold["repeated"] as? Bool == repeated)
    }
    let second = try await life.buy(life.sale("S2", "2026-02-02", "100.00"), card).expect(0)
    #expect((second["handedOut"] as? [String])?.isEmpty == true)
    let gifts = try await life.ask("member", "show", "--member", "M1", "--date", "2026-02-02")[
      "gifts"]
    #expect((gifts as? [[String: Any]])?.count == 2)
    let words = try await life.run(["program", "show", life.program, "--lang", "en"]).expect(0)
      .output
    #expect(words.contains("The birthday gift is handed out at the till"))
  }

  @Test("C7: points are owed at what they took off, by the program of the merchant that sold")
  func partners() async throws {
    let here = try await retail("redeem: medium", "redeem: low")
    let text = try String(contentsOfFile: here.program, encoding: .utf8)
    // The partner gives 2.00 for 100 points, under a version of its own.
    try here.write(
      "partner.yaml",
      text.replacing("amount: 1.00", with: "amount: 2.00").replacing(
        "version: \"2026-01\"", with: "version: \"2026-city\""))
    try await here.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    let card = try await here.swipe(Numbers.first)
    try await here.buy(here.sale("S1", "2026-01-06", "4000.00"), card).expect(0)
    func redeem(_ id: String, _ program: String) async throws -> Answer {
      try await here.run(
        [
          "checkout", "--program", program, "--store", "shop.db", "--sale", "-", "--keys",
          "keys.json", "--swipe", card, "--json",
        ],
        input: with(
          #""redeemPoints":1000"#,
          here.sale(id, "2026-01-08", "10.00", quantity: 10, shop: id == "P1" ? "city" : "S02")))
    }
    #expect(try await redeem("P1", "partner.yaml").expect(0)["quote", "due"] as? String == "80.00")
    #expect(try await redeem("P2", here.program).expect(0)["quote", "due"] as? String == "90.00")
    func owed() async throws -> [String] {
      let report = try await here.act("report", "settlement", "--month", "2026-01").expect(0)
      return report.rows.map { "\($0["from"] ?? "")→\($0["to"] ?? "") \($0["amount"] ?? "")" }
    }
    #expect(try await owed() == ["S01→S02 10.00", "S01→city 20.00"])
    // Piece by piece it comes back; in the end nobody owes anything.
    for (count, left) in [(3, "14.00"), (3, "8.00"), (4, "")] {
      try await here.run(
        [
          "return", "--store", "shop.db", "--json", "--sale", "P1", "--lines", "-", "--date",
          "2026-01-09", "--program", "partner.yaml",
        ], input: #"[{"line":"1","quantity":"\#(count)"}]"#
      ).expect(0)
      #expect(try await owed() == ["S01→S02 10.00"] + (left.isEmpty ? [] : ["S01→city " + left]))
    }
  }

  @Test(
    "C1: a sale that is entered after its period was decided has the level of its day, and says so")
  func lateForThePeriod() async throws {
    let life = try await retail()
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05", "--level", "gold").expect(0)
    let card = try await life.swipe(Numbers.first)
    let first = try await life.buy(life.sale("S1", "2026-02-02", "100.00"), card).expect(0)
    #expect(first["lateEntry"] == nil)
    try await life.act("member", "levels", "--date", "2027-01-01").expect(0)
    func level() async throws -> String? {
      try await life.ask("member", "show", "--member", "M1", "--date", "2027-01-02")[
        "member", "level"]
        as? String
    }
    #expect(try await level() == "ordinary")
    let small = try await life.buy(life.sale("S2", "2026-12-31", "100.00"), card).expect(0)
    #expect(small["quote", "due"] as? String == "90.00")
    let told = try #require(small["lateEntry"] as? String)
    #expect(told.contains("2026-12-31") && told.contains("2027-01-01"))
    #expect(told.contains("gold member") && told.hasSuffix("The decision stands."))
    #expect(try await level() == "ordinary")
    let large = try await life.buy(life.sale("S3", "2026-12-31", "6000.00"), card).expect(0)
    let raised = try #require(large["lateEntry"] as? String)
    #expect(raised.hasSuffix("It raises the member to silver member."), "\(raised)")
    #expect(try await level() == "silver")
    // What a card of 2027 buys in 2027 is not late.
    try await life.enrol("M2", Numbers.second, joined: "2027-01-02", "--year", "2027").expect(0)
    let sale = life.sale("S4", "2027-01-02", "100.00")
    #expect(
      try await life.buy(sale, life.swipe(Numbers.second, year: 2027)).expect(0)["lateEntry"] == nil
    )
  }
}
