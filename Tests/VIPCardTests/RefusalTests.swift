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
    ]
    + [2025, 2027].compactMap(CardYear.init(_:)).flatMap { year in
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

  @Test("A record of a refusal holds the masked number at most")
  func record() async throws {
    let expired = try await Sample.verifier()
      .judge(swipe(nil, Sample.track2), on: Sample.day("2027-01-01"))
    let record = try #require(
      RefusalRecord(expired, lane: "L1", time: "2027-01-01T10:00:00+08:00"))
    #expect(record.maskedNumber == "9156 **** **** 5672" && record.check == .expired)
    let accepted = try await Sample.verifier().judge(swipe(nil, Sample.track2), on: Sample.day())
    #expect(RefusalRecord(accepted, lane: "L1", time: "") == nil)
    let bank = try await Sample.verifier().judge(
      swipe(nil, "4111111111111111=28"), on: Sample.day())
    #expect(try #require(RefusalRecord(bank, lane: "L1", time: "")).maskedNumber == nil)
  }
}
