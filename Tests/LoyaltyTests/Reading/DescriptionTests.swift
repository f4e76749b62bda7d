import Loyalty
import Testing
import Wording

@Suite("A program in words, and what a change does")
struct DescriptionTests {
  /// The rule ids that a program file names, comments left out.
  private func rules(in name: String) -> Set<String> {
    var found: Set<String> = []
    for line in Programs.text(name + ".yaml").split(separator: "\n") {
      let code = line.prefix { $0 != "#" }
      for word in code.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
        if RuleID(word) != nil { found.insert(String(word)) }
      }
    }
    return found
  }

  @Test(
    "Every rule that a file names is said in words, in every language",
    arguments: ["chain-store", "department-store", "retail-loyalty"])
  func everyRule(name: String) {
    let program = Programs.load(name)
    for language in Language.allCases {
      let said = Set(
        program.description(in: language).split(separator: "\n").compactMap {
          $0.split(separator: " ").first.map(String.init)
        })
      #expect(rules(in: name).subtracting(said).isEmpty, "\(rules(in: name).subtracting(said))")
    }
  }

  @Test(
    "Whatever a manager changes in a file changes the words",
    arguments: [
      ("chain-store", "rate: 0.88 ", "rate: 0.85 ", "A9"),
      ("chain-store", "rate: 0.60", "rate: 0.70", "A14"),
      ("chain-store", "identityCard: true", "identityCard: false", "A14"),
      ("chain-store", "leapDay: 28-feb", "leapDay: 1-mar", "A14"),
      ("chain-store", "spend: 1000.00", "spend: 1200.00", "A4"),
      ("chain-store", "within: 6 months", "within: 7 months", "A5"),
      ("chain-store", "remindWithin: 100.00", "remindWithin: 50.00", "A4"),
      ("chain-store", "days: 30", "days: 20", "A7"),
      ("chain-store", "  month: 12", "  month: 11", "A17"),
      ("chain-store", "contact: [message, mail]", "contact: [message]", "A46"),
      ("chain-store", "day: 25", "day: 24", "A28"),
      ("chain-store", "years: 3", "years: 4", "A48"),
      ("chain-store", "    promotional: A9", "    promotional: A99", "A99"),
      ("chain-store", "oneCard: A20", "greeting: A37", nil),
      ("department-store", "memberRateOnTop: true", "memberRateOnTop: false", "B3"),
      ("department-store", "from: 8000", "from: 9000", "B2"),
      ("department-store", "upTo: 400.00 }", "upTo: 500.00 }", "B6"),
      ("department-store", "further: { points: 500", "further: { points: 600", "B6"),
      ("department-store", "excluded: [special]", "excluded: [special, promotional]", "B6"),
      ("department-store", "fromPoints: 200", "fromPoints: 300", "B11"),
      ("department-store", "lastDigit: 8", "lastDigit: 6", "B9"),
      ("department-store", "starts: nextSale", "starts: thisSale", "B7"),
      ("department-store", "afterReturn: clamp", "afterReturn: negative", "B5"),
      ("retail-loyalty", "period: yearEnd", "period: 6 months", "C1"),
      ("retail-loyalty", "afterPeriod: recount", "afterPeriod: keep", "C1"),
      ("retail-loyalty", "earlyAccessDays: 3", "earlyAccessDays: 5", "C1"),
      ("retail-loyalty", "pointsMultiplier: 1.20", "pointsMultiplier: 1.30", "C1"),
      ("retail-loyalty", "weekday: wednesday", "weekday: friday", "C9"),
      ("retail-loyalty", "atMost: 0.50", "atMost: 0.25", "C2"),
      ("retail-loyalty", "    amount: 1.00\n\n", "    amount: 0.80\n\n", "C7"),
      ("retail-loyalty", "firstPurchase: 100.00", "firstPurchase: 200.00", "C8"),
      ("retail-loyalty", "limit: 5000.00", "limit: 6000.00", "C5"),
      ("retail-loyalty", "  amount: 100.00\n", "  amount: 120.00\n", "C6"),
      ("retail-loyalty", "highValue: 60", "highValue: 70", "C4"),
      ("retail-loyalty", "high: 24", "high: 30", "C3"),
      ("retail-loyalty", "levels: [gold]", "levels: [silver]", "C3"),
    ] as [(String, String, String, String?)])
  func changes(name: String, old: String, new: String, rule: String?) throws {
    var text = Programs.text(name + ".yaml")
    if rule == nil {
      // A line taken out is a change as well.
      text = text.split(separator: "\n").filter { !$0.contains(old) }.joined(separator: "\n")
    } else {
      #expect(text.contains(old))
      text = text.replacing(old, with: new)
    }
    let changed = try LoyaltyProgram.load(yaml: text, file: name)
    let changes = ProgramComparison.changes(from: Programs.load(name), to: changed)
    let rules = changes.compactMap { $0.rule?.description }
    #expect(rules.contains(rule ?? "A20"), "\(changes)")
    for change in changes {
      for language in Language.allCases {
        #expect(
          change.before.map { $0[language] } != change.after.map { $0[language] })
      }
    }
    #expect(ProgramComparison.changes(from: changed, to: changed).isEmpty)
  }

  @Test("Examples say what a purchase comes to at each level, before and after")
  func examples() {
    let newer = Programs.variant("department-store", [("rate: 0.88", "rate: 0.85")])
    let examples = ProgramComparison.examples(from: Programs.departmentStore, to: newer)
    #expect(examples.map(\.level) == ["gold", "gold", "diamond", "diamond"])
    #expect(examples[0].old == .priced(due: yuan("88.00"), points: 8))
    #expect(examples[0].new == .priced(due: yuan("85.00"), points: 8))
    #expect(examples[2].old == examples[2].new)
  }

  @Test("The sums hold what both versions price, and say how many that are")
  func honestSums() {
    let renamed = Programs.variant(
      "chain-store", [("id: vip", "id: vip2"), ("level: vip,", "level: vip2,")])
    var everyone = sale([line("50.00")])
    everyone.id = "everyone"
    let comparison = ProgramComparison(
      old: Programs.chainStore, new: renamed,
      sales: [sale([line("100.00")], member: vip()), everyone])
    #expect(comparison.differing == 1 && comparison.inTotals == 1)
    #expect(comparison.sales[0].old == .priced(due: yuan("88.00"), points: 88))
    #expect(comparison.sales[0].new == .refused(code: "invalidSale"))
    #expect(comparison.sales[0].newReason?.english.contains("vip2") == true)
    #expect(comparison.sales[0].oldReason == nil)
    #expect(comparison.totals.oldDue == yuan("50.00") && comparison.totals.newDue == yuan("50.00"))
  }

  @Test("A version that begins later, or has ended, is tried on today's sales as if in force")
  func notYetInForce() {
    let newer = Programs.variant(
      "chain-store", [("effective: 2026-01-01", "effective: 2027-01-01"), ("0.88 ", "0.85 ")])
    let ended = Programs.variant(
      "chain-store",
      [("effective: 2026-01-01", "effective: 2026-01-01\nuntil: 2026-06-30"), ("0.88 ", "0.90 ")])
    let today = [sale([line("100.00")], member: vip())]
    let comparison = ProgramComparison(old: ended, new: newer, sales: today)
    #expect(comparison.sales[0].old == .priced(due: yuan("90.00"), points: 90))
    #expect(comparison.sales[0].new == .priced(due: yuan("85.00"), points: 85))
    #expect(comparison.inTotals == 1)
  }
}
