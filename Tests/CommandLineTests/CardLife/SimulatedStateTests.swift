import Foundation
import Scenarios
import Testing
import VirtualCards

@Suite("simulate card --state")
struct SimulatedStateTests {
  @Test("Two simulators on one file are kept apart; a file that is none is left as it is")
  func apart() async throws {
    let desk = try await Desk(keys: false)
    let daemon = try PrivatePCSCD()
    try await daemon.start()
    func arguments(_ slot: Int, _ more: String...) -> [String] {
      ["simulate", "card", "--state", "card.json", "--port", "\(daemon.slots[slot].card.port)"]
        + more
    }
    let first = try LiveRun(desk, arguments(0, "--kind", "desfire", "--blank"))
    try await first.line { $0.contains("virtual card") }
    let before = try desk.contents("card.json")
    for more in [[], ["--kind", "desfire", "--blank"], ["--kind", "cpu", "--blank"]] {
      let second = try await desk.run(arguments(1) + more)
      #expect(second.status == 3, "\(second.errors)")
      #expect(second.errors.contains("card.json") && second.errors.contains("in use"))
    }
    #expect(try desk.contents("card.json") == before)
    #expect(try await first.interrupt() == 130)

    // The lock goes with the process: the card is put in again.
    let third = try LiveRun(desk, arguments(1))
    try await third.line { $0.contains("virtual card") }
    #expect(try await third.interrupt() == 130)

    let whole = String(decoding: before, as: UTF8.self)
    for (text, code) in [
      (String(whole.dropLast(9)), "cardStateDamaged"), ("", "cardStateDamaged"),
      (whole.replacing("virtual-card-1", with: "virtual-card-7"), "cardStateOfOtherVersion"),
    ] {
      try desk.write(text, to: "card.json")
      try desk.setPermissions(0o600, of: "card.json")
      let refused = try await desk.run(arguments(0, "--json"))
      #expect(refused.status == 2, "\(refused.errors)")
      #expect(try refused.error()["code"].text == code)
      #expect(try desk.contents("card.json") == Data(text.utf8))
    }
    await daemon.stop()
  }
}
