import CardCrypto
import MagneticStripe
import Testing
import VIPCard

@Suite("Judging a swipe")
struct StripeVerifierTests {
  private func check(
    _ one: String?, _ two: String?, _ three: String? = nil, on day: String = "2026-11-22",
    register: (any CardRegister)? = nil
  ) async throws -> Check {
    try await Sample.verifier(register: register)
      .judge(swipe(one, two, three), on: Sample.day(day)).verdict.check
  }

  @Test("A genuine card is accepted with low trust, from track 1, track 2 or both")
  func genuine() async throws {
    let swipes: [(String?, String?)] = [
      (Sample.track1, nil), (nil, Sample.track2), (Sample.track1, Sample.track2),
    ]
    for tracks in swipes {
      let judgement = try await Sample.verifier()
        .judge(swipe(tracks.0, tracks.1), on: Sample.day())
      #expect(judgement.isAccepted && judgement.kind == .vip)
      #expect(judgement.verdict.trust == .low && judgement.verdict.validity == .current)
      #expect(judgement.identity == (try Sample.identity()))
    }
  }

  @Test("Every single changed digit of the code is forged, on either track")
  func changedCode() async throws {
    for text in [Sample.track1, Sample.track2] {
      let characters = Array(text)
      for index in characters.indices.suffix(12) {
        for other in "0123456789" where other != characters[index] {
          var changed = characters
          changed[index] = other
          let (one, two) = text == Sample.track1 ? (String(changed), nil) : (nil, String(changed))
          #expect(try await check(one, two) == .forged)
        }
      }
    }
  }

  @Test("Every single changed character of track 2 is refused, whatever it becomes")
  func changedTrack() async throws {
    let characters = Array(Sample.track2)
    for index in characters.indices {
      for other in "0123456789:<=>" where other != characters[index] {
        var changed = characters
        changed[index] = other
        #expect(try await check(nil, String(changed)) != .ok)
      }
    }
  }

  @Test(
    "Year and sequence are bound by the code",
    arguments: [("=2612", "=2512"), ("7011", "7012"), ("7011", "7019")])
  func bound(old: String, new: String) async throws {
    let parts = Sample.track2.split(separator: old, maxSplits: 1).map(String.init)
    let day = new == "=2512" ? "2025-11-22" : "2026-11-22"
    #expect(try await check(nil, parts.joined(separator: new), on: day) == .forged)
  }

  @Test(
    "A track of ours that lost, gained or changed characters outside the code is unreadable",
    arguments: [
      "9156880012345672", "9156880012345672=", "9156880012345672=2612701196606596324",
      "9156880012345672=26117011966065963249",
      "9156880012345672=26127021966065963249", "9156880012345672=26127010966065963249",
      "9156880012345672==7011966065963249", "9156=26127011966065963249", "9156",
    ])
  func broken(text: String) async throws {
    let judgement = try await Sample.verifier().judge(swipe(nil, text), on: Sample.day())
    #expect(judgement.refusal == .unreadable(.layout(.two)))
    #expect(judgement.kind == .unreadable && judgement.identity == nil)
  }

  @Test("Tracks that disagree are a misread, one that is not ours among them")
  func disagreement() async throws {
    let other = "9156880012345672=26127012821616826169"
    #expect(try await check(Sample.track1, other) == .misread)
    #expect(try await check(Sample.track1, "1234567=99") == .misread)
    #expect(try await check("X1234567^ /^2612", Sample.track2) == .misread)
    let changed = String(Sample.track2.dropLast()) + "8"
    #expect(try await check(Sample.track1, changed) == .misread)
  }

  @Test(
    "Another issuer's card is foreign",
    arguments: [
      (nil, "9157880012345672=26127011966065963249"), (nil, "123456"), (nil, "8000000000000000=1"),
      ("N9156880012345672^ /^26127011966065963249", nil), ("HELLO", nil), ("V", nil),
    ] as [(String?, String?)])
  func foreign(one: String?, two: String?) async throws {
    let judgement = try await Sample.verifier().judge(swipe(one, two), on: Sample.day())
    #expect(judgement.kind == .foreign && judgement.verdict.check == .foreign)
    #expect(judgement.identity == nil)
  }

  @Test("A payment card is refused, and the judgement keeps lengths only")
  func bankCard() async throws {
    let read = try swipe("B4111111111111111^DOE/JANE^2812101", "4111111111111111=2812101")
    let judgement = try await Sample.verifier().judge(read, on: Sample.day())
    #expect(judgement.kind == .bank && judgement.verdict.check == .bankCard)
    #expect(judgement.tracks == .lengths(StripeLengths(one: 34, two: 24, three: 0)))
    #expect(!String(reflecting: judgement).contains("4111"))
  }

  @Test("A swipe without a readable track is unreadable and names the track")
  func unreadable() async throws {
    let verifier = try Sample.verifier()
    let blank = StripeRead(one: .empty, two: .empty, three: .empty)
    #expect(try await verifier.judge(blank, on: Sample.day()).refusal == .unreadable(.blank))
    for error in [TrackError.redundancy, .noEndSentinel, .parity(position: 3)] {
      let read = StripeRead(one: .empty, two: .error(error), three: .empty)
      let judgement = try await verifier.judge(read, on: Sample.day())
      #expect(judgement.refusal == .unreadable(.track(.two, error)))
      #expect(judgement.kind == .unreadable)
    }
    #expect(try await check(nil, nil, Sample.track3) == .unreadable)
    #expect(try await check(nil, nil, "1234=5678") == .foreign)
  }

  @Test("One good track is enough when the other could not be read")
  func oneGoodTrack() async throws {
    let two = try TrackData(track: .two, characters: Sample.track2)
    let read = StripeRead(one: .error(.redundancy), two: .ok(two), three: .error(.noEndSentinel))
    #expect(try await Sample.verifier().judge(read, on: Sample.day()).isAccepted)
  }

  @Test(
    "Validity is told in December: exchange for this year's card, early for next year's",
    arguments: [
      ("2026-01-01", CardValidity.current), ("2026-11-30", .current), ("2026-12-01", .exchange),
      ("2026-12-31", .exchange), ("2025-12-01", .early), ("2025-12-31", .early),
    ])
  func december(day: String, validity: CardValidity) async throws {
    let judgement = try await Sample.verifier()
      .judge(swipe(nil, Sample.track2), on: Sample.day(day))
    #expect(judgement.isAccepted && judgement.verdict.validity == validity)
    #expect((judgement.nextStep != nil) == (validity == .exchange))
  }
}
