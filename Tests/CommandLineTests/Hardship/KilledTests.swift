import Foundation
import TestSupport
import Testing

/// The power goes at any moment; the cashier presses the key again.
@Suite("Killed at any moment and repeated with the same id: booked once, never half", .serialized)
struct KilledTests {
  @Test("checkout, commit and return, killed at moments out of a seed", arguments: UInt64(1)...3)
  func killed(seed: UInt64) async throws {
    let life = try Life()
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05", "--registered", "2026-01-05")
      .expect(0)
    let card = try await life.swipe(Numbers.first)
    var moments = Moments(seed: seed)
    var killed = 0
    for round in 1...6 {
      let id = "S\(round)"
      try life.write("\(id).json", life.sale(id, "2026-01-10", "100.00"))
      let sale = [
        "--program", life.program, "--store", "shop.db", "--sale", "\(id).json", "--keys",
        "keys.json", "--swipe", card, "--json",
      ]
      let booking: [[String]]
      if round.isMultiple(of: 2) {
        try await life.run(["hold"] + sale).expect(0)
        booking = [["commit", "--store", "shop.db", "--sale", id, "--json"]]
      } else {
        booking = [["checkout"] + sale]
      }
      try life.write("\(id)-back.json", #"[{"line":"1","quantity":"1"}]"#)
      let back = [
        "return", "--store", "shop.db", "--sale", id, "--lines", "\(id)-back.json", "--id",
        "R\(round)", "--date", "2026-01-10", "--json",
      ]
      for (command, points) in booking.map({ ($0, 88) }) + [(back, 0)] {
        // The first run tells how long one takes; the others die somewhere on that way.
        if try await life.runAndKill(command, after: moments.next(command[0])) { killed += 1 }
        let balance = try #require(try await life.balance("M1", "2026-01-10"))
        #expect(
          [88 - points, points].contains(balance), "\(command[0]) of round \(round): \(balance)")
        let begin = Date()
        let again = try await life.run(command).expect(0)
        moments.learn(command[0], Date().timeIntervalSince(begin))
        #expect(
          try await life.balance("M1", "2026-01-10") == points, "\(command[0]) of round \(round)")
        #expect(
          again[command[0] == "return" ? "refund" : "state"] as? String
            == (command[0] == "return" ? "88.00" : "committed"))
      }
    }
    // Each sale earned once, each return took it back once.
    let history = try await life.ask("points", "history", "--member", "M1", "--date", "2026-01-10")
    let entries = (history["entries"] as? [[String: Any]] ?? []).map {
      "\($0["kind"] ?? "") \($0["reference"] ?? "")"
    }
    #expect(
      entries.sorted()
        == ((1...6).map { "earned S\($0)" } + (1...6).map { "reclaimed R\($0)" }).sorted())
    #expect(killed > 0, "no run was killed before its end")
  }

  /// Moments on the way of a command, from its beginning to shortly after its usual end.
  private struct Moments {
    private var state: UInt64
    private var usual: [String: Double] = [:]

    init(seed: UInt64) { state = seed }

    mutating func learn(_ command: String, _ seconds: Double) { usual[command] = seconds }

    mutating func next(_ command: String) -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / Double(1 << 24) * (usual[command] ?? 0.3)
    }
  }
}

extension Life {
  /// Starts a command and kills it after some seconds.
  ///
  /// - Returns: whether it was killed; `false` when it was faster.
  func runAndKill(_ arguments: [String], after seconds: Double) async throws -> Bool {
    let program = try RunningProgram(
      Program(Self.binary, arguments, environment: Self.environment, directory: folder.path))
    do {
      _ = try await program.finish(within: .seconds(seconds))
      return false
    } catch is ProgramOverdue {
      return true
    }
  }
}
