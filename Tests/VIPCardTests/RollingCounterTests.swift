import MagneticStripe
import Testing
import VIPCard

@Suite("Rolling counter on track 3")
struct RollingCounterTests {
  static let second = "9156880012345672=000001731432787370"

  private func counter(_ value: Int) throws -> RollingCounter {
    try #require(RollingCounter(rawValue: value))
  }

  @Test("A counter that was read is as committed, pending, a clone or never written")
  func judge() throws {
    let state = RollingCounterState(committed: try counter(5), pending: try counter(6))
    #expect(state.judge(try counter(5)) == .asCommitted(writeNext: try counter(6)))
    #expect(state.judge(try counter(6)) == .promotePending(writeNext: try counter(7)))
    for older in 0..<5 { #expect(state.judge(try counter(older)) == .clone) }
    for newer in 7...9 { #expect(state.judge(try counter(newer)) == .neverWritten) }
    let settled = RollingCounterState(committed: try counter(5))
    #expect(settled.judge(try counter(6)) == .neverWritten)
    let last = RollingCounterState(committed: try counter(999_999))
    #expect(last.judge(try counter(999_999)) == .asCommitted(writeNext: nil))
  }

  @Test("A counter has six digits")
  func form() throws {
    #expect(try counter(42).digits == "000042")
    for value in [-1, 1_000_000, .max] { #expect(RollingCounter(rawValue: value) == nil) }
  }

  private func check(
    _ three: String?, committed: Int?, pending: Int? = nil
  ) async throws -> CardJudgement {
    let state = try committed.map {
      RollingCounterState(committed: try counter($0), pending: try pending.map(counter))
    }
    let verifier = try Sample.verifier(register: FixedRegister(counter: state))
    return try await verifier.judge(swipe(nil, Sample.track2, three), on: Sample.day())
  }

  @Test("The counter that the register expects is accepted and told")
  func expected() async throws {
    #expect(try await check(Sample.track3, committed: 0).counter == .zero)
    #expect(try await check(Self.second, committed: 0, pending: 1).counter == counter(1))
    #expect(try await check(Sample.track3, committed: nil).counter == .zero)
  }

  @Test("An older counter, or one never written, is a suspected clone")
  func clone() async throws {
    #expect(try await check(Sample.track3, committed: 1).refusal == .cloneSuspected)
    #expect(try await check(Self.second, committed: 0).refusal == .cloneSuspected)
  }

  @Test("A card that was issued with a counter is refused without it, a card without one is not")
  func missing() async throws {
    #expect(try await check(nil, committed: 0).refusal == .unreadable(.counterMissing))
    #expect(try await check("1234=5678", committed: 0).refusal == .unreadable(.counterMissing))
    #expect(try await check(nil, committed: nil).isAccepted)
    #expect(try await check("1234=5678", committed: nil).isAccepted)
  }

  @Test("Every single changed digit of counter or code is forged")
  func changed() async throws {
    let characters = Array(Sample.track3)
    for index in characters.indices.suffix(18) {
      for other in "0123456789" where other != characters[index] {
        var changed = characters
        changed[index] = other
        #expect(try await check(String(changed), committed: 0).refusal == .forged)
      }
    }
  }

  @Test("Another card's track 3 is a misread, a cut one unreadable")
  func otherCard() async throws {
    let other = try CardNumber(appendingCheckDigitTo: "915688001234568").digits
    let read = try await check("\(other)=000000715908207529", committed: 0)
    #expect(read.refusal == .misreadDisagreement)
    for cut in ["9156880012345672=00000071590820752", "9156880012345672", "9156880012345672=1=2"] {
      #expect(try await check(cut, committed: 0).refusal == .unreadable(.layout(.three)))
    }
  }
}
