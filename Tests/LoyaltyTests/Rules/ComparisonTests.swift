import BusinessCalendar
import Loyalty
import Testing
import Wording

@Suite("Comparing two versions, and prompts in words")
struct ComparisonTests {
  @Test("A new rate is shown sale by sale and in total")
  func comparison() {
    let newer = Programs.variant(
      "chain-store", [("rate: 0.88 ", "rate: 0.85 "), ("\"2026-01\"", "\"2026-02\"")])
    var second = sale([line("100.00", .special)], member: vip())
    second.id = "L1-2"
    var third = sale([line("1.00", .memberOnly)])
    third.id = "L1-3"
    let comparison = ProgramComparison(
      old: Programs.chainStore, new: newer,
      sales: [sale([line("100.00")], member: vip()), second, third])
    #expect(comparison.new.version == "2026-02")
    #expect(comparison.sales.map(\.differs) == [true, false, false])
    #expect(comparison.sales[0].new == .priced(due: yuan("85.00"), points: 85))
    #expect(comparison.sales[2].old == .refused(code: "memberOnlyGoods"))
    #expect(comparison.differing == 1)
    let totals = comparison.totals
    #expect(totals.oldDue == yuan("188.00") && totals.newDue == yuan("185.00"))
    #expect(totals.oldPoints == 188 && totals.newPoints == 185)
  }

  static let topics: [Prompt.Topic] = [
    .greeting(familyName: "王", title: "女士"), .askForCard, .cardAfterPayment, .cardReplaced,
    .identityCard(saves: yuan("28.00")), .registrationDue(days: 0), .registrationDue(days: 1),
    .registrationDue(days: 12), .discountOnly, .exchangeCard, .welcomeGift, .birthdayGift,
    .quarterlyGift, .lotteryDraw(balance: 18), .rewardInReach(points: 1000, tagPrice: yuan("200")),
    .upgrade(to: "diamond"),
    .nearlyUpgraded(to: "diamond", missing: 12, counted: .pointsEverEarned),
    .nearlyUpgraded(to: "diamond", missing: 1200, counted: .spentInPeriod),
    .qualifies(level: "gold"), .nearlyQualifies(level: "gold", missing: yuan("40")),
    .moneyOffAvailable(points: 800, amount: yuan("8")),
    .moneyOffCapped(points: 3, amount: yuan("3")),
    .pointsOwed(points: 40), .earlyAccess(until: day("2026-12-01")),
    .yearlyFeeDue(amount: yuan("100")), .memberDay, .discountWaived, .welcomeBack(days: 200),
  ]

  @Test("Every prompt has a sentence in each language, different ones", arguments: topics)
  func sentences(topic: Prompt.Topic) {
    let prompt = Prompt(topic, rule: .b(7))
    let words = Language.allCases.map { prompt.sentence(in: Programs.departmentStore)[$0] }
    #expect(words.allSatisfy { !$0.isEmpty && !$0.contains("diamond)") })
    #expect(words[0] != words[2])
    #expect(words[2].unicodeScalars.contains { $0.isASCII && $0.properties.isAlphabetic })
  }

  @Test("Levels are named in prompts where the program is known, by id where it is not")
  func levelNames() {
    let prompt = Prompt(.upgrade(to: "diamond"), rule: .b(7))
    #expect(prompt.sentence(in: Programs.departmentStore).simplifiedChinese == "恭喜升级为VIP钻石卡！")
    #expect(prompt.sentence.english == "Upgraded to diamond.")
  }

  @Test("The engine serves as rules behind the protocol")
  func protocolWitness() async throws {
    let rules: any LoyaltyRules = RuleEngine(Programs.chainStore)
    let quote = try await rules.quote(sale([line("100.00")], member: vip()))
    #expect(quote.due == yuan("88.00"))
  }
}
