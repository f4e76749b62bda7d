import Testing

@Suite("cardlane keys retire, rewrap")
struct KeyRotationTests {
  private let desk: Desk

  init() async throws { desk = try await Desk() }

  @Test("A past year goes; one whose cards are good, or will be, stays unless it is forced")
  func retire() async throws {
    for (year, date) in [("2026", Desk.date), ("2025", "2025-12-31"), ("2026", "2025-06-01")] {
      let kept = try await desk.run(
        "keys", "retire", "--store", "keys.json", "--year", year, "--date", date)
      #expect(try kept.status == 1 && kept.error()["code"].text == "keyYearInUse")
    }
    let gone = try await desk.run(
      "keys", "retire", "--store", "keys.json", "--year", "2025", "--date", Desk.date, "--json")
    #expect(try gone.json()["keys"].count == 1, "\(gone.errors)")
    let forced = try await desk.run(
      "keys", "retire", "--store", "keys.json", "--year", "2026", "--force", "--json")
    #expect(try forced.json()["keys"].count == 0)
    let none = try await desk.run(
      "keys", "retire", "--store", "keys.json", "--year", "2024", "--date", Desk.date)
    #expect(try none.status == 2 && none.error()["code"].text == "unknownKeyYear")
  }

  @Test("After a rewrap the new passphrase opens the file and the old one does not")
  func rewrap() async throws {
    let changed = try await desk.run(
      "keys", "rewrap", "--store", "keys.json", "--json",
      environment: ["CARDLANE_NEW_PASSPHRASE": "a new passphrase"])
    #expect(try changed.json()["keys"].count == 2, "\(changed.errors)")
    #expect(try desk.permissions("keys.json") == 0o600)
    let issue = [
      "card", "issue", "--number", "9156880012345672", "--year", "2026", "--keys", "keys.json",
    ]
    let old = try await desk.run(issue)
    #expect(try old.error()["code"].text == "wrongPassphrase")
    let new = try await desk.run(issue, environment: ["CARDLANE_PASSPHRASE": "a new passphrase"])
    #expect(new.status == 0, "\(new.errors)")
  }
}
