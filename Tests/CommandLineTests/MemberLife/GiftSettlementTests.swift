import Foundation
import Testing

/// Points that were earned with one merchant and buy a gift of another.
@Suite("Gifts in the settlement between merchants")
struct GiftSettlementTests {
  @Test("C7: a gift is settled at the declared value, frozen with the redemption, to the fen")
  func settled() async throws {
    let shipped = try Life("retail-loyalty").changed("redeem: medium", to: "redeem: low")
    let declared = "    points: 100\n    amount: 1.00\n\nyearlyFee"
    let half = "    points: 100\n    amount: 0.50\n\nyearlyFee"
    let life = try shipped.changed(declared, to: half)
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05", "--level", "gold").expect(0)
    let card = try await life.swipe(Numbers.first)
    // 2000.00 and 100.00 at 0.90, half as many points more: 2700 and 135.
    try await life.buy(life.sale("S1", "2026-02-02", "2000.00"), card).expect(0)
    try await life.buy(life.sale("S2", "2026-02-03", "100.00", shop: "S02"), card).expect(0)
    try life.write(
      "poster.json",
      """
      [{"id":"G1","name":"cup","from":"2026-01-01","until":"2026-12-31","points":500},
       {"id":"G2","name":"bag","from":"2026-01-01","until":"2026-12-31","points":1801}]
      """)
    func redeem(_ gift: String, _ shop: String, _ date: String) async throws {
      try await life.run([
        "redeem", "--program", life.program, "--store", "shop.db", "--shop", shop, "--lane", "L1",
        "--gift", gift, "--poster", "poster.json", "--keys", "keys.json", "--swipe", card,
        "--date", date, "--json",
      ]).expect(0)
    }
    func owed(_ more: String...) async throws -> [String] {
      let report = try await life.run(
        [
          "report", "settlement", "--program", life.program, "--store", "shop.db", "--month",
          "2026-03", "--json",
        ] + more
      ).expect(0)
      return report.rows.map { row in
        ["subject", "from", "to", "amount", "rule", "merchant", "net"]
          .compactMap { row[$0] as? String }.joined(separator: " ")
      }
    }
    try await redeem("G1", "S01", "2026-03-01")
    #expect(try await owed().isEmpty, "a shop's own points are its own matter")
    try await redeem("G1", "S02", "2026-03-02")
    #expect(try await owed() == ["gifts S01 S02 2.50 C7"])
    // 1700 of S01 are left, and 101 of S02 go with them: 9.005 is 9.01, of which S02 bears its part.
    try await redeem("G2", "S03", "2026-03-03")
    #expect(
      try await owed() == [
        "gifts S01 S02 2.50 C7", "gifts S01 S03 8.50 C7", "gifts S02 S03 0.51 C7",
      ])
    // Another value from now on changes nothing that is booked.
    _ = try life.changed(half, to: declared)
    #expect(try await owed("--by-merchant") == ["S01 -11.00", "S02 1.99", "S03 9.01"])
    #expect(try await owed().first == "gifts S01 S02 2.50 C7")
  }

  @Test("C7: partners whose points buy gifts need a value for them, said with line and field")
  func missing() async throws {
    let life = try Life("chain-store").changed(
      "trust:  ", to: "partners:\n  - { id: city, program: chain-store }\ntrust:  ")
    let refused = try await life.run(["program", "check", life.program, "--lang", "en"]).expect(2)
    #expect((refused.error + refused.output).contains("redemption.settledAt"))
    #expect((refused.error + refused.output).contains("what the points are worth"))
    let declared = try life.changed(
      "    final: A22          # 不退不换\n",
      to: "    final: A22\n  settledAt: { rule: C7, points: 200, amount: 1.00 }\n")
    try await declared.run(["program", "check", declared.program]).expect(0)
    let words = try await declared.run(["program", "show", declared.program, "--lang", "en"])
      .expect(0).output
    #expect(words.contains("C7") && words.contains("at 1.00 for 200, monthly"))
  }
}
