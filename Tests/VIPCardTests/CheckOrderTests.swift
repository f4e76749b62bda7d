import CardCrypto
import MagneticStripe
import Testing
import VIPCard
import VirtualCards

@Suite("The order of the checks")
struct CheckOrderTests {
  /// The same track with its code changed.
  static let forged = "9156880012345672=26127011966065963248"
  static let misread = "9156880012345673=26127011966065963249"

  private func check(
    _ two: String, on day: String, keys: [Int: SecretBytes], register: (any CardRegister)? = nil
  ) async throws -> (check: Check, questions: Int) {
    let store = WatchedKeyStore(try MemoryKeyStore(keys))
    let verifier = CardVerifier(keys: store, register: register)
    let judgement = try await verifier.judge(swipe(nil, two), on: Sample.day(day))
    return (judgement.verdict.check, store.questions)
  }

  @Test("A foreign card with a wrong Luhn digit is foreign")
  func foreignBeforeLuhn() async throws {
    let found = try await check("9157880012345673=26127011", on: "2026-06-01", keys: [:])
    #expect(found.check == .foreign && found.questions == 0)
  }

  @Test("A misread card that has also expired is a misread")
  func luhnBeforeYear() async throws {
    let found = try await check(Self.misread, on: "2027-06-01", keys: [:])
    #expect(found.check == .misread && found.questions == 0)
  }

  @Test("An expired card whose year has no key is expired, and no key is asked for")
  func yearBeforeKey() async throws {
    for text in [Sample.track2, Self.forged] {
      let expired = try await check(text, on: "2027-01-01", keys: [:])
      #expect(expired.check == .expired && expired.questions == 0)
      let early = try await check(text, on: "2025-11-30", keys: [2026: Sample.key2026])
      #expect(early.check == .notYetValid && early.questions == 0)
    }
  }

  @Test("A good year without a key is unknown, with another year's key too")
  func unknownKeyYear() async throws {
    for keys in [[:], [2025: Sample.key2025]] {
      let found = try await check(Sample.track2, on: "2026-06-01", keys: keys)
      #expect(found.check == .unknownKeyYear)
    }
    let wrongKey = try await check(
      Sample.track2, on: "2026-06-01", keys: [2026: Sample.key2025])
    #expect(wrongKey.check == .forged)
  }

  @Test("A forged card is forged, whatever the register says of the real one")
  func codeBeforeRegister() async throws {
    for standing in [CardStanding.known, .blocked(.lost), .notIssued, .wrongSequence(current: 2)] {
      let found = try await check(
        Self.forged, on: "2026-06-01", keys: [2026: Sample.key2026],
        register: FixedRegister(standing: standing))
      #expect(found.check == .forged)
    }
  }

  @Test(
    "A genuine card is what the register says",
    arguments: [
      (CardStanding.known, Check.ok), (.blocked(.lost), .blocked), (.blocked(.clone), .blocked),
      (.blocked(BlockReason(rawValue: "courtOrder")), .blocked), (.notIssued, .notIssued),
      (.wrongSequence(current: 2), .wrongSequence),
    ])
  func register(standing: CardStanding, expected: Check) async throws {
    let verifier = try Sample.verifier(register: FixedRegister(standing: standing))
    let swiped = try await verifier.judge(swipe(nil, Sample.track2), on: Sample.day())
    #expect(swiped.verdict.check == expected)
    let channel = LoopbackChannel(try await Sample.card())
    #expect(try await verifier.judge(channel, on: Sample.day()).verdict.check == expected)
  }

  @Test("A register that cannot be asked accepts nothing")
  func brokenRegister() async throws {
    let verifier = try Sample.verifier(register: BrokenRegister())
    let error = await #expect(throws: CardVerificationError.self) {
      try await verifier.judge(swipe(nil, Sample.track2), on: Sample.day())
    }
    #expect(error?.code == "registerUnavailable")
    await #expect(throws: CardVerificationError.self) {
      try await verifier.judge(LoopbackChannel(Sample.card()), on: Sample.day())
    }
  }

  @Test("A chip's year, too, is judged before any key is looked for")
  func chipYearBeforeKey() async throws {
    for (day, expected) in [("2027-01-01", Check.expired), ("2025-11-30", .notYetValid)] {
      let store = WatchedKeyStore(try MemoryKeyStore([:]))
      let judgement = try await CardVerifier(keys: store)
        .judge(LoopbackChannel(Sample.card()), on: Sample.day(day))
      #expect(judgement.verdict.check == expected && store.questions == 0)
    }
    let without = CardVerifier(keys: try MemoryKeyStore([2025: Sample.key2025]))
    let judgement = try await without.judge(LoopbackChannel(Sample.card()), on: Sample.day())
    #expect(judgement.verdict.check == .unknownKeyYear)
  }
}
