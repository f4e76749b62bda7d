import Foundation
import TestSupport
import Testing

/// Every way of reading cards counts what is forged.
@Suite("decode, card verify and watch know the lane's store")
struct GateTests {
  private let life: Life
  private let good: String
  private let forged: String

  init() async throws {
    life = try Life()
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05").expect(0)
    good = try await life.swipe(Numbers.first)
    let code = good[..<(try #require(good.firstIndex(of: "?")))]
    let last = try #require(code.last?.wholeNumberValue)
    forged = code.dropLast() + "\((last + 1) % 10)?"
    try await life.ask("supervisor", "settings", "--forged-reads", "2", "--by", "Zhang").expect(0)
  }

  private func decode(_ swipes: String...) async throws -> Answer {
    try await life.run(
      [
        "decode", "--keys", "keys.json", "--date", "2026-01-06", "--store", "shop.db", "--shop",
        "S01", "--lane", "L1",
      ], input: swipes.joined(separator: "\n") + "\n")
  }

  @Test("Forged swipes that are decoded close the lane for the till, for decode and for verify")
  func lockOut() async throws {
    let answer = try await decode(good, forged, good, forged, good).expect(1)
    let lines = try answer.output.split(separator: "\n").map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(lines.count == 4)
    #expect(lines.map { $0["needsSupervisor"] as? Bool ?? false } == [false, false, false, true])
    #expect(answer.errorCode == "supervisorNeeded")
    let document = try JSONSerialization.jsonObject(with: Data(answer.error.utf8))
    let error = (document as? [String: Any])?["error"] as? [String: Any]
    #expect(error?["line"] as? Int == 5)
    let till = try await life.buy(life.sale("S1", "2026-01-06", "10.00"), good).expect(1)
    #expect(till.errorCode == "supervisorNeeded")
    let verify = try await life.run([
      "card", "verify", "--keys", "keys.json", "--store", "shop.db", "--shop", "S01", "--lane",
      "L1", "--timeout", "1", "--json",
    ]).expect(1)
    #expect(verify.errorCode == "supervisorNeeded")
    let refusals = try await life.ask("report", "refusals", "--shop", "S01", "--date", "2026-01-06")
    #expect(refusals.column("reason") == ["forged", "forged"])
    try await life.ask("supervisor", "release", "--shop", "S01", "--lane", "L1", "--by", "Zhang")
      .expect(0)
    try await decode(good).expect(0)
  }

  @Test("watch counts forged swipes too, and of a lane that is closed judges no card")
  func watch() async throws {
    let program = Program(
      Life.binary,
      [
        "watch", "--json", "--wedge", "--no-pcsc", "--no-usb", "--no-keyboards", "--keys",
        "keys.json", "--date", "2026-01-06", "--store", "shop.db", "--shop", "S01", "--lane", "L1",
      ], environment: Life.environment, directory: life.folder.path)
    let watch = try LiveProgram(program)
    func swipe(_ text: String) async throws -> [String: Any] {
      try await watch.type(text)
      let line = try await watch.line { $0.contains("\"event\":\"swipe\"") }
      return try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    func check(_ event: [String: Any]) -> String? {
      (event["verdict"] as? [String: Any])?["check"] as? String
    }
    #expect(check(try await swipe(good)) == "ok")
    let first = try await swipe(forged)
    #expect(check(first) == "forged" && first["needsSupervisor"] == nil)
    #expect(try await swipe(forged)["needsSupervisor"] as? Bool == true)
    let closed = try await swipe(good)
    #expect((closed["error"] as? [String: Any])?["code"] as? String == "supervisorNeeded")
    #expect(closed["verdict"] == nil && closed["tracks"] == nil)
    // The same lane is closed for every other way in.
    #expect(try await decode(good).expect(1).errorCode == "supervisorNeeded")
    try await life.ask("supervisor", "release", "--shop", "S01", "--lane", "L1", "--by", "Zhang")
      .expect(0)
    #expect(check(try await swipe(good)) == "ok")
    #expect(try await watch.interrupt() == 130)
  }

  @Test("A blocked card is refused by decode too; a bank card leaves no trace")
  func blocked() async throws {
    try await life.ask(
      "member", "block", "--number", Numbers.first, "--year", "2026", "--as", "lost", "--date",
      "2026-01-06"
    ).expect(0)
    try await decode(";4111111111111111=28121011000012345678?").expect(0)
    let answer = try await decode(good).expect(0)
    #expect(answer["verdict", "accepted"] as? Bool == false)
    #expect(answer["verdict", "check"] as? String == "blocked")
    #expect(answer["needsSupervisor"] as? Bool == true)
    #expect(try await decode(good).expect(1).errorCode == "supervisorNeeded")
    let refusals = try await life.ask("report", "refusals", "--shop", "S01", "--date", "2026-01-06")
    #expect(refusals.column("reason") == ["blocked"])
    #expect(refusals.column("detail") == ["lost"])
  }

  @Test("A card with a rolling counter: checkout and decode name the one to write next")
  func nextCounter() async throws {
    try await life.enrol("M2", Numbers.second, joined: "2026-01-05", "--rolling-counter").expect(0)
    func swipe(_ counter: Int) async throws -> String {
      let made = try await life.run([
        "card", "issue", "--number", Numbers.second, "--year", "2026", "--keys", "keys.json",
        "--counter", "\(counter)", "--json",
      ]).expect(0)
      return try #require(made["tracks", "2"] as? String)
        + (try #require(made["tracks", "3"] as? String))
    }
    let sold = try await life.buy(life.sale("S1", "2026-01-06", "10.00"), try await swipe(0))
      .expect(0)
    #expect(sold["nextCounter"] as? Int == 1)
    #expect(try await decode(try await swipe(1)).expect(0)["nextCounter"] as? Int == 2)
    #expect(try await decode(good).expect(0)["nextCounter"] == nil)
    // Who copied the stripe before comes with the old counter.
    let copy = try await decode(try await swipe(0)).expect(0)
    #expect(copy["verdict", "check"] as? String == "cloneSuspected")
  }

  @Test(
    "A store needs a lane, and a lane a store",
    arguments: [
      ["--store", "shop.db"], ["--store", "shop.db", "--shop", "S01"], ["--lane", "L1"],
      ["--strict-register"],
    ])
  func options(_ options: [String]) async throws {
    for command in [["decode"], ["card", "verify"], ["watch"]] {
      try await life.run(command + ["--keys", "keys.json"] + options).expect(2)
    }
  }
}
