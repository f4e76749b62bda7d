import Documents
import Loyalty
import Testing
import Wording

@Suite("What is legal in a program file and surely wrong")
struct ProgramWarningTests {
  private func warnings(_ name: String, _ changes: [(String, String)]) throws -> [Mistake] {
    var text = Programs.text(name + ".yaml")
    for (old, new) in changes {
      #expect(text.contains(old), "\(old)")
      text = text.replacing(old, with: new)
    }
    return try LoyaltyProgram.check(yaml: Array(text.utf8), file: "p.yaml").warnings
  }

  @Test(
    "The shipped programs have nothing of it",
    arguments: ["chain-store", "department-store", "retail-loyalty"])
  func shipped(name: String) throws {
    #expect(try warnings(name, []).isEmpty)
  }

  @Test(
    "It is told with its field, its line and three languages, and the program stands",
    arguments: [
      ("chain-store", "  rate: 0.60", "  rate: 0.95", "birthdayRateWorse", "birthday.rate"),
      ("chain-store", "  rate: 0.60", "  rate: 0.06", "veryLowRate", "birthday.rate"),
      ("chain-store", "    rate: 0.88 ", "    rate: 0.08 ", "veryLowRate", "levels[0].rate"),
      (
        "retail-loyalty", "birthdayRate: 0.80", "birthdayRate: 0.90", "birthdayRateWorse",
        "levels[2].birthdayRate"
      ),
      ("retail-loyalty", "  rate: 0.92", "  rate: 1.00", "withoutEffect", "memberDay.rate"),
      (
        "retail-loyalty", "    rate: 0.90", "    rate: 0.97", "higherLevelDearer", "levels[2].rate"
      ),
      (
        "chain-store", "spend: 3000.00, within: 12 months", "spend: 3000.00, within: 6 months",
        "neverDecides", "joining[2].spend"
      ),
      (
        "chain-store", "spend: 2000.00, within: 6 months", "spend: 900.00, within: 6 months",
        "neverDecides", "joining[0].spend"
      ),
      (
        "retail-loyalty", "  remindWithin: 500.00", "  remindWithin: 5000.00", "alwaysReminds",
        "advancement.remindWithin"
      ),
      (
        "retail-loyalty", "    amount: 1.00\n    atMost", "    amount: 50.00\n    atMost",
        "givesBackHalf", "redemption.moneyOff.amount"
      ),
      (
        "retail-loyalty", "  redeem: medium ", "  redeem: high ", "withoutEffect",
        "trust.highTrustAbove"
      ),
    ])
  func told(name: String, old: String, new: String, code: String, path: String) throws {
    let changes =
      code == "neverDecides" && path.contains("[2]")
      ? [("spend: 2000.00, within: 6 months", "spend: 2000.00, within: 12 months"), (old, new)]
      : [(old, new)]
    let found = try warnings(name, changes)
    let told = found.map { "\($0.code) \($0.path) \($0.text(in: .english))" }
    let warning = try #require(found.first { $0.code == code && $0.path == path }, "\(told)")
    #expect(warning.line != nil && warning.line != 1)
    #expect(Language.allCases.allSatisfy { !warning.text(in: $0).isEmpty })
  }

  @Test("A level without a threshold that no way of joining gives cannot be reached")
  func unreachable() throws {
    let found = try warnings(
      "department-store",
      [
        (
          "level: diamond, spend: 3000.00, within: oneDay",
          "level: gold, spend: 9000.00, within: 6 months"
        ),
        ("    from: 8000 ", "    # "),
        ("advancement:\n  rule: B7\n  counted: pointsEverEarned\n  starts: nextSale ", "# "),
        ("  remindWithin: 500 ", "# "),
      ])
    #expect(found.contains { $0.code == "unreachableLevel" && $0.path == "levels[1].id" })
  }
}
