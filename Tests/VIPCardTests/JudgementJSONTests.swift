import Foundation
import MagneticStripe
import Testing
import VIPCard
import VirtualCards

@Suite("JSON of a judgement")
struct JudgementJSONTests {
  private func json(_ judgement: CardJudgement) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(judgement), as: UTF8.self)
  }

  private func judge(_ read: StripeRead, on day: String = "2026-11-22") async throws
    -> CardJudgement
  {
    try await Sample.verifier().judge(read, on: Sample.day(day))
  }

  @Test("An accepted swipe has tracks, kind, card and verdict")
  func accepted() async throws {
    let text = try json(await judge(swipe(Sample.track1, Sample.track2)))
    #expect(
      text
        == #"{"card":{"number":"9156880012345672","sequence":1,"year":2026},"kind":"vip","tracks":{"#
        + #""1":{"data":"V9156880012345672^ /^26127011••••••••••••","status":"ok"},"#
        + #""2":{"data":"9156880012345672=26127011••••••••••••","status":"ok"},"#
        + #""3":{"status":"empty"}},"verdict":{"accepted":true,"check":"ok","trust":"low","#
        + #""validity":"current"}}"#)
  }

  @Test("An expired card is told with its identity and without trust")
  func expired() async throws {
    let text = try json(await judge(swipe(nil, Sample.track2), on: "2027-01-01"))
    #expect(text.contains(#""card":{"number":"9156880012345672","sequence":1,"year":2026}"#))
    #expect(
      text.contains(#""verdict":{"accepted":false,"check":"expired","validity":"expired"}"#))
  }

  @Test("Of a payment card there is nothing but the kind, the lengths and the refusal")
  func bank() async throws {
    let read = try swipe("B4111111111111111^DOE/JANE^2812101", "4111111111111111=2812101")
    let text = try json(await judge(read))
    #expect(
      text
        == #"{"card":null,"kind":"bank","tracks":{"1":{"length":34},"2":{"length":24},"#
        + #""3":{"length":0}},"verdict":{"accepted":false,"check":"bankCard"}}"#)
  }

  @Test("An unreadable track says why")
  func unreadable() async throws {
    let read = StripeRead(one: .empty, two: .error(.redundancy), three: .empty)
    let text = try json(await judge(read))
    #expect(text.contains(#""2":{"error":"trackRedundancy","status":"error"}"#))
    #expect(text.contains(#""card":null,"kind":"unreadable""#))
    #expect(text.contains(#""verdict":{"accepted":false,"check":"unreadable"}"#))
  }

  @Test("A chip adds its kind and UID")
  func chip() async throws {
    let judgement = try await Sample.verifier()
      .judge(LoopbackChannel(Sample.card()), on: Sample.day())
    let text = try json(judgement)
    #expect(text.contains(#""chip":{"kind":"cpu","uid":"04782E21801D80"}"#))
    #expect(text.contains(#""trust":"high""#))
    #expect(text.contains(#""tracks":{"1":{"status":"empty"}"#))
  }

  @Test("Every check of the interface can come out", arguments: Check.allCases)
  func checkNames(check: Check) throws {
    let names = [
      "unreadable", "bankCard", "foreign", "misread", "expired", "notYetValid", "forged",
      "unknownKeyYear", "cloneSuspected", "blocked", "notIssued", "wrongSequence", "ok",
    ]
    #expect(names.contains(check.rawValue))
  }
}
