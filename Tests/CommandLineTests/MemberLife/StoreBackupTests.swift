import Testing

@Suite("A store is backed up and restored from the command line")
struct StoreBackupTests {
  @Test(
    "Backed up, sold on, restored: what was booked since is in the kept file, who did it in the audit"
  )
  func roundTrip() async throws {
    let life = try Life()
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    #expect(
      try await life.ask("store", "backup", "--to", "monday.db").expect(0)["state"] as? String
        == "backedUp")
    #expect(
      try await life.ask("store", "backup", "--to", "monday.db").expect(2).errorCode == "fileExists"
    )
    try await life.enrol("M2", Numbers.second, joined: "2026-01-06").expect(0)
    let back = try await life.ask(
      "store", "restore", "--from", "monday.db", "--keep", "before.db", "--by", "Zhang",
      "--because", "disk")
    #expect(try back.expect(0)["kept"] as? String == "before.db")
    #expect(
      try await life.ask("member", "show", "--member", "M2").expect(2).errorCode == "unknownMember")
    #expect(try await life.ask("supervisor", "audit").expect(0).output.contains("storeRestored"))
    try await life.run(["member", "show", "--member", "M2", "--store", "before.db", "--json"])
      .expect(0)
    #expect(try await life.ask("store", "compact").expect(0)["state"] as? String == "compacted")
    try await life.ask("store", "check").expect(0)
  }
}
