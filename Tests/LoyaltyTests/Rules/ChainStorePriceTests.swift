import BusinessCalendar
import Documents
import Loyalty
import Testing
import Wording

@Suite("Program A, chain-store: prices")
struct ChainStorePriceTests {
  let program = Programs.chainStore

  @Test(
    "A9: members pay 88 % of regular-price goods, rounded half-up to the fen",
    arguments: [
      ("100.00", "88.00"), ("559.00", "491.92"), ("0.01", "0.01"), ("0.05", "0.04"),
      ("12.90", "11.35"), ("0.00", "0.00"), ("12.45", "10.96"),
    ])
  func a9(price: String, net: String) throws {
    let quote = try program.quote(sale([line(price)], member: vip()))
    #expect(quote.due == yuan(net))
    #expect(quote.lines[0].rules == (price == net ? [] : [.a(9)]))
  }

  @Test(
    "A9: promotional and special-price goods keep their price, and the explanation says why",
    arguments: [LineKind.promotional, .special, .fee, .prepaid])
  func a9Exceptions(kind: LineKind) throws {
    let quote = try program.quote(sale([line("100.00", kind)], member: vip()))
    #expect(quote.due == yuan("100.00"))
    #expect(quote.lines[0].rules.isEmpty)
    #expect(
      quote.explanation == [
        ExplanationStep(
          line: "1", rule: .a(9), before: yuan("100.00"), rate: nil, after: yuan("100.00"))
      ])
  }

  @Test("A9, S2: a line under a counter's promotion counts as promotional: no 折上折 here")
  func a9Counter() throws {
    let quote = try program.quote(
      sale(
        [line("100.00", counter: "C3"), line("100.00", id: "2", counter: "C4")], member: vip(),
        promotions: [CounterPromotion(counter: "C3", rate: rate("0.80"))]))
    #expect(quote.nets == ["80.00", "88.00"])
    #expect(quote.lines[0].counterDiscount == yuan("20.00"))
    #expect(quote.lines[0].memberDiscount == .zero)
  }

  @Test("A9: without a card everyone's price holds, with no points, level or signature")
  func a9NoCard() throws {
    let quote = try program.quote(sale([line("100.00")]))
    #expect(quote.due == yuan("100.00"))
    #expect(quote.points.earned == 0)
    #expect(quote.points.balanceAfter == nil)
    #expect(quote.level == nil)
    #expect(!quote.signatureRequired)
    #expect(quote.memberLines.isEmpty)
  }

  @Test("A12: member-only goods are refused to others as a matter of business, by line")
  func a12() throws {
    let goods = [line("50.00"), line("80.00", .memberOnly, id: "2")]
    let error = #expect(throws: SaleError.self) { try program.quote(sale(goods)) }
    #expect(error?.code == "memberOnlyGoods")
    #expect(error?.nature == .refusal)
    #expect(error?.mistakes.map(\.path) == ["lines[1]"])
    let quote = try program.quote(sale(goods, member: vip()))
    #expect(quote.nets == ["44.00", "80.00"])
    #expect(quote.points.earned == 124)
    #expect(quote.explanation[1].rule == .a(12))
  }

  @Test(
    "A10: the identity may be checked on any day; that changes a birthday's rate, and nothing else")
  func a10() throws {
    #expect(Programs.chainStore.courtesy.checkIdentity == .a(10))
    let plain = sale([line("100.00")], member: vip())
    var checked = plain
    checked.confirmations.identityCard = true
    #expect(try Programs.chainStore.quote(checked) == Programs.chainStore.quote(plain))
  }

  @Test(
    "A13, A15: what comes with the card is said in words, in every language",
    arguments: Language.allCases)
  func a13(language: Language) throws {
    #expect(Programs.chainStore.services.map(\.rule) == [.a(13), .a(15)])
    let words = Programs.chainStore.description(in: language)
    for service in Programs.chainStore.services {
      #expect(words.contains("\(service.rule)  \(service.name[language])"))
    }
  }

  @Test("A14: on the birthday 60 % is paid once the identity card is confirmed")
  func a14() throws {
    let member = vip(birthday: "1990-11-20")
    let confirmed = try program.quote(
      sale([line("100.00"), line("50.00", .special, id: "2")], member: member, identityCard: true))
    #expect(confirmed.nets == ["60.00", "50.00"])
    #expect(confirmed.lines[0].rules == [.a(14)])
    #expect(!confirmed.codes.contains("identityCard"))
    #expect(
      confirmed.memberLines.contains(
        .birthdayDiscount(amount: yuan("40.00"), rate: rate("0.60"), rule: .a(14))))
  }

  @Test("A14: unconfirmed, 88 % is paid and the cashier is told what the card would save")
  func a14Unconfirmed() throws {
    let member = vip(birthday: "1990-11-20")
    let quote = try program.quote(sale([line("100.00")], member: member))
    #expect(quote.due == yuan("88.00"))
    #expect(quote.prompts.first == Prompt(.identityCard(saves: yuan("28.00")), rule: .a(14)))
  }

  @Test("A14, S10: the prompt appears only where the birthday rate would change the amount")
  func a14NoPrompt() throws {
    let member = vip(birthday: "1990-11-20")
    let special = try program.quote(sale([line("100.00", .special)], member: member))
    #expect(!special.codes.contains("identityCard"))
    let waived = try program.quote(sale([line("100.00")], member: member, waives: true))
    #expect(!waived.codes.contains("identityCard"))
    let tiny = try program.quote(sale([line("0.01")], member: member))
    #expect(!tiny.codes.contains("identityCard"))
    let other = try program.quote(sale([line("100.00")], member: vip()))
    #expect(!other.codes.contains("identityCard"))
  }

  @Test("A14, S10: the better of member and birthday rate applies, never both")
  func a14Better() throws {
    let worse = Programs.variant("chain-store", [("rate: 0.60", "rate: 0.95")])
    let quote = try worse.quote(
      sale([line("100.00")], member: vip(birthday: "1990-11-20"), identityCard: true))
    #expect(quote.due == yuan("88.00"))
    #expect(quote.lines[0].rules == [.a(9)])
  }

  @Test(
    "A14, D8: born on 29 February, the birthday is 28 February unless the program says 1 March",
    arguments: [
      ("28-feb", "2026-02-28", true), ("28-feb", "2026-03-01", false),
      ("1-mar", "2026-02-28", false), ("1-mar", "2026-03-01", true),
      ("28-feb", "2028-02-29", true), ("1-mar", "2028-02-29", true),
      ("28-feb", "2028-02-28", false), ("1-mar", "2028-03-01", false),
    ])
  func a14LeapDay(policy: String, date: String, isBirthday: Bool) throws {
    let program = Programs.variant("chain-store", [("leapDay: 28-feb", "leapDay: \(policy)")])
    let quote = try program.quote(
      sale([line("100.00")], on: date, member: vip(birthday: "1992-02-29"), identityCard: true))
    #expect(quote.due == yuan(isBirthday ? "60.00" : "88.00"))
  }

  @Test("S9: waiveDiscount drops the rate only: points and signature stay")
  func waived() throws {
    let quote = try program.quote(sale([line("100.00")], member: vip(), waives: true))
    #expect(quote.due == yuan("100.00"))
    #expect(quote.points.earned == 100)
    #expect(quote.signatureRequired)
    #expect(quote.explanation.map(\.rule) == [.a(9)])
    #expect(quote.codes.contains("discountWaived"))
  }

  @Test("A39, S15: every sale with a member's card is signed")
  func a39() throws {
    let quote = try program.quote(sale([line("0.00")], member: vip()))
    #expect(quote.signatureRequired)
    #expect(quote.memberLines.last == .signature(rule: .a(39)))
  }

  @Test("A37: the member is greeted by family name in the cashier's language")
  func a37() throws {
    let quote = try program.quote(sale([line("10.00")], member: vip()))
    let greeting = quote.prompts.first { $0.rule == .a(37) }
    #expect(greeting?.sentence[.simplifiedChinese] == "您好，王女士！")
    #expect(quote.memberLines.first == .greeting(familyName: "王", title: "女士"))
  }

  @Test("A32: without a card the cashier is reminded to ask for it")
  func a32() throws {
    let quote = try program.quote(sale([line("10.00")]))
    #expect(quote.prompts == [Prompt(.askForCard, rule: .a(32))])
  }
}
