import MagneticStripe
import Testing
import VIPCard
import Wording

@Suite("What the cashier is told, and what is kept")
struct RefusalTests {
  static let refusals: [CardRefusal] =
    [
      .unreadable(.blank), .unreadable(.track(.one, .redundancy)), .unreadable(.layout(.two)),
      .unreadable(.counterMissing), .unreadable(.chip(.proof)),
      .unreadable(.memberFile(.length(3))), .bankCard, .foreign, .misreadNumber,
      .misreadDisagreement, .forged, .cloneSuspected, .blocked(.lost), .blocked(.replaced),
      .blocked(.clone), .blocked(.staff), .blocked(BlockReason(rawValue: "other")), .notIssued,
      .wrongSequence(current: 2),
    ] + [2025, 2027].compactMap(CardYear.init(_:)).flatMap { year in
      [CardRefusal.expired(year), .notYetValid(year), .unknownKeyYear(year)]
    }

  @Test("Every refusal has a sentence and a next step in all three languages", arguments: refusals)
  func wording(refusal: CardRefusal) throws {
    let hint = try #require(refusal.hint)
    for language in Language.allCases {
      #expect(!refusal.message[language].isEmpty && !hint[language].isEmpty)
    }
    #expect(refusal.message.simplifiedChinese != refusal.message.english)
    #expect(refusal.code == refusal.check.rawValue && refusal.nature == .refusal)
  }

  @Test("Every check but ok has a refusal")
  func complete() {
    #expect(Set(Self.refusals.map(\.check)) == Set(Check.allCases).subtracting([.ok]))
  }

  @Test("The sentence for an expired card names its year")
  func expired() throws {
    let refusal = CardRefusal.expired(try #require(CardYear(2025)))
    for language in Language.allCases { #expect(refusal.message[language].contains("2025")) }
  }

  @Test("Three forged reads within the window call a supervisor, until released")
  func supervisor() {
    var watch = ForgeryWatch(threshold: 3, window: .seconds(600))
    #expect(!watch.record(.forged, at: .seconds(0)))
    #expect(!watch.record(.cloneSuspected, at: .seconds(100)))
    #expect(watch.record(.forged, at: .seconds(599)))
    #expect(watch.record(.ok, at: .seconds(5_000)))
    watch.release()
    #expect(!watch.needsSupervisor && !watch.record(.forged, at: .seconds(5_001)))
  }

  @Test("Forged reads further apart than the window do not add up")
  func window() {
    var watch = ForgeryWatch(threshold: 2, window: .seconds(600))
    for round in 0..<100 { #expect(!watch.record(.forged, at: .seconds(round * 600))) }
    #expect(watch.record(.forged, at: .seconds(99 * 600 + 599)))
  }

  @Test("Other refusals and good cards neither count nor reset", arguments: Check.allCases)
  func others(check: Check) {
    var watch = ForgeryWatch(threshold: 2)
    watch.record(.forged, at: .zero)
    let counts = check == .forged || check == .cloneSuspected
    #expect(watch.record(check, at: .seconds(1)) == counts)
    #expect(watch.record(.forged, at: .seconds(2)))
  }

  @Test("A clock that was set back does not forget forged reads")
  func clockSetBack() {
    var watch = ForgeryWatch(threshold: 2, window: .seconds(60))
    watch.record(.forged, at: .seconds(1_000))
    #expect(watch.record(.forged, at: .seconds(10)))
  }

  @Test("A record of a refusal holds the masked number at most")
  func record() async throws {
    let expired = try await Sample.verifier()
      .judge(swipe(nil, Sample.track2), on: Sample.day("2027-01-01"))
    let record = try #require(
      RefusalRecord(expired, lane: "L1", time: "2027-01-01T10:00:00+08:00"))
    #expect(record.maskedNumber == "9156 **** **** 5672" && record.check == .expired)
    let accepted = try await Sample.verifier().judge(swipe(nil, Sample.track2), on: Sample.day())
    #expect(RefusalRecord(accepted, lane: "L1", time: "") == nil)
    let bank = try await Sample.verifier().judge(swipe(nil, "4111111111111111=28"), on: Sample.day())
    #expect(try #require(RefusalRecord(bank, lane: "L1", time: "")).maskedNumber == nil)
  }
}
