import CardCrypto
import SmartCard
import TestSupport
import Testing
import VIPCard
import VirtualCards

@Suite("MIFARE Classic through PC/SC part 3")
struct ClassicApplicationTests {
  private func memory(_ uid: [UInt8] = Sample.serial) async throws -> ClassicMemory {
    try await VirtualClassicCard.personalised(
      identity: Sample.identity(), uid: uid, issued: Sample.day("2025-12-03"), keys: Sample.keys()
    ).memory
  }

  @Test("The blocks of one card on a card with another UID are foreign, with its key forged")
  func copied() async throws {
    let genuine = try await memory()
    let uid: [UInt8] = [0x04, 1, 2, 3, 4, 5, 6]
    var copy = ClassicMemory(uid: uid)
    for block in 4...7 { copy.set(genuine.blocks[block], block: block) }
    #expect(
      try await Sample.verifier().check(LoopbackChannel(VirtualClassicCard(copy))) == .foreign)
    // With the key of the other UID the sector opens, and the code does not fit.
    copy.set(try await memory(uid).blocks[7], block: 7)
    #expect(
      try await Sample.verifier().check(LoopbackChannel(VirtualClassicCard(copy))) == .forged)
  }

  @Test("Any one flipped bit of the three blocks on the card is refused")
  func flippedBlocks() async throws {
    let genuine = try await memory()
    for block in 4...6 {
      for flipped in everyFlippedBit(of: genuine.blocks[block]) {
        var altered = genuine
        altered.set(flipped, block: block)
        let found = try await Sample.verifier().check(
          LoopbackChannel(VirtualClassicCard(altered)))
        #expect(found != .ok)
      }
    }
  }

  @Test("Last year's card is recognised by last year's key, and expired")
  func lastYear() async throws {
    let card = try await VirtualClassicCard.personalised(
      identity: Sample.identity(year: 2025), uid: Sample.serial, issued: Sample.day("2024-12-03"),
      keys: Sample.keys())
    let judgement = try await Sample.verifier().judge(LoopbackChannel(card), on: Sample.day())
    #expect(judgement.verdict.check == .expired)
    #expect(judgement.identity?.year.rawValue == 2025)
  }

  @Test("Without keys a Classic is not recognised")
  func withoutKeys() async throws {
    let channel = LoopbackChannel(VirtualClassicCard(try await memory()))
    #expect(try await ClassicApplication.identify(on: channel) == nil)
    let keys = try Sample.keys(.verify)
    #expect(try await ClassicApplication.identify(on: channel, keys: keys)?.trust == .low)
  }

  @Test("A card that has an answer-to-select is no Classic, whatever else it answers")
  func notISO14443() async throws {
    let channel = RecordingChannel(LoopbackChannel(VirtualClassicCard(try await memory()))) {
      index, answer in answer == [0x6A, 0x81] ? [0x80, 0x90, 0x00] : answer
    }
    #expect(try await Sample.verifier().check(channel) == .foreign)
  }
}
