import Foundation
import TestSupport
import Testing

@Suite("A sale with the lane file alone")
struct LaneFileSaleTests {
  @Test("`checkout sale.json` is a whole sale: program, store, keys, passphrase, name and address")
  func sale() async throws {
    let desk = try await Desk.withLane()
    let run = try await desk.run(
      ["checkout", "sale.json", "--swipe", Desk.stripe], environment: Desk.alone)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.contains("Yunshu") && run.text.contains("1 People's Road"))
    #expect(desk.exists("members.db"))
    // What follows finds the sale in the same store.
    let balance = try await desk.run(
      ["points", "balance", "--member", "M1", "--date", Desk.date, "--json"],
      environment: Desk.alone)
    #expect(balance.status == 0, "\(balance.errors)")
    let day = try await desk.run(
      ["report", "day", "--date", Desk.date, "--format", "json"], environment: Desk.alone)
    #expect(day.text.contains("L1-20261122-0007"), "\(day.errors)")
    let slip = try await desk.run(
      ["receipt", "render", "--sale", "L1-20261122-0007"], environment: Desk.alone)
    #expect(slip.text.contains("Yunshu"), "\(slip.errors)")
  }

  @Test("Two steps and a quote need no option either")
  func steps() async throws {
    let desk = try await Desk.withLane()
    let quote = try await desk.run(["quote", "sale.json"], environment: Desk.alone)
    #expect(quote.status == 0, "\(quote.errors)")
    let held = try await desk.run(["hold", "sale.json", "--json"], environment: Desk.alone)
    #expect(held.status == 0, "\(held.errors)")
    let booked = try await desk.run(
      ["commit", "--sale", "L1-20261122-0007", "--json"], environment: Desk.alone)
    #expect(booked.status == 0, "\(booked.errors)")
  }

  @Test("Wherever the command is started, what the file names lies beside the file")
  func elsewhere() async throws {
    let desk = try await Desk.withLane()
    try FileManager.default.createDirectory(
      atPath: desk.path("away"), withIntermediateDirectories: false)
    for arguments in [
      ["checkout", "../sale.json", "--config", "../lane.yaml"],
      ["checkout", "../sale.json", "--config=../lane.yaml"],
    ] {
      var program = desk.program(arguments, environment: Desk.alone)
      program.directory = desk.path("away")
      let run = try await Run(program.run())
      #expect(run.status == 0, "\(run.errors)")
    }
    var named = desk.program(
      ["checkout", "../sale.json"],
      environment: Desk.alone.merging(["CARDLANE_CONFIG": desk.path("lane.yaml")]) { $1 })
    named.directory = desk.path("away")
    #expect(try await Run(named.run()).status == 0)
    #expect(desk.exists("members.db") && !desk.exists("away/members.db"))
  }

  @Test("An option wins over the file")
  func options() async throws {
    let desk = try await Desk.withLane()
    let run = try await desk.run(
      ["checkout", "sale.json", "--store", "other.db", "--store-name", "Elsewhere"],
      environment: Desk.alone)
    #expect(run.status == 0, "\(run.errors)")
    #expect(desk.exists("other.db") && !desk.exists("members.db"))
    #expect(run.text.contains("Elsewhere") && !run.text.contains("Yunshu"))
  }

  @Test(
    "A sale of another shop or lane is refused before anything is booked",
    arguments: [("\"S01\"", "\"S02\""), ("\"L1\"", "\"L2\"")], ["checkout", "hold"])
  func foreign(_ change: (String, String), _ command: String) async throws {
    let desk = try await Desk.withLane()
    let sale = try desk.changedSale(replacing: change.0, by: change.1)
    let run = try await desk.run([command, sale], environment: Desk.alone)
    #expect(run.status == 2)
    #expect(try run.error()["code"].text == "foreignLane")
    #expect(!desk.exists("members.db"))
  }

  @Test("Of several versions the one in force on the day of the sale decides")
  func versions() async throws {
    let desk = try await Desk.withLane()
    let text = try String(contentsOfFile: Desk.program, encoding: .utf8)
    let next = text.replacing("version: \"2026-01\"", with: "version: \"2027-01\"")
      .replacing("effective: 2026-01-01", with: "effective: 2027-01-01")
    try #require(next != text)
    try desk.write(next, to: "next.yaml")
    try desk.changeLane("[program.yaml]", to: "[next.yaml, program.yaml]")
    let run = try await desk.run(["checkout", "sale.json", "--json"], environment: Desk.alone)
    #expect(try run.json()["quote"]["program"]["version"].text == "2026-01", "\(run.errors)")
    let later = try desk.changedSale(replacing: Desk.date, by: "2027-02-01")
    let quote = try await desk.run(
      ["checkout", later, "--json"], environment: Desk.alone)
    // The same id with another content: the version is what matters here, so another store is used.
    #expect(quote.status != 0)
    let fresh = try await desk.run(
      ["checkout", later, "--json", "--store", "later.db"], environment: Desk.alone,
      onTestClock: true)
    #expect(try fresh.json()["quote"]["program"]["version"].text == "2027-01", "\(fresh.errors)")
  }

  @Test(
    "A command that nobody tells what it needs names its option and the field of the lane file",
    arguments: [
      (["points", "balance", "--member", "M1"], "--store", "store"),
      (["checkout", "sale.json", "--store", "x.db"], "--program", "programs"),
      (["checkout", "sale.json", "--program", "p.yaml"], "--store", "store"),
      (["report", "day", "--store", "members.db"], "--shop", "shop.id"),
      (["member", "enrol", "--number", "9156880012345672"], "--program", "programs"),
    ])
  func missing(_ arguments: [String], _ option: String, _ field: String) async throws {
    let desk = try await Desk(keys: false)
    let run = try await desk.run(arguments, environment: ["CARDLANE_PROGRAMS": nil])
    #expect(run.status == 2)
    let error = try run.error()
    #expect(error["code"].text == "usage")
    let message = try #require(error["message"].text)
    #expect(message.hasPrefix("Missing expected argument '\(option) <"), "\(message)")
    #expect(message.contains(field), "\(message)")
    #expect(error["hint"].text?.hasPrefix("Usage: cardlane " + arguments[0]) == true)
  }
}
