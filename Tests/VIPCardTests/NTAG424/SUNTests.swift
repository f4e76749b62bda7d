import CardCrypto
import SmartCard
import TestSupport
import Testing
import VIPCard
import VirtualCards

@Suite("SUN: a tap by telephone")
struct SUNTests {
  private func chip(year: Int = 2026) async throws -> VirtualNTAG424Card {
    try await .personalised(
      identity: Sample.identity(year: year), uid: Sample.serial, issued: Sample.day("2025-12-03"),
      keys: Sample.keys(), address: "https://vip.example/card", random: SplitMix64(seed: 1))
  }

  /// The URL that the next tap shows.
  private func tap(_ card: inout VirtualNTAG424Card) async throws -> String {
    card.powerOn()
    return try await Telephone.tap { command in
      try ResponseAPDU(parsing: card.respond(to: command.encoded()))
    }
  }

  private func register(_ uid: [UInt8] = Sample.serial) async throws -> MemoryTapRegister {
    let register = MemoryTapRegister()
    await register.record(try Sample.identity(), onChip: uid)
    return register
  }

  @Test("A tap is accepted with trust medium, and every further tap is")
  func accepted() async throws {
    var card = try await chip()
    let taps = try await register()
    for count in 1...5 {
      let url = try await tap(&card)
      let judgement = try await Sample.verifier().judge(sunURL: url, on: Sample.day(), taps: taps)
      #expect(judgement.verdict == Verdict(check: .ok, validity: .current, trust: .medium))
      #expect(judgement.chip == ChipIdentity(kind: .ntag424, uid: Sample.serial))
      #expect(try judgement.identity == Sample.identity())
      #expect(card.memory.readCounter == UInt32(count))
    }
  }

  @Test("The same URL twice, or one from before, is a suspected clone")
  func replay() async throws {
    var card = try await chip()
    let taps = try await register()
    let verifier = try Sample.verifier()
    let (first, second) = (try await tap(&card), try await tap(&card))
    #expect(try await verifier.judge(sunURL: second, on: Sample.day(), taps: taps).isAccepted)
    for url in [second, first] {
      let judgement = try await verifier.judge(sunURL: url, on: Sample.day(), taps: taps)
      #expect(judgement.verdict.check == .cloneSuspected)
    }
    let third = try await tap(&card)
    #expect(try await verifier.judge(sunURL: third, on: Sample.day(), taps: taps).isAccepted)
  }

  @Test("Any one changed bit of PICCENCData or code is refused")
  func flippedBits() async throws {
    var card = try await chip()
    let message = try #require(SUNMessage(url: try await tap(&card)))
    let keys = try Sample.keys(.verify)
    #expect(try await SUNTap(message, keys: keys).uid == Sample.serial)
    for flipped in everyFlippedBit(of: message.encrypted) {
      let altered = try #require(SUNMessage(encrypted: flipped, code: message.code))
      await #expect(throws: SUNFailure.self) { try await SUNTap(altered, keys: keys) }
    }
    for flipped in everyFlippedBit(of: message.code) {
      let altered = try #require(SUNMessage(encrypted: message.encrypted, code: flipped))
      await #expect(throws: SUNFailure.notAuthentic) { try await SUNTap(altered, keys: keys) }
    }
  }

  @Test("The year is found by trying, and judged: last year's chip is expired")
  func years() async throws {
    var card = try await chip(year: 2025)
    let url = try await tap(&card)
    let judgement = try await Sample.verifier().judge(
      sunURL: url, on: Sample.day(), taps: register())
    #expect(judgement.verdict.check == .expired && judgement.verdict.validity == .expired)
    let without = CardVerifier(keys: try MemoryKeyStore([2026: Sample.key2026]))
    #expect(
      try await without.judge(sunURL: url, on: Sample.day(), taps: register()).verdict.check
        == .foreign)
  }

  @Test("A chip that no card was issued on, and a card that is blocked, are refused")
  func registers() async throws {
    var card = try await chip()
    let (one, two) = (try await tap(&card), try await tap(&card))
    let unknown = try await Sample.verifier().judge(
      sunURL: one, on: Sample.day(), taps: register([1, 2, 3, 4, 5, 6, 7]))
    #expect(unknown.verdict.check == .notIssued)
    let verifier = try Sample.verifier(register: FixedRegister(standing: .blocked(.lost)))
    let blocked = try await verifier.judge(sunURL: two, on: Sample.day(), taps: register())
    #expect(blocked.verdict.check == .blocked)
  }

  @Test("A URL without exactly one e of 32 and one c of 16 hex digits is foreign")
  func malformed() async throws {
    let (e, c) = (String(repeating: "0a", count: 16), String(repeating: "0B", count: 8))
    #expect(SUNMessage(url: "https://a.example/?x=1&e=\(e)&y&c=\(c)&z=#e=1") != nil)
    #expect(SUNMessage(url: "https://a.example/?c=\(c)&e=\(e)") != nil)
    for url in [
      "", "?", "https://a.example/", "https://a.example/?e=\(e)", "https://a.example/?c=\(c)",
      "https://a.example/?e=\(e)&c=\(c)&c=\(c)", "https://a.example/?e=\(e)0&c=\(c)",
      "https://a.example/?e=\(e)00&c=\(c)", "https://a.example/?e=\(e)&c=\(c.dropLast(2))",
      "https://a.example/#?e=\(e)&c=\(c)", "https://a.example/?e=\(e.dropLast())g&c=\(c)",
      "https://a.example/?E=\(e)&C=\(c)", "https://a.example/?e==\(e)&c=\(c)", "e=\(e)&c=\(c)",
    ] {
      #expect(SUNMessage(url: url) == nil, "\(url)")
      let judgement = try await Sample.verifier().judge(
        sunURL: url, on: Sample.day(), taps: MemoryTapRegister())
      #expect(judgement.verdict.check == .foreign)
    }
  }
}
