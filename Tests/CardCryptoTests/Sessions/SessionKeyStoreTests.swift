import CardCrypto
import TestSupport
import Testing

@Suite("Sessions of a key store")
struct SessionKeyStoreTests {
  private let issuerKey = SecretBytes(Array(0...15))
  private let diversification: [UInt8] = Array(1...13) + [0x01]

  private func store() throws -> MemoryKeyStore { try MemoryKeyStore([2026: issuerKey]) }

  private func cardKey() throws -> SecretBytes {
    try AN10922.diversify(issuerKey, with: diversification)
  }

  @Test("A store that only verifies opens sessions with the card that holds the diversified key")
  func opens() async throws {
    var random = SplitMix64(seed: 1)
    let first = try EV1CardHandshake(key: cardKey(), using: &random)
    let one = try await store().beginEV1(
      year: 2026, diversification: diversification, challenge: first.challenge)
    let (answer, card) = try first.finish(one.reply)
    #expect(try await one.finish(answer) == card)

    let second = try EV2CardHandshake(key: cardKey(), using: &random)
    let two = try await store().beginEV2(
      year: 2026, diversification: diversification, challenge: second.challenge)
    let (other, session) = try second.finish(two.reply, identifier: [1, 2, 3, 4])
    #expect(try await two.finish(other).identifier == session.identifier)
  }

  @Test("No two sessions have the same reply to the same challenge")
  func fresh() async throws {
    let challenge = [UInt8](repeating: 7, count: 16)
    var replies: Set<[UInt8]> = []
    for _ in 0..<50 {
      replies.insert(
        try await store().beginEV2(
          year: 2026, diversification: diversification, challenge: challenge
        ).reply)
    }
    #expect(replies.count == 50)
  }

  @Test("A year that is not held, and a challenge of another length, are errors")
  func errors() async throws {
    let challenge = [UInt8](repeating: 0, count: 16)
    await #expect(throws: SessionError.keys(.unknownYear(2025))) {
      _ = try await store().beginEV1(
        year: 2025, diversification: diversification, challenge: challenge)
    }
    await #expect(throws: SessionError.length(15)) {
      _ = try await store().beginEV2(
        year: 2026, diversification: diversification, challenge: Array(challenge.dropLast()))
    }
  }

  @Test("A sector key is the first six bytes of its own diversified key, and of no other")
  func sectorKey() async throws {
    let own = Array(1...13) + [SectorKey.keyNumber]
    let whole = try AN10922.diversify(issuerKey, with: own)
    let key = try await store().sectorKey(year: 2026, diversification: own)
    #expect(key == SectorKey.keyA(whole) && key.count == 6)
    #expect(SectorKey.keyB(whole).count == 6 && SectorKey.keyB(whole) != key)
    for number in UInt8.min...UInt8.max where number != SectorKey.keyNumber {
      await #expect(throws: KeyStoreError.reservedMessage) {
        try await store().sectorKey(
          year: 2026, diversification: Array(1...13) + [number])
      }
    }
  }
}
