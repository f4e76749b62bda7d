import Foundation
import Scenarios
import Testing
import VirtualCards

@Suite("cardlane keys sam and --keys sam:…, beside a member's card in a real pcscd", .serialized)
struct SAMTests {
  private let desk: Desk

  init() async throws { desk = try await Desk() }

  /// A pcscd with a new SAM in its second slot, and what reaches it.
  private struct Bench {
    let daemon: PrivatePCSCD
    let state: SAMStateFile
    let environment: [String: String?]

    var reader: String { daemon.slots[1].reader }
    var keys: String { "sam:\(reader)?pairing=till.pair" }
  }

  private func bench() async throws -> Bench {
    let daemon = try PrivatePCSCD()
    try await daemon.start()
    let state = try SAMStateFile(serial: [1, 2, 3, 4, 5, 6, 7, 8])
    try await daemon.slots[1].insertSeen(state.card(.t1))
    var environment = daemon.environment.mapValues(Optional.some)
    environment["CARDLANE_PIN"] = "1234"
    environment["CARDLANE_ISSUER_PIN"] = "87654321"
    return Bench(daemon: daemon, state: state, environment: environment)
  }

  private func personalise(_ bench: Bench) async throws {
    let made = try await desk.run(
      [
        "keys", "sam", "init", "--reader", bench.reader, "--admin-key-file", "desk.key",
        "--pairing-file", "till.pair",
      ], environment: bench.environment)
    try #require(made.status == 0, "\(made.errors)")
    let loaded = try await desk.run(
      [
        "keys", "sam", "load", "--reader", bench.reader, "--admin-key-file", "desk.key", "--store",
        "keys.json", "--year", "2025", "--year", "2026", "--json",
      ], environment: bench.environment)
    try #require(loaded.status == 0, "\(loaded.errors)")
    #expect(try loaded.json()["keys"][1]["checkValue"].text == "be7ed6")
  }

  @Test("init, load, list; then a swipe and a chip are verified by keys that never leave the SAM")
  func wholeRoad() async throws {
    let bench = try await bench()
    try await personalise(bench)
    #expect(try desk.permissions("till.pair") == 0o600)
    #expect(try desk.permissions("desk.key") == 0o600)
    let again = try await desk.run(
      [
        "keys", "sam", "init", "--reader", bench.reader, "--admin-key-file", "desk.key",
        "--pairing-file", "other.pair",
      ], environment: bench.environment)
    #expect(again.status == 3 && !desk.exists("other.pair"))

    let list = try await desk.run(
      ["keys", "sam", "list", "--keys", bench.keys, "--json"], environment: bench.environment)
    #expect(try list.json()["keys"].count == 2, "\(list.errors)")
    #expect(!list.text.contains("00010203"))

    let swiped = try await desk.run(
      ["decode", "--keys", bench.keys, "--date", Desk.date], input: Data((Desk.stripe + "\n").utf8),
      environment: bench.environment)
    #expect(try swiped.json()["verdict"]["check"].text == "ok", "\(swiped.errors)")
    let forged = try await desk.run(
      ["decode", "--keys", bench.keys, "--date", Desk.date], input: Data((Desk.forged + "\n").utf8),
      environment: bench.environment)
    #expect(try forged.json()["verdict"]["check"].text == "forged")

    for kind in ["cpu", "desfire", "ntag424", "classic"] {
      let card = try LiveRun(
        desk,
        [
          "simulate", "card", "--kind", kind, "--port", "\(bench.daemon.slots[0].card.port)",
          "--keys", "keys.json", "--number", "9156880012345672", "--year", "2026", "--date",
          Desk.date, "--serial", "04782E21801D80",
        ], environment: bench.environment)
      try await card.line { $0.contains("virtual card") }
      let run = try await desk.run(
        [
          "card", "verify", "--keys", bench.keys, "--date", Desk.date, "--timeout", "30",
          "--judge-within", "60",
        ],
        environment: bench.environment)
      #expect(run.status == 0, "\(kind): \(run.errors)")
      #expect(try run.json()["verdict"]["check"].text == "ok", "\(kind)")
      #expect(try await card.interrupt() == 130)
    }

    let issued = try await desk.run(
      [
        "card", "issue", "--number", "9156880012345672", "--year", "2026", "--keys",
        bench.keys + "&role=issuer", "--json",
      ],
      environment: bench.environment.merging(["CARDLANE_PIN": "87654321"]) { $1 })
    #expect(
      try issued.json()["tracks"]["2"].text == ";9156880012345672=26127011966065963249?9",
      "\(issued.errors)")
    let till = try await desk.run(
      ["card", "issue", "--number", "9156880012345672", "--year", "2026", "--keys", bench.keys],
      environment: bench.environment)
    #expect(try till.status == 1 && till.error()["code"].text == "noIssuingRight")
    await bench.daemon.stop()
  }

  @Test("Pulled, wrong PIN, last try, locked, unlocked: each has its name and status 3")
  func failures() async throws {
    let bench = try await bench()
    try await personalise(bench)
    func code(_ pin: String, _ more: String...) async throws -> String? {
      let run = try await desk.run(
        ["keys", "sam", "list", "--keys", bench.keys] + more,
        environment: bench.environment.merging(["CARDLANE_PIN": pin]) { $1 })
      if run.status == 0 { return nil }
      #expect(run.status == 3 && !run.errors.contains(pin))
      return try run.error()["code"].text
    }
    #expect(try await code("9999") == "keyDeviceWrongPIN")
    #expect(try await code("1234") == nil)
    #expect(try await code("9999") == "keyDeviceWrongPIN")
    #expect(try await code("9999") == "keyDeviceWrongPIN")
    #expect(try await code("1234") == "keyDeviceLastTry")
    #expect(try await code("9999", "--last-try") == "keyDeviceLocked")
    #expect(try await code("1234", "--last-try") == "keyDeviceLocked")
    let unlocked = try await desk.run(
      ["keys", "sam", "unlock", "--reader", bench.reader, "--admin-key-file", "desk.key"],
      environment: bench.environment.merging(["CARDLANE_PIN": "4321"]) { $1 })
    #expect(unlocked.status == 0, "\(unlocked.errors)")
    #expect(try await code("4321") == nil)

    bench.daemon.slots[1].remove()
    let pulled = try await desk.run(
      ["decode", "--keys", bench.keys, "--date", Desk.date], input: Data((Desk.stripe + "\n").utf8),
      environment: bench.environment)
    #expect(pulled.status == 3 && !pulled.text.contains("\"accepted\":true"))
    #expect(try pulled.error()["code"].text == "keyDeviceGone")
    let nobody = try await desk.run(
      ["keys", "sam", "list", "--keys", "sam:Nobody?pairing=till.pair"],
      environment: bench.environment)
    #expect(try nobody.status == 3 && nobody.error()["code"].text == "keyDeviceGone")
    await bench.daemon.stop()
  }

  @Test("A SAM forgets a retired year; a year whose cards are good stays unless it is forced")
  func retired() async throws {
    let bench = try await bench()
    try await personalise(bench)
    let retire = [
      "keys", "sam", "retire", "--reader", bench.reader, "--admin-key-file", "desk.key", "--date",
      Desk.date, "--json",
    ]
    let kept = try await desk.run(retire + ["--year", "2026"], environment: bench.environment)
    #expect(try kept.status == 1 && kept.error()["code"].text == "keyYearInUse")
    let gone = try await desk.run(retire + ["--year", "2025"], environment: bench.environment)
    #expect(try gone.json()["keys"].count == 1, "\(gone.errors)")
    await bench.daemon.stop()
  }

  @Test("A simulated SAM keeps its keys in a wrapped state file over a restart")
  func stateFile() async throws {
    let daemon = try PrivatePCSCD()
    try await daemon.start()
    var environment = daemon.environment.mapValues(Optional.some)
    environment["CARDLANE_PIN"] = "1234"
    environment["CARDLANE_ISSUER_PIN"] = "87654321"
    let arguments = [
      "simulate", "card", "--kind", "sam", "--state", "sam.json", "--port",
      "\(daemon.slots[1].card.port)",
    ]
    let bench = Bench(
      daemon: daemon, state: try SAMStateFile(serial: [0, 0, 0, 0, 0, 0, 0, 0]),
      environment: environment)
    let first = try LiveRun(desk, arguments, environment: environment)
    try await first.line { $0.contains("virtual card") }
    try await personalise(bench)
    #expect(try await first.interrupt() == 130)
    #expect(try desk.permissions("sam.json") == 0o600)
    #expect(try desk.files(holding: "000102030405").isEmpty)

    let second = try LiveRun(desk, arguments, environment: environment)
    try await second.line { $0.contains("virtual card") }
    let list = try await desk.run(
      ["keys", "sam", "list", "--keys", bench.keys, "--json"], environment: environment)
    #expect(try list.json()["keys"].count == 2, "\(list.errors)")
    #expect(try await second.interrupt() == 130)
    await daemon.stop()
  }
}
