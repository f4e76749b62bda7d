import Glibc
import LinuxSystem
import Testing
import VirtualCards

@Suite("A virtual card's connection to its reader")
struct CardSocketTests {
  /// The kernel keeps a second small write back until the first is acknowledged, and acknowledges late
  /// whom it takes for somebody who answers soon: together 40 ms a command, a thousand times what it
  /// should cost. No clock is asked here: it is looked whether the kernel acknowledges at once whenever
  /// the card waits for its reader, which without renewing the option it does only at first.
  @Test("A reader that writes a length and then a content never has to wait for the card")
  func acknowledgedAtOnce() async throws {
    let reader = try StandInReader()
    let slot = VPCDSlot(port: reader.port)
    try slot.insert(ScriptedCard())
    try await OwnedThread.run(name: "stand-in") { () throws in
      let card = try reader.accept()
      try card.powerOn()
      for _ in 0..<50 {
        #expect(try card.atr() == ScriptedCard.t1)
        let end = try card.otherEnd()
        #expect(try StandInReader.Connection.isOn(TCP_NODELAY, end))
        let limit = ContinuousClock.now + .seconds(30)
        var isAtOnce = false
        while !isAtOnce, ContinuousClock.now < limit {
          isAtOnce = try StandInReader.Connection.isOn(TCP_QUICKACK, end)
        }
        try #require(isAtOnce)
      }
    }
    slot.remove()
  }

  @Test("A card waits its turn at a reader that takes nobody at present")
  func fullQueue() async throws {
    let reader = try StandInReader(backlog: 0)
    let bystander = try reader.bystander()
    let slot = VPCDSlot(port: reader.port)
    try slot.insert(ScriptedCard())
    try await OwnedThread.run(name: "stand-in") { () throws in
      // The bystander comes first, and goes; then it is the card's turn.
      _ = try reader.accept()
      let card = try reader.accept()
      #expect(try card.atr() == ScriptedCard.t1)
    }
    slot.remove()
    withExtendedLifetime(bystander) {}
  }

  @Test(
    "A card whose reader has forgotten the connection without a word connects again",
    .enabled(if: geteuid() == 0, "only root may let a connection vanish"))
  func forgotten() async throws {
    let reader = try StandInReader()
    let slot = VPCDSlot(port: reader.port)
    try slot.insert(ScriptedCard())
    try await OwnedThread.run(name: "stand-in") { () throws in
      for _ in 0..<2 {
        let card = try reader.accept()
        #expect(try card.atr() == ScriptedCard.t1)
        #expect(card.vanish())
      }
      #expect(try reader.accept().atr() == ScriptedCard.t1)
    }
    slot.remove()
  }
}
