import Foundation
import Testing

/// A wrong clock, a mistyped year, a till that lies.
@Suite("Dates that have not come")
struct WrongDateTests {
  @Test("A sale under a date that has not come is refused, and the shop goes on")
  func refused() async throws {
    let life = try Life()
    let card = try await life.memberWithPoints()
    #expect(
      try await life.act("checkout", "--sale", "-", input: life.sale("F1", "2099-01-01", "10.00"))
        .expect(2).errorCode == "dateAhead")
    try await life.buy(life.sale("S2", "2026-01-12", "10.00"), card).expect(0)
  }

  @Test(
    "Nothing else is booked under such a date either",
    arguments: [
      ["member", "register", "--member", "M1", "--date", "2099-01-01"],
      [
        "member", "gift", "--member", "M1", "--kind", "welcome", "--against", "S1", "--date",
        "2099-01-01",
      ],
      ["member", "levels", "--date", "2099-12-31"],
      [
        "member", "enrol", "--number", "9156880012345680", "--joined", "2099-01-01", "--date",
        "2099-01-01",
      ],
      ["member", "retention", "--operations", "ops.jsonl", "--date", "2099-01-01", "--apply"],
    ])
  func others(arguments: [String]) async throws {
    let life = try Life()
    _ = try await life.memberWithPoints()
    let answer = try await life.run(
      arguments + ["--program", life.program, "--store", "shop.db", "--json"])
    #expect(
      answer.status == 2 && answer.errorCode == "dateAhead", "\(answer.output)\(answer.error)")
  }

  @Test(
    "What was booked too far ahead is taken back by a supervisor, and that is written down, once")
  func repaired() async throws {
    let life = try Life()
    let card = try await life.memberWithPoints()
    try await life.act(
      "checkout", "--sale", "-", input: life.sale("F1", "2029-12-31", "10.00")
    ).expect(0)
    #expect(
      try await life.buy(life.sale("S2", "2026-01-12", "10.00"), card).expect(1).errorCode
        == "clockRanBackwards")
    func repair() async throws -> Answer {
      try await life.ask(
        "store", "repair-date", "--shop", "S01", "--to", "2026-01-11", "--by", "Zhang",
        "--because", "wrong clock")
    }
    let repaired = try await repair().expect(0)
    #expect(repaired["before"] as? String == "2029-12-31")
    #expect(repaired["later"] as? [String] == ["F1"] && repaired["repeated"] as? Bool == false)
    #expect(try await repair().expect(0)["repeated"] as? Bool == true)
    try await life.buy(life.sale("S3", "2026-01-12", "10.00"), card).expect(0)
    let entries = try await life.ask("supervisor", "audit").expect(0)["entries"] as? [[String: Any]]
    #expect(entries?.count == 1)
    #expect(entries?.first?["who"] as? String == "Zhang")
    #expect(entries?.first?["why"] as? String == "wrong clock")
    #expect(entries?.first?["before"] as? String == "2029-12-31")
    #expect(
      try await life.ask(
        "store", "repair-date", "--shop", "S01", "--to", "2027-01-01", "--by", "Zhang",
        "--because", "x"
      ).expect(2).errorCode == "dateNotBooked")
  }

  @Test("Every change of the limits says who, when, why, what before and after")
  func limits() async throws {
    let life = try Life()
    _ = try await life.memberWithPoints()
    try await life.ask("supervisor", "settings", "--daily-cap", "100", "--by", "Zhang").expect(0)
    try await life.ask(
      "supervisor", "settings", "--daily-cap", "900", "--by", "Li", "--because", "holidays"
    ).expect(0)
    try await life.ask("supervisor", "settings", "--daily-cap", "900", "--by", "Li").expect(0)
    try await life.ask(
      "supervisor", "release", "--shop", "S01", "--lane", "L1", "--by", "Li"
    ).expect(0)
    let entries = try #require(
      try await life.ask("supervisor", "audit").expect(0)["entries"] as? [[String: Any]])
    #expect(
      entries.map { $0["action"] as? String } == ["limitsChanged", "limitsChanged", "laneReleased"])
    #expect(entries[1]["before"] as? String == "dailyRedemptionCap=100")
    #expect(entries[1]["after"] as? String == "dailyRedemptionCap=900")
    #expect(entries[1]["why"] as? String == "holidays")
  }
}
